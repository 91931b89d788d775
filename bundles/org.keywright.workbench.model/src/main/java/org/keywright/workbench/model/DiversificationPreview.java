// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.vault.ApplicationKey;

/**
 * What a rule makes of a key and an input: each step, and the keys by their check values.
 *
 * @param source the document that the rule is from
 * @param rows step by step, the keys that come out last
 */
public record DiversificationPreview(String source, List<Row> rows) {
  /** Copies the list. */
  public DiversificationPreview {
    rows = List.copyOf(rows);
  }

  /**
   * A step, or a key that comes out.
   *
   * @param what what it is
   * @param value what anybody can compute, or a key's kind
   * @param kcv a key's check value
   * @param older a key's check value by zeros
   * @param made whether it is a key that comes out
   */
  public record Row(String what, String value, String kcv, String older, boolean made) {}

  /** The keys of a set that a rule may start from. */
  public static List<ApplicationKey> masters(List<ApplicationKey> keys) {
    return keys.stream()
        .filter(
            key ->
                key.diversify()
                    || key.attributes().mode() == KeyMode.DERIVE
                    || key.attributes().mode() == KeyMode.ANY)
        .toList();
  }

  /** The rules that start from a key of some kind. */
  public static List<DiversificationRule> rules(List<DiversificationRule> all, KeySpec kind) {
    return all.stream().filter(rule -> rule.masters().contains(kind)).toList();
  }

  /**
   * The statement that shows it.
   *
   * @param input hex, or an account number, with a hyphen before its sequence number
   */
  public static Statement statement(ApplicationKey key, DiversificationRule rule, String input) {
    var statement =
        Statement.of("key:diversify")
            .argument(key.keySet())
            .argument(key.ref())
            .option("--rule", rule.name());
    String given = input.strip();
    if (!byAccount(rule)) {
      return statement.option("--input", given.replaceAll("\\s", "")).flag("--steps", true);
    }
    int hyphen = given.indexOf('-');
    return statement
        .option("--pan", hyphen < 0 ? given : given.substring(0, hyphen))
        .option("--psn", hyphen < 0 ? Optional.empty() : Optional.of(given.substring(hyphen + 1)))
        .flag("--steps", true);
  }

  /** Whether a rule takes an account number rather than bytes. */
  public static boolean byAccount(DiversificationRule rule) {
    return rule.name().startsWith("EMV-");
  }

  /** What is wrong with an input, while it is typed. */
  public static Optional<String> problem(DiversificationRule rule, String input) {
    String given = input.strip();
    if (given.isEmpty()) {
      return Optional.of(Texts.text("diversify.noinput", rule.input()));
    }
    if (byAccount(rule)) {
      return given.matches("[0-9]{1,19}(-[0-9]{2})?")
          ? Optional.empty()
          : Optional.of(Texts.text("diversify.account"));
    }
    String hex = given.replaceAll("\\s", "");
    return hex.matches("([0-9A-Fa-f]{2})+")
        ? Optional.empty()
        : Optional.of(Texts.text("diversify.hex"));
  }

  /** Reads the answer to the statement with {@code --json}. */
  public static Optional<DiversificationPreview> of(Performed done) {
    return JsonAnswer.of(done).map(DiversificationPreview::of);
  }

  private static DiversificationPreview of(JsonAnswer answer) {
    var rows = new ArrayList<Row>();
    for (JsonAnswer step : answer.list("steps")) {
      String value = step.text("value");
      int kcv = value.indexOf(", KCV ");
      rows.add(
          kcv < 0
              ? new Row(step.text("what"), value, "", "", false)
              : new Row(
                  step.text("what"),
                  value.substring(0, kcv),
                  value.substring(kcv + ", KCV ".length()),
                  "",
                  false));
    }
    for (JsonAnswer key : answer.list("keys")) {
      rows.add(
          new Row(
              named(key.text("key")),
              key.text("kind"),
              key.text("kcv"),
              key.text("zeroBlock"),
              true));
    }
    return new DiversificationPreview(answer.text("source"), rows);
  }

  /** A rule that makes one key alone calls it the key. */
  private static String named(String key) {
    return key.equals("key") ? Texts.text("diversify.thekey") : Texts.text("diversify.key", key);
  }
}
