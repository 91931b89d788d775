// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests;

import java.util.HexFormat;
import java.util.Map;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suite;
import org.keywright.crypto.internal.PluggedRules;
import org.keywright.crypto.internal.PluggedSuites;
import org.keywright.crypto.jce.internal.CardEstateSuite;
import org.keywright.crypto.jce.internal.GcmSealing;
import org.keywright.crypto.jce.internal.JceKeys;
import org.keywright.crypto.jce.internal.LiteralSuite;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.jce.internal.StandardRules;
import org.keywright.crypto.spi.RuleProvider;
import org.keywright.crypto.spi.SuiteProvider;

/** The real crypto services, wired without a framework. */
public final class TestCrypto {
  /** The proved primitives. */
  public final Primitives primitives = Primitives.standard();

  /** The registry with suites 01 and 10. */
  public final PluggedSuites suites = new PluggedSuites();

  /** The registry with the standards' diversification rules. */
  public final PluggedRules rules = new PluggedRules();

  /** Keys. */
  public final Keys keys = new JceKeys(primitives);

  /** Sealing. */
  public final Sealing sealing = new GcmSealing(primitives);

  /** Wires everything. */
  public TestCrypto() {
    suites.bindSuite(new LiteralSuite(primitives), Map.of(SuiteProvider.RESERVED_ID, true));
    suites.bindSuite(new CardEstateSuite(primitives), Map.of(SuiteProvider.RESERVED_ID, true));
    rules.bindRules(new StandardRules(primitives), Map.of(RuleProvider.RESERVED_NAMES, true));
  }

  /** Suite 01. */
  public Suite literal() {
    return suites.find(0x01).orElseThrow();
  }

  /** An AES key of hex digits. */
  public static Key aes(String hex) {
    try {
      byte[] bytes = HexFormat.of().parseHex(hex);
      return Key.of(new KeySpec(KeyAlgorithm.AES, 8 * bytes.length), KeyMaterial.consume(bytes));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }
}
