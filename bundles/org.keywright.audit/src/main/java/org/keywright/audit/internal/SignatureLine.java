// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedDocument;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;

/**
 * The last line of a signed document: a JSON object, behind a percent sign in PDF files, where that
 * makes it a comment.
 */
final class SignatureLine {
  private static final Pattern LINE =
      Pattern.compile("%?\\{\"key\":\"([0-9A-F]{130})\",\"signature\":\"([0-9A-F]{128})\"\\}\\n");

  private static final String PDF = "%PDF-";
  private static final int LENGTH = 300;

  private SignatureLine() {}

  static Bytes append(byte[] document, EcPublicKey key, Bytes signature) {
    String line =
        "%s{\"key\":\"%s\",\"signature\":\"%s\"}\n"
            .formatted(
                new String(document, 0, PDF.length(), StandardCharsets.ISO_8859_1).equals(PDF)
                    ? "%"
                    : "",
                key.point().hex(),
                signature.hex());
    byte[] end = line.getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(document, document.length + end.length);
    System.arraycopy(end, 0, file, document.length, end.length);
    return Bytes.of(file);
  }

  static SignedDocument check(byte[] file, EcKeys keys) throws AuditException {
    int from = file.length - 1;
    while (from > 0 && file[from - 1] != '\n' && file.length - from < LENGTH) {
      from--;
    }
    Matcher line =
        LINE.matcher(new String(file, from, file.length - from, StandardCharsets.ISO_8859_1));
    if (from == 0 || !line.matches()) {
      throw new AuditException("its last line is no signature: it is cut off, or was never signed");
    }
    byte[] document = Arrays.copyOf(file, from);
    try {
      var key = EcPublicKey.of(Bytes.ofHex(line.group(1)).toArray());
      if (keys.verify(key, document, Bytes.ofHex(line.group(2)).toArray())) {
        return new SignedDocument(Bytes.of(document), key);
      }
    } catch (KeyException e) {
      throw new AuditException("its signature names no key: " + e.getMessage(), e);
    }
    throw new AuditException("it was changed: its signature does not hold");
  }
}
