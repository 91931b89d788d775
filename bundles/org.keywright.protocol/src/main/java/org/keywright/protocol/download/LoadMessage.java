// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * E1 and CAS: an application key on its way to one EI, as EXPORTKEY answers it and IMPORTKEY
 * carries it.
 *
 * @param suite the suite of this run
 * @param serialNumber SN of the EI that it is for
 * @param ref2 the place that it is for
 * @param challenge R_EI
 * @param answer R_AS, 16 bytes
 * @param keyVersion KVN
 * @param sequence DSEQ, the first unit's strictly rising number
 * @param wrap the wrapped key record
 * @param sas the signature over the key, if the first unit makes one
 * @param cas the certificate over the whole
 */
public record LoadMessage(
    int suite,
    SerialNumber serialNumber,
    int ref2,
    Bytes challenge,
    Bytes answer,
    int keyVersion,
    long sequence,
    Bytes wrap,
    Optional<Bytes> sas,
    Bytes cas) {

  /** The same message under another CAS. */
  LoadMessage withCas(Bytes other) {
    return new LoadMessage(
        suite, serialNumber, ref2, challenge, answer, keyVersion, sequence, wrap, sas, other);
  }

  /** Encodes the template E1, over which CAS is computed. */
  public byte[] encodeTemplate() {
    var content =
        new TlvWriter(192)
            .putNumber(0x80, suite, 1)
            .put(0x81, serialNumber.value().toArray())
            .putNumber(0x83, ref2, 2)
            .put(0x84, challenge.toArray())
            .put(0x85, answer.toArray())
            .putNumber(0x86, keyVersion, 2)
            .putNumber(0x87, sequence, 8)
            .put(0x88, wrap.toArray());
    sas.ifPresent(s -> content.put(0x89, s.toArray()));
    return content.toTemplate(0xE1);
  }

  /** Encodes E1 and CAS. */
  public byte[] encode() {
    return new TlvWriter().raw(encodeTemplate()).put(0x8E, cas.toArray()).toBytes();
  }

  /**
   * Reads E1 and CAS and nothing beside them.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static LoadMessage decode(byte[] encoded) throws TlvException {
    var reader = TlvReader.of(encoded);
    var in = reader.nested(0xE1);
    int suite = in.takeNumber(0x80, 1);
    byte[] serial = in.take(0x81, SerialNumber.LENGTH);
    int ref2 = in.takeNumber(0x83, 2);
    byte[] challenge = in.take(0x84, ExportRequest.CHALLENGE_LENGTH);
    byte[] answer = in.take(0x85, ExportRequest.CHALLENGE_LENGTH);
    int version = in.takeNumber(0x86, 2);
    long sequence = 0;
    for (byte b : in.take(0x87, 8)) {
      sequence = (sequence << 8) | (b & 0xFF);
    }
    byte[] wrap = in.take(0x88, 24, 512);
    Optional<Bytes> sas = in.atEnd() ? Optional.empty() : Optional.of(Bytes.of(in.take(0x89, 16)));
    in.end();
    byte[] cas = reader.take(0x8E, 16);
    reader.end();
    return new LoadMessage(
        suite,
        SerialNumber.of(serial),
        ref2,
        Bytes.of(challenge),
        Bytes.of(answer),
        version,
        sequence,
        Bytes.of(wrap),
        sas,
        Bytes.of(cas));
  }

  /** The part of an encoded message that CAS covers: all before its 18 bytes. */
  static byte[] covered(byte[] encoded) {
    return Arrays.copyOf(encoded, encoded.length - 18);
  }
}
