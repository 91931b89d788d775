// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings {@link HandleSignature} to the JDK, whose TLS looks for the signature of a key among the
 * providers of the process. It offers itself for {@link HandleKey}s and for nothing else.
 */
final class HandleProvider extends Provider {
  static final String NAME = "Keywright-Handles";

  private static final long serialVersionUID = 1L;

  HandleProvider() {
    super(NAME, "1", "signatures with private keys held by handle");
    putService(new Signing(this));
  }

  private static final class Signing extends Service {
    Signing(Provider provider) {
      super(
          provider,
          "Signature",
          "SHA256withECDSA",
          HandleSignature.class.getName(),
          List.of(),
          Map.of());
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return new HandleSignature();
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return parameter instanceof HandleKey;
    }
  }
}
