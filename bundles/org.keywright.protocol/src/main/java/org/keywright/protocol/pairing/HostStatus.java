// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E3: what a host says of itself; nothing secret, and nothing authentic.
 *
 * @param installed whether it has its cryptogram and key; a blank one says only that
 * @param host SN; zeros while blank
 * @param suites the suites that it takes
 * @param generation g of its cryptogram; 0 while blank
 * @param kcv the check value of its leaf MHK_SN, 5 bytes; zeros while blank
 * @param serial the serial number of the last order that it took
 * @param modules MSID of the modules that it has a pairing key for, the newest last
 */
public record HostStatus(
    boolean installed,
    SerialNumber host,
    Bytes suites,
    int generation,
    Bytes kcv,
    long serial,
    List<SerialNumber> modules) {
  /** The length of the check value in bytes. */
  public static final int KCV_LENGTH = 5;

  /** The most modules that a host keeps a pairing key for. */
  public static final int MOST_MODULES = 32;

  /** Copies the list. */
  public HostStatus {
    modules = List.copyOf(modules);
  }

  /** Encodes the template E3 whole. */
  public byte[] encode() {
    var list = new ByteArrayOutputStream();
    modules.forEach(module -> list.writeBytes(module.value().toArray()));
    return new TlvWriter(128)
        .putNumber(0x9E, installed ? 1 : 0, 1)
        .put(0x81, host.value().toArray())
        .put(0x8F, suites.toArray())
        .putNumber(0xA6, generation, 2)
        .put(0x96, kcv.toArray())
        .putNumber(0xB0, serial, 4)
        .put(0xA0, list.toByteArray())
        .toTemplate(0xE3);
  }

  /**
   * Reads the template E3 and nothing beside it.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does
   */
  public static HostStatus decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE3);
    reader.end();
    boolean installed = in.takeNumber(0x9E, 1) == 1;
    byte[] host = in.take(0x81, SerialNumber.LENGTH);
    byte[] suites = in.take(0x8F, 1, 16);
    int generation = in.takeNumber(0xA6, 2);
    byte[] kcv = in.take(0x96, KCV_LENGTH);
    long serial = in.takeLong(0xB0, 4);
    byte[] list = in.take(0xA0, 0, MOST_MODULES * SerialNumber.LENGTH);
    in.end();
    if (list.length % SerialNumber.LENGTH != 0) {
      throw new TlvException("tag A0 is not a list of modules");
    }
    var modules = new ArrayList<SerialNumber>();
    for (int at = 0; at < list.length; at += SerialNumber.LENGTH) {
      modules.add(SerialNumber.of(Arrays.copyOfRange(list, at, at + SerialNumber.LENGTH)));
    }
    return new HostStatus(
        installed,
        SerialNumber.of(host),
        Bytes.of(suites),
        generation,
        Bytes.of(kcv),
        serial,
        modules);
  }
}
