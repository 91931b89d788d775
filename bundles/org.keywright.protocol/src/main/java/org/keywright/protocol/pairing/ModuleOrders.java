// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * What the centre orders of one module, each order with a token: the MAC under K_ADM over
 * instruction, data and a serial number. A module takes a serial number once, and only one that is
 * higher than all that it took.
 *
 * <p>Holds K_ADM and K_LOAD; the owner closes it. Centre and module use it alike. Safe for use by
 * many threads.
 */
public final class ModuleOrders implements AutoCloseable {
  private static final byte[] TABLE_LABEL = "KW3.LIST".getBytes(StandardCharsets.US_ASCII);

  private final OrderKeys keys;

  /**
   * Derives the keys for orders.
   *
   * @param moduleKey K_MS; stays the caller's
   * @param module MSID
   */
  public ModuleOrders(Suite suite, Key moduleKey, SerialNumber module) throws KeyException {
    Key orderKey = PairingKeys.orderKey(suite, moduleKey, module);
    boolean whole = false;
    try {
      keys = new OrderKeys(suite, orderKey, PairingKeys.loadKey(suite, moduleKey, module));
      whole = true;
    } finally {
      if (!whole) {
        orderKey.close();
      }
    }
  }

  /** ERASE of the pairing with one host. */
  public CommandApdu erase(long serial, SerialNumber host) throws KeyException {
    return keys.order(Instruction.ERASE, serial, host(host));
  }

  /** LOCK, or unlock, of the place of one host. */
  public CommandApdu lock(long serial, SerialNumber host, boolean locked) throws KeyException {
    return keys.order(Instruction.LOCK, serial, host(host).putNumber(0xAF, locked ? 1 : 0, 1));
  }

  /** UNBLOCK: all tries are given back. */
  public CommandApdu unblock(long serial) throws KeyException {
    return keys.order(Instruction.UNBLOCK, serial, new TlvWriter());
  }

  /** SET POLICY. */
  public CommandApdu setPolicy(long serial, PolicyRecord policy) throws KeyException {
    return keys.order(Instruction.SET_POLICY, serial, new TlvWriter().raw(policy.encode()));
  }

  /**
   * LOAD GENERATION: the key of another generation of cryptograms.
   *
   * @param generation g
   * @param key k_g; stays the caller's
   */
  public CommandApdu loadGeneration(long serial, int generation, Key key) throws KeyException {
    return keys.order(
        Instruction.LOAD_GENERATION,
        serial,
        new TlvWriter(64).putNumber(0xA6, generation, 2).put(0x9C, keys.wrap(key)));
  }

  /**
   * Opens what LOAD GENERATION brought, which the caller then owns; for the module.
   *
   * @throws KeyException if it does not open or is of another kind
   */
  public Key openGeneration(byte[] wrapped) throws KeyException {
    return keys.unwrap(wrapped);
  }

  /** LIST from one place on. */
  public CommandApdu list(long serial, int firstPlace) throws KeyException {
    return keys.order(Instruction.LIST, serial, new TlvWriter().putNumber(0xAE, firstPlace, 1));
  }

  private static TlvWriter host(SerialNumber host) {
    return new TlvWriter().put(0x81, host.value().toArray());
  }

  /**
   * Whether a token holds; for the module.
   *
   * @param covered the command's data before the token
   */
  public boolean verify(int instruction, byte[] covered, byte[] token) throws KeyException {
    return keys.verify(instruction, covered, token);
  }

  /** The answer to LIST: the table, and the module's MAC over it; for the module. */
  public byte[] encodeTable(long serial, PairingTable table) throws KeyException {
    byte[] template = table.encode();
    return new TlvWriter(template.length + 18)
        .raw(template)
        .put(0x8E, tableMac(serial, template))
        .toBytes();
  }

  /**
   * Reads the answer to LIST.
   *
   * @param serial that of the order
   * @throws TlvException if it is not laid out as it must be, or its MAC does not hold
   */
  public PairingTable readTable(long serial, byte[] answer) throws TlvException, KeyException {
    var in = TlvReader.of(answer);
    var table = PairingTable.read(in);
    byte[] template = Arrays.copyOf(answer, in.position());
    byte[] mac = in.take(0x8E, 16);
    in.end();
    if (!MessageDigest.isEqual(tableMac(serial, template), mac)) {
      throw new TlvException("the MAC over the table does not hold");
    }
    return table;
  }

  private byte[] tableMac(long serial, byte[] template) throws KeyException {
    return keys.mac(
        new TlvWriter(template.length + 16)
            .raw(TABLE_LABEL)
            .raw(PairingKeys.u32(serial))
            .raw(template)
            .toBytes());
  }

  /** Wipes both keys. */
  @Override
  public void close() {
    keys.close();
  }
}
