// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.crypto.SuiteStatus;
import org.keywright.crypto.SuiteStatus.Standing;
import org.keywright.crypto.spi.SuiteProvider;

class PluggedSuitesTest {
  private static final Map<String, Object> OURS = Map.of(SuiteProvider.RESERVED_ID, true);
  private static final Map<String, Object> VENDORS = Map.of();

  private final PluggedSuites suites = new PluggedSuites();

  @Test
  void comeAndGoWithTheirProviders() throws KeyException {
    SuiteProvider literal = provider(0x01, "literal");
    SuiteProvider acme = provider(0x80, "acme");
    suites.bindSuite(acme, VENDORS);
    suites.bindSuite(literal, OURS);
    assertThat(suites.all()).extracting(Suite::name).containsExactly("literal", "acme");
    assertThat(suites.require(0x80)).hasToString("80 acme");
    suites.unbindSuite(acme);
    assertThat(suites.find(0x80)).isEmpty();
    assertThatThrownBy(() -> suites.require(0x80))
        .isInstanceOf(KeyException.class)
        .hasMessage("suite 80 is not here; available: [01 literal]");
  }

  @Test
  void aSecondProviderOfAnIdIsShadowedAndTakesOver() throws KeyException {
    SuiteProvider first = provider(0x80, "first");
    SuiteProvider second = provider(0x80, "second");
    suites.bindSuite(first, VENDORS);
    suites.bindSuite(second, VENDORS);
    assertThat(suites.require(0x80).name()).isEqualTo("first");
    assertThat(suites.statuses())
        .extracting(SuiteStatus::name, SuiteStatus::standing)
        .containsExactly(tuple("first", Standing.USABLE), tuple("second", Standing.SHADOWED));
    suites.unbindSuite(first);
    assertThat(suites.require(0x80).name()).isEqualTo("second");
    assertThat(suites.statuses())
        .extracting(SuiteStatus::standing)
        .containsExactly(Standing.USABLE);
  }

  @Test
  void aVendorGetsNoIdOfOurs() {
    suites.bindSuite(provider(0x7F, "acme"), VENDORS);
    assertThat(suites.all()).isEmpty();
    assertThat(suites.statuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.standing()).isEqualTo(Standing.FAULTY);
              assertThat(status.remark()).isEqualTo("ids below 80 are Keywright's own");
            });
  }

  @Test
  void aProviderThatThrowsIsFencedAndTheOthersStay() {
    suites.bindSuite(provider(0x80, "acme"), VENDORS);
    SuiteProvider broken =
        () -> {
          throw new NoClassDefFoundError("com/acme/Missing");
        };
    suites.bindSuite(broken, VENDORS);
    assertThat(suites.all()).extracting(Suite::name).containsExactly("acme");
    assertThat(suites.statuses().getFirst().standing()).isEqualTo(Standing.FAULTY);
    assertThat(suites.statuses().getFirst().remark())
        .isEqualTo("the provider failed: NoClassDefFoundError");
    suites.unbindSuite(broken);
    assertThat(suites.statuses()).hasSize(1);
  }

  @Test
  void aSuiteThatWasUnpluggedIsRefusedInTheMiddleOfARun() throws KeyException {
    SuiteProvider acme = provider(0x80, "acme");
    suites.bindSuite(acme, VENDORS);
    Suite held = suites.require(0x80);
    assertThat(held.mac().mac(key(), new byte[1])).hasSize(2);
    suites.unbindSuite(acme);
    assertThatThrownBy(() -> held.mac().mac(key(), new byte[1]))
        .isInstanceOf(KeyException.class)
        .hasMessage("suite 80 acme was unplugged");
    assertThatThrownBy(() -> held.algo1().diversify(key(), "", KeySpec.AES_128))
        .isInstanceOf(KeyException.class);
  }

  @Test
  void anAlgorithmThatThrowsIsNamedWithoutItsMessageAndShown() throws KeyException {
    suites.bindSuite(provider(0x80, "acme"), VENDORS);
    Suite acme = suites.require(0x80);
    assertThatThrownBy(() -> acme.wrap().unwrap(key(), new byte[8]))
        .isInstanceOf(KeyException.class)
        .hasMessage("suite 80 acme failed with UnsupportedOperationException")
        .hasNoCause();
    assertThat(suites.statuses().getFirst().remark())
        .isEqualTo("failed 1 times, last with UnsupportedOperationException");
    assertThat(acme.mac().verify(key(), new byte[1], new byte[] {1, 2})).isTrue();
  }

  @Test
  void aKeyThatWasWipedIsNotHeldAgainstTheProvider() throws KeyException {
    suites.bindSuite(provider(0x80, "acme"), VENDORS);
    Suite acme = suites.require(0x80);
    Key wiped = key();
    wiped.close();
    assertThatThrownBy(() -> acme.derivation().diversify(wiped, "", KeySpec.AES_128))
        .isInstanceOf(IllegalStateException.class);
    assertThat(suites.statuses().getFirst().remark()).isEmpty();
  }

  @Test
  void aDerivationThatGivesTooFewKeysHasFailed() throws KeyException {
    suites.bindSuite(provider(0x80, "acme"), VENDORS);
    Suite acme = suites.require(0x80);
    var labels = List.of("one", Sample.LEFT_OUT);
    assertThatThrownBy(() -> acme.derivation().diversifyAll(key(), labels, KeySpec.AES_128))
        .isInstanceOf(KeyException.class)
        .hasMessage("suite 80 acme failed with IllegalStateException");
    assertThat(acme.derivation().diversifyAll(key(), List.of("one"), KeySpec.AES_128)).hasSize(1);
  }

  private static Key key() throws KeyException {
    return Key.of(KeySpec.AES_128, KeyMaterial.copyOf(new byte[16]));
  }

  private static SuiteProvider provider(int id, String name) {
    var algorithm = new Sample();
    var suite =
        new Suite(
            id,
            name,
            Optional.empty(),
            KeySpec.AES_128,
            algorithm,
            algorithm,
            algorithm,
            algorithm);
    return () -> suite;
  }

  /** A vendor's algorithms: a copy for a key, a constant for a code, and no unwrapping. */
  private static final class Sample implements Diversification, KeyWrap, Mac {
    static final String LEFT_OUT = "left out";

    @Override
    public String name() {
      return "sample";
    }

    @Override
    public int length() {
      return 2;
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields) {
      return master.copy();
    }

    @Override
    public List<Key> diversifyAll(Key master, List<String> labels, KeySpec spec, byte[]... fields) {
      return labels.stream().filter(l -> !l.equals(LEFT_OUT)).map(l -> master.copy()).toList();
    }

    @Override
    public byte[] mac(Key key, byte[] data) {
      return new byte[] {1, 2};
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) {
      return new byte[8];
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) {
      throw new UnsupportedOperationException("secret bytes 0102");
    }
  }
}
