// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.Suite;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.LoadMessage;

/**
 * The operation key and the session keys of one run, derived once more from what a proof knows and
 * an outsider does not: the transport key. Written from the protocol document, not from the code
 * that both units use, so that it is a second opinion too.
 */
final class Rederived implements AutoCloseable {
  private final Suite suite;
  private final Key operationKey;
  private final List<Key> session;

  Rederived(Suite suite, Key transportKey, byte[] encodedRequest, LoadMessage message)
      throws Exception {
    this.suite = suite;
    var request = ExportRequest.decode(encodedRequest);
    byte[] id = {(byte) suite.id()};
    byte[] serial = request.serialNumber().value().toArray();
    this.operationKey =
        suite
            .algo1()
            .diversify(
                transportKey,
                "KW1.T1",
                suite.keySpec(),
                id,
                request.setId().value().toArray(),
                number(request.transportKeyVersion()),
                serial);
    this.session = new ArrayList<>();
    for (String label : List.of("KW1.ENC", "KW1.CAS", "KW1.SAS", "KW1.RCPT")) {
      session.add(
          suite
              .derivation()
              .diversify(
                  operationKey,
                  label,
                  suite.keySpec(),
                  id,
                  serial,
                  number(request.ref1()),
                  number(request.ref2()),
                  request.challenge().toArray(),
                  message.answer().toArray(),
                  MessageDigest.getInstance("SHA-256").digest(encodedRequest)));
    }
  }

  /** T1 and the session keys. */
  List<Key> all() {
    var keys = new ArrayList<Key>();
    keys.add(operationKey);
    keys.addAll(session);
    return keys;
  }

  Key operationKey() {
    return operationKey;
  }

  /** The message with another SAS or none, under a CAS that is right for it. */
  byte[] resigned(LoadMessage message, Optional<Bytes> sas) throws Exception {
    var open = with(message, sas, message.cas());
    byte[] cas = suite.mac().mac(session.get(1), open.encodeTemplate());
    return with(message, sas, Bytes.of(cas)).encode();
  }

  private static LoadMessage with(LoadMessage m, Optional<Bytes> sas, Bytes cas) {
    return new LoadMessage(
        m.suite(),
        m.serialNumber(),
        m.ref2(),
        m.challenge(),
        m.answer(),
        m.keyVersion(),
        m.sequence(),
        m.wrap(),
        sas,
        cas);
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  @Override
  public void close() {
    all().forEach(Key::close);
  }
}
