// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Locale;
import java.util.MissingResourceException;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;

/** What the books of the management centre say, in words for people. */
public final class PairingWords {
  private PairingWords() {}

  /** What was asked. */
  public static String kind(PairingCase made) {
    return word("case", made.request().kind());
  }

  /** What should not be. */
  public static String kind(PairingFinding finding) {
    return word("finding", finding.kind());
  }

  /** How a pairing stands. */
  public static String state(Pairing pairing) {
    return word("pairing", pairing.state());
  }

  /** The index that was shown, if one was. */
  public static String index(PairingCase made) {
    var index = made.request().index();
    return index.isPresent() ? Long.toString(index.getAsLong()) : "";
  }

  /** Whether it was given. */
  public static String decided(PairingCase made) {
    return Texts.text(made.granted() ? "cases.given" : "cases.refused");
  }

  /** Why it was so; the engine's own word where there is none for people. */
  public static String ground(PairingCase made) {
    try {
      return Texts.text("ground." + made.ground().toLowerCase(Locale.ROOT));
    } catch (MissingResourceException e) {
      return made.ground();
    }
  }

  /** Whether somebody has to look into it, or what was found. */
  public static String state(PairingCase made) {
    return made.open() ? Texts.text("cases.isopen") : made.resolution();
  }

  private static String word(String prefix, Enum<?> constant) {
    return Texts.text(prefix + "." + constant.name().toLowerCase(Locale.ROOT));
  }
}
