// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.util.Optional;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;
import org.osgi.service.component.annotations.Component;

/** Suite 80: keys derived and codes made by HMAC-SHA-256, keys wrapped by AES-256-GCM. */
@Component
public final class AcmeSuite implements SuiteProvider {
  private final Suite suite =
      new Suite(
          0x80,
          "Acme",
          Optional.of("an example: nobody has looked at its cryptography"),
          KeySpec.AES_256,
          new HmacDerivation(),
          new HmacDerivation(),
          new GcmWrap(),
          new ShortHmac());

  @Override
  public Suite suite() {
    return suite;
  }
}
