// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.SortedMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.ClearCommand;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvWriter;

/**
 * The commands that carry secrets in clear: INSTALL of a module and of a host, for use inside a
 * secured room or through the device's own secure channel, and ENTER CODE, which stands for a
 * host's own keypad.
 *
 * <p>Each method returns a whole command APDU that belongs to the caller, who wipes it after it is
 * sent.
 */
public final class SecuredRoom {
  private SecuredRoom() {}

  /**
   * INSTALL of a module.
   *
   * @param module MSID
   * @param suites the suites that it may use
   * @param firstIndex N to begin with: 0, or for a module that is installed again the N that its
   *     centre knows, so that no code comes twice
   * @param places how many hosts it can be paired with; 1 to 32
   * @param policy its first policy
   * @param moduleKey K_MS; stays the caller's
   * @param generationKeys k_g by generation; stay the caller's
   */
  public static byte[] installModule(
      SerialNumber module,
      Bytes suites,
      long firstIndex,
      int places,
      PolicyRecord policy,
      Key moduleKey,
      SortedMap<Integer, Key> generationKeys) {
    byte[] front =
        new TlvWriter()
            .put(0xA0, module.value().toArray())
            .put(0x8F, suites.toArray())
            .putNumber(0xA8, firstIndex, 4)
            .putNumber(0xAE, places, 1)
            .raw(policy.encode())
            .toBytes();
    var command =
        new ClearCommand(Instruction.INSTALL.ins()).raw(front).secret(0x97, moduleKey.material());
    generationKeys.forEach(
        (generation, key) ->
            command
                .raw(new TlvWriter(8).putNumber(0xA6, generation, 2).toBytes())
                .secret(0x97, key.material()));
    return command.toBytes();
  }

  /**
   * INSTALL of a host.
   *
   * @param host SN
   * @param suites the suites that it may use
   * @param generation g of the cryptogram
   * @param cryptogram CY
   * @param hostKey MHK_SN; stays the caller's
   */
  public static byte[] installHost(
      SerialNumber host, Bytes suites, int generation, Bytes cryptogram, Key hostKey) {
    byte[] front =
        new TlvWriter()
            .put(0x81, host.value().toArray())
            .put(0x8F, suites.toArray())
            .putNumber(0xA6, generation, 2)
            .put(0xA9, cryptogram.toArray())
            .toBytes();
    return new ClearCommand(Instruction.INSTALL.ins())
        .raw(front)
        .secret(0x97, hostKey.material())
        .toBytes();
  }

  /**
   * ENTER CODE at a host in an open session: has the module erase its pairing with a host.
   *
   * @param erased SN of the host whose pairing is to go
   * @param code ASCII digits; stay the caller's
   */
  public static byte[] enterErasureCode(SerialNumber erased, KeyMaterial code) {
    return new ClearCommand(Instruction.ENTER_CODE.ins(), 1)
        .raw(new TlvWriter(24).put(0x81, erased.value().toArray()).toBytes())
        .secret(0x9A, code)
        .toBytes();
  }

  /** ENTER CODE at a host: ASCII digits, none if none is needed; they stay the caller's. */
  public static byte[] enterCode(KeyMaterial code) {
    return new ClearCommand(Instruction.ENTER_CODE.ins()).secret(0x9A, code).toBytes();
  }
}
