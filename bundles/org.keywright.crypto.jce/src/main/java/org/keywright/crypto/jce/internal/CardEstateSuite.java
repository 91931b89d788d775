// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Optional;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Suite 10: estates of AES-128 cards, whose operation keys are made as NXP AN10922 has it. */
@Component(property = SuiteProvider.RESERVED_ID + ":Boolean=true")
public final class CardEstateSuite implements SuiteProvider {
  private final Suite suite;

  /** Composes the suite of proved algorithms. */
  @Activate
  public CardEstateSuite(@Reference Primitives primitives) {
    suite =
        new Suite(
            0x10,
            "AES-128 estates",
            Optional.of("128-bit keys, and every unit of a set shares the transport key"),
            KeySpec.AES_128,
            primitives.an10922(),
            primitives.counterKdf(),
            primitives.aesKw(),
            primitives.aesCmac());
  }

  @Override
  public Suite suite() {
    return suite;
  }
}
