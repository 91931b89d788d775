// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvWriter;

/**
 * What the centre orders of one host in the field: RENEW, with a token like that of {@link
 * ModuleOrders}, under keys from the leaf that the host has now.
 *
 * <p>Holds K_HADM and K_HLOAD; the owner closes it. Centre and host use it alike. Safe for use by
 * many threads.
 */
public final class HostOrders implements AutoCloseable {
  private final OrderKeys keys;

  /**
   * Derives the keys for orders.
   *
   * @param hostKey MHK_SN that the host has now; stays the caller's
   * @param host SN
   */
  public HostOrders(Suite suite, Key hostKey, SerialNumber host) throws KeyException {
    Key orderKey = PairingKeys.hostOrderKey(suite, hostKey, host);
    boolean whole = false;
    try {
      keys = new OrderKeys(suite, orderKey, PairingKeys.hostLoadKey(suite, hostKey, host));
      whole = true;
    } finally {
      if (!whole) {
        orderKey.close();
      }
    }
  }

  /**
   * RENEW: another cryptogram, and with it another leaf if the host shall have one.
   *
   * @param serial higher than that of any order before
   * @param generation g of the cryptogram
   * @param cryptogram CY
   * @param hostKey MHK_SN of another generation, which lies in the cryptogram too; stays the
   *     caller's; empty if the host keeps the one that it has
   */
  public CommandApdu renew(long serial, int generation, Bytes cryptogram, Optional<Key> hostKey)
      throws KeyException {
    var data = new TlvWriter(256).putNumber(0xA6, generation, 2).put(0xA9, cryptogram.toArray());
    if (hostKey.isPresent()) {
      data.put(0x9C, keys.wrap(hostKey.get()));
    }
    return keys.order(Instruction.RENEW, serial, data);
  }

  /**
   * Opens the leaf that RENEW brought, which the caller then owns; for the host.
   *
   * @throws KeyException if it does not open or is of another kind
   */
  public Key openHostKey(byte[] wrapped) throws KeyException {
    return keys.unwrap(wrapped);
  }

  /**
   * Whether a token holds; for the host.
   *
   * @param covered the command's data before the token
   */
  public boolean verify(int instruction, byte[] covered, byte[] token) throws KeyException {
    return keys.verify(instruction, covered, token);
  }

  /** Wipes both keys. */
  @Override
  public void close() {
    keys.close();
  }
}
