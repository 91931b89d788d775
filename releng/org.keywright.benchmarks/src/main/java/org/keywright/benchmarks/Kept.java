// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.util.List;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** A link that outlives the loads over it. */
record Kept(Link link) implements Link {
  @Override
  public Atr atr() {
    return link.atr();
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    return link.transceive(command);
  }

  @Override
  public List<byte[]> transceiveAll(List<byte[]> commands) throws LinkException {
    return link.transceiveAll(commands);
  }

  @Override
  public void close() {
    // the next load uses it
  }
}
