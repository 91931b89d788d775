// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a key set held against another set or another vault, by check value and version.
 *
 * @param here what is compared
 * @param there what it is compared with
 * @param rows all keys of both
 */
public record KeyComparison(String here, String there, List<Row> rows) {
  /** Copies the list. */
  public KeyComparison {
    rows = List.copyOf(rows);
  }

  /** How a key stands in both. */
  public enum Verdict {
    /** It is the same. */
    SAME,
    /** Check value or version is another. */
    OTHER,
    /** It is only here. */
    MISSING,
    /** It is only there. */
    ADDITIONAL
  }

  /**
   * One key.
   *
   * @param key its name, or its reference
   * @param verdict how it stands
   * @param version its version here; nothing if it is not
   * @param kcv its check value here
   * @param versionThere its version there; nothing if it is not
   * @param kcvThere its check value there
   */
  public record Row(
      String key,
      Verdict verdict,
      String version,
      String kcv,
      String versionThere,
      String kcvThere) {}

  /** Compares two key sets of the open vault. */
  public static Statement withKeySet(String keySet, String other) {
    return Statement.of("keyset:compare").argument(keySet).argument(other).flag("--all", true);
  }

  /** Compares the open vault with another, which its passphrase opens. */
  public static Statement withVault(String vault, Optional<String> officer) {
    return Statement.of("vault:compare")
        .argument(vault)
        .option("--as", officer)
        .flag("--all", true);
  }

  /** Reads the answer to one of the statements with {@code --json}. */
  public static Optional<KeyComparison> of(Performed done) {
    return JsonAnswer.of(done)
        .map(
            answer ->
                new KeyComparison(
                    answer.text("here"),
                    answer.text("there"),
                    answer.list("keys").stream().map(KeyComparison::row).toList()));
  }

  private static Row row(JsonAnswer key) {
    return new Row(
        key.text("key").strip(),
        Verdict.valueOf(key.text("verdict").toUpperCase(Locale.ROOT)),
        key.text("version"),
        key.text("kcv"),
        key.text("versionThere"),
        key.text("kcvThere"));
  }

  /** Of a comparison of whole vaults what is about one key set. */
  public KeyComparison of(String keySet) {
    return new KeyComparison(
        here, there, rows.stream().filter(row -> row.key().startsWith(keySet + "/")).toList());
  }

  /** The rows of one verdict; all if none is named. */
  public List<Row> of(Optional<Verdict> verdict) {
    return rows.stream()
        .filter(row -> verdict.isEmpty() || row.verdict() == verdict.get())
        .toList();
  }

  /** How many keys have each verdict. */
  public Map<Verdict, Long> counts() {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, (long) of(Optional.of(verdict)).size());
    }
    return counts;
  }
}
