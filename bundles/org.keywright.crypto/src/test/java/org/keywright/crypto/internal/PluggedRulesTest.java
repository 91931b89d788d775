// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationRules.RuleStatus;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.SuiteStatus.Standing;
import org.keywright.crypto.spi.RuleProvider;

class PluggedRulesTest {
  private static final Map<String, Object> VENDOR = Map.of();
  private static final Map<String, Object> OWN = Map.of(RuleProvider.RESERVED_NAMES, true);

  private final PluggedRules rules = new PluggedRules();

  @Test
  void aRuleIsHereWhileItsProviderIs() throws KeyException {
    RuleProvider provider = provider(new Toy("acme/pump", 1));
    rules.bindRules(provider, VENDOR);
    DiversificationRule rule = rules.require("ACME/Pump");
    try (Key made = rule.diversify(master(), Bytes.of(), DiversificationSteps.NONE).getFirst()) {
      assertThat(made.spec()).isEqualTo(KeySpec.AES_128);
    }
    rules.unbindRules(provider);
    assertThat(rules.all()).isEmpty();
    assertThatThrownBy(() -> rule.diversify(master(), Bytes.of(), DiversificationSteps.NONE))
        .isInstanceOf(KeyException.class)
        .hasMessage("rule acme/pump was unplugged");
  }

  @Test
  void aVendorTakesNoStandardsName() {
    rules.bindRules(provider(new Toy("EMV-A", 1)), VENDOR);
    assertThat(rules.all()).isEmpty();
    assertThat(rules.statuses()).extracting(RuleStatus::standing).containsExactly(Standing.FAULTY);
    rules.bindRules(provider(new Toy("EMV-A", 1)), OWN);
    assertThat(rules.all()).hasSize(1);
  }

  @Test
  void theSecondOfANameWaitsUntilTheFirstGoes() throws KeyException {
    RuleProvider first = provider(new Toy("acme/pump", 1));
    rules.bindRules(first, VENDOR);
    rules.bindRules(provider(new Toy("ACME/pump", 1)), VENDOR);
    assertThat(rules.statuses())
        .extracting(RuleStatus::standing)
        .containsExactlyInAnyOrder(Standing.USABLE, Standing.SHADOWED);
    rules.unbindRules(first);
    assertThat(rules.require("acme/pump")).isNotNull();
  }

  @Test
  void aProviderThatThrowsIsFaultyAndHarmsNobody() {
    rules.bindRules(
        () -> {
          throw new IllegalStateException("no");
        },
        VENDOR);
    assertThat(rules.statuses())
        .containsExactly(
            new RuleStatus(
                "",
                rules.statuses().getFirst().provider(),
                Standing.FAULTY,
                "the provider failed: IllegalStateException"));
  }

  @Test
  void aRuleThatThrowsOrGivesTooFewKeysIsNamedWithoutItsMessage() {
    rules.bindRules(provider(new Toy("acme/few", 0), new Toy("acme/bad", -1)), VENDOR);
    for (String name : List.of("acme/few", "acme/bad")) {
      assertThatThrownBy(
              () -> rules.require(name).diversify(master(), Bytes.of(), DiversificationSteps.NONE))
          .isInstanceOf(KeyException.class)
          .hasMessage("rule " + name + " failed with IllegalStateException")
          .hasNoCause();
    }
    assertThat(rules.statuses())
        .extracting(RuleStatus::remark)
        .containsOnly("failed 1 times, last with IllegalStateException");
  }

  @Test
  void aMasterThatItDoesNotTakeNeverReachesARule() throws KeyException {
    rules.bindRules(provider(new Toy("acme/bad", -1)), VENDOR);
    try (Key other = Key.of(KeySpec.AES_256, KeyMaterial.consume(new byte[32]))) {
      assertThatThrownBy(
              () ->
                  rules.require("acme/bad").diversify(other, Bytes.of(), DiversificationSteps.NONE))
          .isInstanceOf(KeyException.class)
          .hasMessage("rule acme/bad starts from AES-128, not from AES-256");
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    rules.bindRules(provider(new Toy("acme/pump", 1), new Toy("acme/till", 1)), VENDOR);
    assertThatThrownBy(() -> rules.require("emv-z"))
        .isInstanceOf(KeyException.class)
        .hasMessage("there is no diversification rule 'EMV-Z'; there are acme/pump, acme/till");
  }

  private static Key master() throws KeyException {
    return Key.of(KeySpec.AES_128, KeyMaterial.consume(new byte[16]));
  }

  private static RuleProvider provider(DiversificationRule... all) {
    return () -> List.of(all);
  }

  /** Gives so many keys out, or throws below zero. */
  private record Toy(String name, int count) implements DiversificationRule {
    @Override
    public String source() {
      return "nobody's";
    }

    @Override
    public String input() {
      return "none";
    }

    @Override
    public List<KeySpec> masters() {
      return List.of(KeySpec.AES_128);
    }

    @Override
    public List<String> keys() {
      return List.of("key");
    }

    @Override
    public List<Key> diversify(Key master, Bytes input, DiversificationSteps steps)
        throws KeyException {
      if (count < 0) {
        throw new IllegalStateException("bytes of a key");
      }
      return count == 0 ? List.of() : List.of(master.copy());
    }
  }
}
