// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;

/**
 * The keys of one download, computed anew on both sides each time and stored nowhere (claims 1, 16
 * and 17). The operation key T1 lives only while these are derived from it.
 *
 * <p>Owned by the procedure that derived it, which closes it.
 */
final class SessionKeys implements AutoCloseable {
  private static final List<String> LABELS = List.of("KW1.ENC", "KW1.CAS", "KW1.SAS", "KW1.RCPT");

  /** Never fed: a copy of it is quicker to have than a new one. */
  private static final MessageDigest SHA_256 = newSha256();

  private final List<Key> keys;

  private SessionKeys(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * Derives T1 from T, and the session keys from T1.
   *
   * @param encodedRequest the template E0 exactly as it was sent
   * @param answer R_AS
   */
  static SessionKeys derive(
      Suite suite, Key transportKey, ExportRequest request, byte[] encodedRequest, byte[] answer)
      throws KeyException {
    byte[] id = {(byte) suite.id()};
    byte[] serial = request.serialNumber().value().toArray();
    try (Key operationKey =
        operationKey(
            suite,
            transportKey,
            request.setId(),
            request.transportKeyVersion(),
            request.serialNumber())) {
      return new SessionKeys(
          suite
              .derivation()
              .diversifyAll(
                  operationKey,
                  LABELS,
                  suite.keySpec(),
                  id,
                  serial,
                  u16(request.ref1()),
                  u16(request.ref2()),
                  request.challenge().toArray(),
                  answer,
                  sha256(encodedRequest)));
    }
  }

  /** ALGO1: makes the operation key T1 of the transport key and of what is specific to the EI. */
  static Key operationKey(
      Suite suite, Key transportKey, SetId set, int transportKeyVersion, SerialNumber serialNumber)
      throws KeyException {
    return suite
        .algo1()
        .diversify(
            transportKey,
            "KW1.T1",
            suite.keySpec(),
            new byte[] {(byte) suite.id()},
            set.value().toArray(),
            u16(transportKeyVersion),
            serialNumber.value().toArray());
  }

  Key enc() {
    return keys.get(0);
  }

  Key cas() {
    return keys.get(1);
  }

  Key sas() {
    return keys.get(2);
  }

  Key rcpt() {
    return keys.get(3);
  }

  @Override
  public void close() {
    keys.forEach(Key::close);
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] sha256(byte[] data) {
    try {
      return ((MessageDigest) SHA_256.clone()).digest(data);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
