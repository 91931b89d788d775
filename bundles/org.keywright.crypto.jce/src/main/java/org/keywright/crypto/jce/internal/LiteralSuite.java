// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Optional;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Suite 01: what the claims name and no more, all of it with AES-256. */
@Component(property = SuiteProvider.RESERVED_ID + ":Boolean=true")
public final class LiteralSuite implements SuiteProvider {
  private final Suite suite;

  /** Composes the suite of proved algorithms. */
  @Activate
  public LiteralSuite(@Reference Primitives primitives) {
    suite =
        new Suite(
            0x01,
            "literal",
            Optional.of("literal profile: every unit of a set shares the transport key"),
            KeySpec.AES_256,
            primitives.counterKdf(),
            primitives.counterKdf(),
            primitives.aesKw(),
            primitives.aesCmac());
  }

  @Override
  public Suite suite() {
    return suite;
  }
}
