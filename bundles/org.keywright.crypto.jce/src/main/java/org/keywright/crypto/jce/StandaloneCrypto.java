// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce;

import java.util.List;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.jce.internal.CardEstateSuite;
import org.keywright.crypto.jce.internal.JceKeys;
import org.keywright.crypto.jce.internal.LiteralSuite;
import org.keywright.crypto.jce.internal.Primitives;

/**
 * Keys and Keywright's own suites in a program without a framework, such as a vendor's tests.
 * Making it computes the known answers of every primitive first. Safe for use by many threads.
 */
public final class StandaloneCrypto {
  private final Keys keys;
  private final List<Suite> suites;

  /**
   * Proves the primitives and wires them.
   *
   * @throws IllegalStateException if this platform computes a known answer wrongly
   */
  public StandaloneCrypto() {
    var primitives = Primitives.standard();
    keys = new JceKeys(primitives);
    suites = List.of(new LiteralSuite(primitives).suite(), new CardEstateSuite(primitives).suite());
  }

  /** Makes keys, random bytes and check values. */
  public Keys keys() {
    return keys;
  }

  /** Suites 01 and 10. */
  public List<Suite> suites() {
    return suites;
  }

  /**
   * One of Keywright's own suites.
   *
   * @throws KeyException if the id is that of none
   */
  public Suite suite(int id) throws KeyException {
    return suites.stream()
        .filter(suite -> suite.id() == id)
        .findFirst()
        .orElseThrow(() -> new KeyException("suite %02X is not one of %s".formatted(id, suites)));
  }
}
