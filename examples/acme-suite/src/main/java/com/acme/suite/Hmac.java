// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;

/** HMAC-SHA-256 of the JDK under a key that is lent for the length of the call. */
final class Hmac {
  private Hmac() {}

  static byte[] of(Key key, byte[]... parts) throws KeyException {
    return key.material()
        .expose(
            (byte[] lent) -> {
              try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(lent, "HmacSHA256"));
                for (byte[] part : parts) {
                  mac.update(part);
                }
                return mac.doFinal();
              } catch (GeneralSecurityException e) {
                throw new KeyException("HMAC-SHA-256 does not work here", e);
              }
            });
  }
}
