// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.keywright.vault.ApplicationKey;

/** What a table of keys has in its columns. */
public final class KeyColumns {
  /** The columns in their order. */
  public static final List<Column<ApplicationKey, Comparator<ApplicationKey>>> ALL =
      List.of(
          Column.words("keycolumn.ref", 60, key -> Integer.toString(key.ref())),
          Column.words("keycolumn.label", 180, ApplicationKey::label),
          Column.words("keycolumn.kind", 90, key -> key.spec().toString()),
          Column.words("keycolumn.usage", 80, key -> key.attributes().toString()),
          Column.words("keycolumn.version", 70, key -> Integer.toString(key.keyVersion())),
          Column.words("keycolumn.kcv", 160, key -> key.kcv().toString()),
          Column.words("keycolumn.state", 100, key -> Texts.text(key.state())),
          Column.words(
              "keycolumn.until",
              150,
              key -> key.life().period().firstEnd().map(Moments::text).orElse("")),
          Column.words(
              "keycolumn.diversify", 95, key -> Texts.text(key.diversify() ? "yes" : "no")),
          Column.words("keycolumn.origin", 220, ApplicationKey::origin));

  private KeyColumns() {}

  /** Whether any column of a key has a text in it, in upper or lower case. */
  public static boolean matches(ApplicationKey key, String text) {
    String part = text.strip().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .anyMatch(column -> column.text().apply(key).toLowerCase(Locale.ROOT).contains(part));
  }
}
