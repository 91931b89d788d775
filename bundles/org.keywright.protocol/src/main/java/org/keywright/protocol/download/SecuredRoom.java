// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.protocol.ClearCommand;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.transport.TlvWriter;

/**
 * The commands that carry a clear key, for use inside a secured room or through a device's own
 * secure channel: INSTALL of an EI, INSTALL of a set and LOAD of a key into a first unit.
 *
 * <p>Each method returns a whole command APDU that belongs to the caller, who wipes it after it is
 * sent.
 */
public final class SecuredRoom {
  private SecuredRoom() {}

  /**
   * INSTALL of an EI.
   *
   * @param serialNumber SN
   * @param setId SET
   * @param transportKeyVersion TVER
   * @param suites the suites that the EI may use
   * @param floor the lowest suite id that it accepts
   * @param sasRequired whether it refuses a key without SAS
   * @param transportKey T; stays the caller's
   * @param places its places
   */
  public static byte[] installUnit(
      SerialNumber serialNumber,
      SetId setId,
      int transportKeyVersion,
      Bytes suites,
      int floor,
      boolean sasRequired,
      Key transportKey,
      List<PlaceKind> places) {
    byte[] front =
        new TlvWriter()
            .put(0x81, serialNumber.value().toArray())
            .put(0x90, setId.value().toArray())
            .putNumber(0x91, transportKeyVersion, 2)
            .put(0x8F, suites.toArray())
            .put(0x9A, new byte[] {(byte) floor, (byte) (sasRequired ? 1 : 0)})
            .toBytes();
    byte[] back = new TlvWriter().put(0x98, PlaceKind.encode(places)).toBytes();
    return command(Instruction.INSTALL_UNIT, front, 0x97, transportKey.material(), back);
  }

  /** INSTALL of a set's transport key into a first unit; the key stays the caller's. */
  public static byte[] installSet(SetId setId, int transportKeyVersion, Key transportKey) {
    byte[] front =
        new TlvWriter()
            .put(0x90, setId.value().toArray())
            .putNumber(0x91, transportKeyVersion, 2)
            .toBytes();
    return command(Instruction.INSTALL_SET, front, 0x97, transportKey.material(), new byte[0]);
  }

  /**
   * LOAD of an application key into a first unit; the record stays the caller's.
   *
   * @param flags as in {@link FirstUnitKey}
   */
  public static byte[] load(int ref1, int flags, KeyRecord record) {
    byte[] front =
        new TlvWriter()
            .putNumber(0x82, ref1, 2)
            .putNumber(0x86, record.keyVersion(), 2)
            .putNumber(0x9D, flags, 1)
            .toBytes();
    try (KeyMaterial encoded = record.encode()) {
      return command(Instruction.LOAD, front, 0x99, encoded, new byte[0]);
    }
  }

  private static byte[] command(
      Instruction instruction, byte[] front, int tag, KeyMaterial secret, byte[] back) {
    return new ClearCommand(instruction.ins()).raw(front).secret(tag, secret).raw(back).toBytes();
  }
}
