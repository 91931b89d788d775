// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationRules;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.SuiteStatus;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What diversification rules make of a key. */
@Component
@CommandScope(
    scope = "key",
    commands = {"diversify", "rules"})
public final class RuleCommands implements CommandGroup {
  private final Vaults vaults;
  private final Keys keys;
  private final DiversificationRules rules;

  /** Called by the framework. */
  @Activate
  public RuleCommands(
      @Reference Vaults vaults, @Reference Keys keys, @Reference DiversificationRules rules) {
    this.vaults = vaults;
    this.keys = keys;
    this.rules = rules;
  }

  record Row(
      String name,
      SuiteStatus.Standing standing,
      String masters,
      String keys,
      String source,
      String input,
      String remark) {}

  /** Lists the rules. */
  @Command(
      value = "Lists the diversification rules: what each starts from, what it takes and makes.",
      example = "key:rules")
  public List<Row> rules() {
    return rules.statuses().stream().map(this::row).toList();
  }

  private Row row(DiversificationRules.RuleStatus status) {
    Optional<DiversificationRule> rule =
        status.standing() == SuiteStatus.Standing.USABLE
            ? rules.find(status.name())
            : Optional.empty();
    return new Row(
        status.name(),
        status.standing(),
        rule.map(RuleCommands::masters).orElse(""),
        rule.map(each -> String.join(" ", each.keys())).orElse(""),
        rule.map(DiversificationRule::source).orElse(status.provider()),
        rule.map(DiversificationRule::input).orElse(""),
        status.remark());
  }

  private static String masters(DiversificationRule rule) {
    return String.join(" ", rule.masters().stream().map(KeySpec::toString).toList());
  }

  record Step(String what, String value) {}

  record Made(String key, KeySpec kind, Kcv kcv, Optional<Kcv> zeroBlock) {}

  record Preview(String key, String rule, String source, List<Step> steps, List<Made> keys)
      implements Outcome {
    @Override
    public String sentence() {
      return "Rule %s (%s) makes of %s; nothing was kept:".formatted(rule, source, key);
    }
  }

  /** Shows what a rule makes of a key. */
  @Command(
      value = "Shows by check values what a diversification rule makes of a key and an input.",
      example = "key:diversify north 2 --rule AN10922 --input 04782E21801D803042F5 --steps")
  public Preview diversify(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535", values = "ref") int ref,
      @Option(
              value = "--rule",
              argument = "NAME",
              description = "as key:rules has it",
              values = "rule")
          String rule,
      @Option(
              value = "--input",
              argument = "HEX",
              description = "what the rule takes, as key:rules says")
          Optional<Bytes> input,
      @Option(
              value = "--pan",
              argument = "DIGITS",
              description = "an account number, for EMV's rules, in place of --input")
          Optional<String> pan,
      @Option(
              value = "--psn",
              argument = "DIGITS",
              description = "its sequence number, two digits",
              otherwise = "00")
          String psn,
      @Option(value = "--steps", description = "shows what happens on the way") boolean steps,
      Console console)
      throws Exception {
    if (input.isPresent() == pan.isPresent()) {
      throw new UsageException("a rule takes one input", "--input HEX or --pan DIGITS");
    }
    Bytes given =
        input.orElseGet(
            () -> Bytes.of((pan.orElseThrow() + "-" + psn).getBytes(StandardCharsets.US_ASCII)));
    DiversificationRule chosen = rules.require(rule);
    Vault vault = vaults.require();
    ApplicationKey described = vault.keySets().requireKey(keySet, ref);
    requireDerivation(described);
    return Acts.perform(
        console,
        vault,
        "key:diversify",
        keySet + "/" + ref,
        grant -> {
          try (Key master = grant.open(KeyName.of(keySet, ref), use(described))) {
            return preview(described, chosen, master, given, steps);
          }
        },
        preview -> "preview by " + preview.rule());
  }

  /** A key is for one purpose: one that is for no derivation is no master key. */
  private static void requireDerivation(ApplicationKey key) throws CommandException {
    KeyMode mode = key.attributes().mode();
    if (mode != KeyMode.DERIVE && mode != KeyMode.ANY && !key.diversify()) {
      throw new CommandException(
          "%s/%d has mode of use %s (%s), and no keys are derived from it"
              .formatted(key.keySet(), key.ref(), mode.letter(), mode.meaning()),
          "a master key has mode X or N, or was added with --diversify");
    }
  }

  /** Of a key that is diversified as it is loaded, the preview shows what modules get. */
  private static KeyOperation use(ApplicationKey key) {
    return key.diversify() && !KeyMatrix.of(key).contains(KeyOperation.DERIVE)
        ? KeyOperation.LOAD
        : KeyOperation.DERIVE;
  }

  private Preview preview(
      ApplicationKey described,
      DiversificationRule rule,
      Key master,
      Bytes input,
      boolean withSteps)
      throws KeyException {
    var noted = new NotedSteps();
    var made = new ArrayList<Made>();
    List<Key> derived =
        rule.diversify(master, input, withSteps ? noted : DiversificationSteps.NONE);
    try {
      for (int i = 0; i < derived.size(); i++) {
        Key key = derived.get(i);
        made.add(new Made(rule.keys().get(i), key.spec(), keys.kcv(key), zeroBlock(key)));
      }
    } finally {
      derived.forEach(Key::close);
    }
    return new Preview(
        "%s/%d %s".formatted(described.keySet(), described.ref(), described.label()),
        rule.name(),
        rule.source(),
        noted.steps,
        made);
  }

  /** The check value that payment systems are used to. */
  private Optional<Kcv> zeroBlock(Key key) throws KeyException {
    KeyAlgorithm algorithm = key.spec().algorithm();
    return switch (algorithm) {
      case TDES -> Optional.of(keys.kcv(key, KcvMethod.TDES_ZERO_BLOCK));
      case AES -> Optional.of(keys.kcv(key, KcvMethod.AES_ZERO_BLOCK));
      case HMAC, EC -> Optional.empty();
    };
  }

  /** Keeps what is not secret, and of keys the check value. */
  private final class NotedSteps implements DiversificationSteps {
    private final List<Step> steps = new ArrayList<>();

    @Override
    public void data(String what, byte[] data) {
      steps.add(new Step(what, HexFormat.of().withUpperCase().formatHex(data)));
    }

    @Override
    public void key(String what, Key key) throws KeyException {
      steps.add(new Step(what, key.spec() + ", KCV " + keys.kcv(key)));
    }
  }
}
