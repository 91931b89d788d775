// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;

/**
 * One place of a module that holds a pairing, as LIST shows it; in tag B1 35 bytes and what is kept
 * of CY: place, state, flags (01 locked), SN (16), suite, CPT (4), CHR (4), N (4), g (2), failures,
 * then SHA-256(CY) or CY.
 *
 * @param place which place, from 0
 * @param state whether it was verified since it was stored
 * @param locked whether it is never a victim
 * @param host SN
 * @param suite the suite that it was made under
 * @param activity CPT
 * @param chronology CHR, the module's stamp of the pairing
 * @param index N of the pairing
 * @param generation g of the cryptogram
 * @param failures proofs of this host that failed; stays at 255
 * @param cryptogram SHA-256 of CY, or CY itself if the policy keeps it
 */
public record PairingRow(
    int place,
    RowState state,
    boolean locked,
    SerialNumber host,
    int suite,
    long activity,
    long chronology,
    long index,
    int generation,
    int failures,
    Bytes cryptogram) {
  /** The length of what stands before the cryptogram. */
  private static final int FRONT = 35;

  static final int SHORTEST = FRONT + 32;
  static final int LONGEST = FRONT + Cryptogram.LONGEST;

  byte[] encode() {
    return ByteBuffer.allocate(FRONT + cryptogram.length())
        .put((byte) place)
        .put((byte) state.code())
        .put((byte) (locked ? 1 : 0))
        .put(host.value().toArray())
        .put((byte) suite)
        .putInt((int) activity)
        .putInt((int) chronology)
        .putInt((int) index)
        .putShort((short) generation)
        .put((byte) failures)
        .put(cryptogram.toArray())
        .array();
  }

  static PairingRow decode(byte[] encoded) throws TlvException {
    var in = ByteBuffer.wrap(encoded);
    int place = in.get() & 0xFF;
    var state =
        RowState.of(in.get())
            .filter(s -> s != RowState.UNKNOWN)
            .orElseThrow(() -> new TlvException("tag B1 names a state that does not exist"));
    int flags = in.get() & 0xFF;
    if (flags > 1) {
      throw new TlvException("tag B1 has a flag that does not exist");
    }
    byte[] host = new byte[SerialNumber.LENGTH];
    in.get(host);
    return new PairingRow(
        place,
        state,
        flags == 1,
        SerialNumber.of(host),
        in.get() & 0xFF,
        in.getInt() & 0xFFFF_FFFFL,
        in.getInt() & 0xFFFF_FFFFL,
        in.getInt() & 0xFFFF_FFFFL,
        in.getShort() & 0xFFFF,
        in.get() & 0xFF,
        Bytes.of(Arrays.copyOfRange(encoded, FRONT, encoded.length)));
  }
}
