// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;

/** What the parties give each other in files: DER as text (RFC 7468). */
public enum Pem {
  /** One certificate or more. */
  CERTIFICATE("CERTIFICATE"),
  /** A request for a certificate. */
  REQUEST("CERTIFICATE REQUEST"),
  /** A list of revoked certificates. */
  REVOCATIONS("X509 CRL");

  private static final int LINE = 64;

  private final String label;

  Pem(String label) {
    this.label = label;
  }

  /** The bytes as text. */
  public String text(Bytes encoded) {
    var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, lines.encodeToString(encoded.toArray()), label)
        .replace("\r\n", "\n");
  }

  /**
   * The first of its kind in a text; what stands around it is passed over.
   *
   * @throws KeyException if there is none
   */
  public Bytes read(String text) throws KeyException {
    var form =
        Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label);
    var found = form.matcher(text);
    if (!found.find()) {
      throw new KeyException("there is no " + label + " in the text (RFC 7468)");
    }
    try {
      return Bytes.of(Base64.getMimeDecoder().decode(found.group(1)));
    } catch (IllegalArgumentException e) {
      throw new KeyException("the " + label + " is not in base 64", e);
    }
  }
}
