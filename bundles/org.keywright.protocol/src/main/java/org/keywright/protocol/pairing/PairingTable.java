// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.util.ArrayList;
import java.util.List;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * EE: the table of a module as LIST shows it.
 *
 * @param module MSID
 * @param places how many places it has
 * @param index N, the number of pairings done
 * @param triesLeft tries left for a code
 * @param rows the places that hold a pairing, those that were asked for
 */
public record PairingTable(
    SerialNumber module, int places, long index, int triesLeft, List<PairingRow> rows) {
  /** The most places in one answer; the rest is asked for by another LIST. */
  public static final int PAGE = 16;

  /** Copies the list. */
  public PairingTable {
    rows = List.copyOf(rows);
  }

  /** Encodes the template EE whole. */
  public byte[] encode() {
    var content =
        new TlvWriter(512)
            .put(0xA0, module.value().toArray())
            .putNumber(0xAE, places, 1)
            .putNumber(0xA8, index, 4)
            .putNumber(0xAB, triesLeft, 1);
    rows.forEach(row -> content.put(0xB1, row.encode()));
    return content.toTemplate(0xEE);
  }

  /**
   * Reads the template EE, which must come next.
   *
   * @throws TlvException if it is not laid out as {@link #encode} does
   */
  public static PairingTable read(TlvReader reader) throws TlvException {
    var in = reader.nested(0xEE);
    byte[] module = in.take(0xA0, SerialNumber.LENGTH);
    int places = in.takeNumber(0xAE, 1);
    long index = in.takeLong(0xA8, 4);
    int tries = in.takeNumber(0xAB, 1);
    var rows = new ArrayList<PairingRow>();
    while (!in.atEnd()) {
      rows.add(PairingRow.decode(in.take(0xB1, PairingRow.SHORTEST, PairingRow.LONGEST)));
    }
    return new PairingTable(SerialNumber.of(module), places, index, tries, rows);
  }
}
