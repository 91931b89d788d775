// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E5: what a first unit says of itself; nothing secret.
 *
 * @param serialNumber its own SN
 * @param suites the suites that it can use
 * @param sets the sets that it holds a transport key for, or held one
 */
public record FirstUnitStatus(SerialNumber serialNumber, Bytes suites, List<Set> sets) {
  private static final int ENCODED_SET = SetId.LENGTH + 3;

  /** Copies the list. */
  public FirstUnitStatus {
    sets = List.copyOf(sets);
  }

  /**
   * One set.
   *
   * @param setId SET
   * @param transportKeyVersion TVER
   * @param active whether its transport key is here and in use
   */
  public record Set(SetId setId, int transportKeyVersion, boolean active) {}

  /** Encodes the template E5 whole. */
  public byte[] encode() {
    var list = new ByteArrayOutputStream();
    for (Set set : sets) {
      list.writeBytes(set.setId.value().toArray());
      list.writeBytes(SessionKeys.u16(set.transportKeyVersion));
      list.write(set.active ? 1 : 0);
    }
    var content =
        new TlvWriter()
            .put(0x81, serialNumber.value().toArray())
            .put(0x8F, suites.toArray())
            .put(0x98, list.toByteArray());
    return new TlvWriter().nest(0xE5, content).toBytes();
  }

  /**
   * Reads the template E5 and nothing beside it.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does
   */
  public static FirstUnitStatus decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE5);
    reader.end();
    byte[] serial = in.take(0x81, SerialNumber.LENGTH);
    byte[] suites = in.take(0x8F, 1, 16);
    byte[] list = in.take(0x98, 0, TlvReader.LIMIT);
    in.end();
    if (list.length % ENCODED_SET != 0) {
      throw new TlvException("tag 98 is not a list of sets");
    }
    var sets = new ArrayList<Set>();
    for (int at = 0; at < list.length; at += ENCODED_SET) {
      sets.add(
          new Set(
              SetId.of(Arrays.copyOfRange(list, at, at + SetId.LENGTH)),
              ((list[at + 8] & 0xFF) << 8) | (list[at + 9] & 0xFF),
              list[at + 10] == 1));
    }
    return new FirstUnitStatus(SerialNumber.of(serial), Bytes.of(suites), sets);
  }
}
