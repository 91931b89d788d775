// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.security.MessageDigest;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The two keys of the centre's orders to one unit: that of the tokens, and that under which orders
 * bring keys. Centre and unit use it alike. The owner closes it. Safe for use by many threads.
 */
final class OrderKeys implements AutoCloseable {
  private final Suite suite;
  private final Key orderKey;
  private final Key loadKey;

  /** Takes over both keys. */
  OrderKeys(Suite suite, Key orderKey, Key loadKey) {
    this.suite = suite;
    this.orderKey = orderKey;
    this.loadKey = loadKey;
  }

  /** An order: its data, the serial number, and the token over both. */
  CommandApdu order(Instruction what, long serial, TlvWriter data) throws KeyException {
    byte[] covered = data.putNumber(0xB0, serial, 4).toBytes();
    byte[] token = token(what.ins(), covered);
    byte[] whole = new TlvWriter(covered.length + 18).raw(covered).put(0x8E, token).toBytes();
    int longest = what == Instruction.LIST ? TlvReader.LIMIT : 256;
    return new CommandApdu(what.cla(), what.ins(), suite.id(), 0, whole, longest);
  }

  private byte[] token(int instruction, byte[] covered) throws KeyException {
    byte[] input = new byte[1 + covered.length];
    input[0] = (byte) instruction;
    System.arraycopy(covered, 0, input, 1, covered.length);
    return mac(input);
  }

  /** Whether a token holds; compared in constant time. */
  boolean verify(int instruction, byte[] covered, byte[] token) throws KeyException {
    return MessageDigest.isEqual(token(instruction, covered), token);
  }

  /** The MAC under the key of the tokens. */
  byte[] mac(byte[] input) throws KeyException {
    return suite.mac().mac(orderKey, input);
  }

  /** Wraps a key that an order brings; it stays the caller's. */
  byte[] wrap(Key key) throws KeyException {
    return suite.wrap().wrap(loadKey, key.material());
  }

  /** Opens a key that an order brought, which the caller then owns. */
  Key unwrap(byte[] wrapped) throws KeyException {
    return Key.of(suite.keySpec(), suite.wrap().unwrap(loadKey, wrapped));
  }

  /** Wipes both keys. */
  @Override
  public void close() {
    orderKey.close();
    loadKey.close();
  }
}
