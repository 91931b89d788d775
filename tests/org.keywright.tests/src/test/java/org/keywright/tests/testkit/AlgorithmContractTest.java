// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.tests.TestCrypto;

/** A suite with a fault does not pass the contract of suites. */
class AlgorithmContractTest {
  private static final Suite RIGHT = new TestCrypto().literal();

  @Test
  void aRightSuitePasses() throws Exception {
    assertThat(failing(RIGHT)).isEmpty();
  }

  @Test
  void aWrapThatOpensWhatWasChangedFails() throws Exception {
    assertThat(failing(with(RIGHT.derivation(), new Lenient(), RIGHT.mac())))
        .contains(
            "aWrapWithAnyBitChangedDoesNotOpen",
            "aWrapOfAnotherLengthOrUnderAnotherKeyDoesNotOpen");
  }

  @Test
  void aCodeThatLooksAtLessThanAllFails() throws Exception {
    assertThat(failing(with(RIGHT.derivation(), RIGHT.wrap(), new Hasty())))
        .contains("aCodeDependsOnEveryBitOfDataAndKey", "aKeyIsCarriedThroughAWholeLoad");
  }

  @Test
  void aDerivationThatKeepsKeysOrPassesOverLabelsFails() throws Exception {
    var keeping = new Keeping();
    assertThat(failing(with(keeping, RIGHT.wrap(), RIGHT.mac())))
        .contains("keysThatAreForDifferentThingsDiffer", "nothingOfAKeyIsLeftInMemory")
        .doesNotContain("wrapsAreAsKnown", "codesAreAsKnown");
    keeping.kept.forEach(Key::close);
  }

  private static TreeSet<String> failing(Suite suite) throws Exception {
    return Trial.failing(
        () ->
            new LiteralSuiteContractTest() {
              @Override
              protected Suite suite() {
                return suite;
              }
            });
  }

  private static Suite with(Diversification derivation, KeyWrap wrap, Mac mac) {
    return new Suite(
        1, "faulty", Optional.empty(), RIGHT.keySpec(), RIGHT.algo1(), derivation, wrap, mac);
  }

  /** Gives out something for whatever comes. */
  private static final class Lenient implements KeyWrap {
    @Override
    public String name() {
      return "lenient";
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      return RIGHT.wrap().wrap(kek, secret);
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) {
      try {
        return RIGHT.wrap().unwrap(kek, wrapped);
      } catch (KeyException e) {
        return KeyMaterial.consume(new byte[32]);
      }
    }
  }

  /** Looks at the first 8 bytes. */
  private static final class Hasty implements Mac {
    @Override
    public String name() {
      return "hasty";
    }

    @Override
    public int length() {
      return 16;
    }

    @Override
    public byte[] mac(Key key, byte[] data) throws KeyException {
      return RIGHT.mac().mac(key, Arrays.copyOf(data, Math.min(data.length, 8)));
    }
  }

  /** Keeps a copy of each master, and has one label for all. */
  private static final class Keeping implements Diversification {
    private final List<Key> kept = new ArrayList<>();

    @Override
    public String name() {
      return "keeping";
    }

    @Override
    public synchronized Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      kept.add(master.copy());
      return RIGHT.derivation().diversify(master, "KW1.ENC", spec, fields);
    }
  }
}
