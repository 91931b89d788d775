// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E7: what a module says of itself; nothing secret, and nothing authentic.
 *
 * @param installed whether it has its keys; a blank one says only that
 * @param module MSID; zeros while blank
 * @param suites the suites that it takes
 * @param generations the generations of cryptograms that it can open
 * @param places how many places it has
 * @param occupied how many of them hold a pairing
 * @param index N, the number of pairings done
 * @param triesLeft tries left for a code
 * @param serial the serial number of the last order that it took
 * @param settings its settings
 */
public record ModuleStatus(
    boolean installed,
    SerialNumber module,
    Bytes suites,
    List<Integer> generations,
    int places,
    int occupied,
    long index,
    int triesLeft,
    long serial,
    PolicySettings settings) {
  /** The most generations that a module holds keys of. */
  public static final int MOST_GENERATIONS = 8;

  /** The most places that a module has. */
  public static final int MOST_PLACES = 32;

  /** Copies the list. */
  public ModuleStatus {
    generations = List.copyOf(generations);
  }

  /** Encodes the template E7 whole. */
  public byte[] encode() {
    var list = new ByteArrayOutputStream();
    generations.forEach(g -> list.writeBytes(PairingKeys.u16(g)));
    return new TlvWriter(128)
        .putNumber(0x9E, installed ? 1 : 0, 1)
        .put(0xA0, module.value().toArray())
        .put(0x8F, suites.toArray())
        .put(0xA6, list.toByteArray())
        .putNumber(0xAE, places, 1)
        .putNumber(0xAF, occupied, 1)
        .putNumber(0xA8, index, 4)
        .putNumber(0xAB, triesLeft, 1)
        .putNumber(0xB0, serial, 4)
        .put(0x9B, settings.encode())
        .toTemplate(0xE7);
  }

  /**
   * Reads the template E7 and nothing beside it.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does
   */
  public static ModuleStatus decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE7);
    reader.end();
    boolean installed = in.takeNumber(0x9E, 1) == 1;
    byte[] module = in.take(0xA0, SerialNumber.LENGTH);
    byte[] suites = in.take(0x8F, 1, 16);
    byte[] list = in.take(0xA6, 0, 2 * MOST_GENERATIONS);
    int places = in.takeNumber(0xAE, 1);
    int occupied = in.takeNumber(0xAF, 1);
    long index = in.takeLong(0xA8, 4);
    int tries = in.takeNumber(0xAB, 1);
    long serial = in.takeLong(0xB0, 4);
    var settings = PolicySettings.decode(in.take(0x9B, PolicySettings.ENCODED));
    in.end();
    if (list.length % 2 != 0) {
      throw new TlvException("tag A6 is not a list of generations");
    }
    var generations = new ArrayList<Integer>();
    for (int at = 0; at < list.length; at += 2) {
      generations.add((list[at] & 0xFF) << 8 | (list[at + 1] & 0xFF));
    }
    return new ModuleStatus(
        installed,
        SerialNumber.of(module),
        Bytes.of(suites),
        generations,
        places,
        occupied,
        index,
        tries,
        serial,
        settings);
  }
}
