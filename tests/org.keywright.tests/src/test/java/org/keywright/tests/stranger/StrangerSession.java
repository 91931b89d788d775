// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import static org.keywright.tests.stranger.StrangerCrypto.cmac;
import static org.keywright.tests.stranger.StrangerCrypto.join;
import static org.keywright.tests.stranger.StrangerCrypto.number;
import static org.keywright.tests.stranger.StrangerTlv.tlv;

import java.security.MessageDigest;
import java.util.Arrays;

/** The session keys of one IMPORTKEY: download.md, sections 4.3 and 4.5. Closing erases them. */
final class StrangerSession implements AutoCloseable {
  private final StrangerLoadMessage message;
  private final byte[] serial;
  private final byte[] randoms;
  private final byte[] enc;
  private final byte[] cas;
  private final byte[] sas;
  private final byte[] rcpt;

  StrangerSession(
      byte[] t1,
      int keyBytes,
      StrangerRequest request,
      byte[] serial,
      StrangerLoadMessage message) {
    this.message = message;
    this.serial = serial;
    randoms = join(request.challenge(), message.answer());
    enc = key("ENC", t1, keyBytes, request);
    cas = key("CAS", t1, keyBytes, request);
    sas = key("SAS", t1, keyBytes, request);
    rcpt = key("RCPT", t1, keyBytes, request);
  }

  void checkCas() {
    Refusal.unless(MessageDigest.isEqual(cmac(cas, message.e1()), message.cas()), 0x6988);
  }

  StrangerKeyRecord open() {
    return StrangerCrypto.unwrap(enc, message.wrap())
        .flatMap(StrangerKeyRecord::read)
        .orElseThrow(() -> new Refusal(0x6988));
  }

  /** SAS, where there is one. */
  void checkSas(StrangerKeyRecord record) {
    message
        .sas()
        .ifPresent(
            given -> {
              var right =
                  cmac(sas, join(record.bytes(), serial, number(message.place(), 2), randoms));
              Refusal.unless(MessageDigest.isEqual(right, given), 0x9E01);
            });
  }

  /** E2. */
  byte[] receipt(byte[] kcv) {
    var place = number(message.place(), 2);
    var version = number(message.version(), 2);
    var receipt =
        cmac(
            rcpt,
            join(
                StrangerCrypto.ascii("KW1.OK"),
                serial,
                place,
                version,
                message.sequence(),
                randoms,
                kcv));
    return tlv(0xE2, tlv(0x83, place), tlv(0x86, version), tlv(0x96, kcv), tlv(0x8E, receipt));
  }

  @Override
  public void close() {
    for (var key : new byte[][] {enc, cas, sas, rcpt}) {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] key(String name, byte[] t1, int bytes, StrangerRequest request) {
    return StrangerCrypto.kdf(
        t1,
        "KW1." + name,
        bytes,
        number(message.suite(), 1),
        serial,
        number(request.reference(), 2),
        number(request.place(), 2),
        request.challenge(),
        message.answer(),
        StrangerCrypto.sha256(request.e0()));
  }
}
