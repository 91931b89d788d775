// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;

/**
 * A key that was in a key block, and what people should know about that block. It owns the key.
 *
 * @param key the key inside
 * @param lengthHidden whether the block hides how long the key is
 * @param remarks what is not as the standard has it and was taken all the same, a sentence each
 */
public record OpenedKeyBlock(Key key, boolean lengthHidden, List<String> remarks)
    implements AutoCloseable {
  /** Copies the list. */
  public OpenedKeyBlock {
    remarks = List.copyOf(remarks);
  }

  /** Wipes the key. */
  @Override
  public void close() {
    key.close();
  }
}
