// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.WorkOrder;

/**
 * A work order that was made. It owns the transaction number.
 *
 * @param order what is recorded of it
 * @param number the transaction number, its digits in ASCII, the last one a check digit
 */
public record PlacedOrder(WorkOrder order, Optional<KeyMaterial> number) implements AutoCloseable {
  /** Wipes the number. */
  @Override
  public void close() {
    number.ifPresent(KeyMaterial::close);
  }
}
