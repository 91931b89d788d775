// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.keywright.vault.ApplicationKey;

/**
 * What a table of keys has in a column, and what it is sorted by.
 *
 * @param title what stands above it
 * @param width how wide it is at first, in pixels at 100 percent
 * @param text what stands in it
 * @param order what it is sorted by
 */
public record KeyColumn(
    String title,
    int width,
    Function<ApplicationKey, String> text,
    Comparator<ApplicationKey> order) {
  /** The columns in their order. */
  public static final List<KeyColumn> ALL =
      List.of(
          numbers("keycolumn.ref", 60, ApplicationKey::ref),
          words("keycolumn.label", 180, ApplicationKey::label),
          words("keycolumn.kind", 90, key -> key.spec().toString()),
          words("keycolumn.usage", 80, key -> key.attributes().toString()),
          numbers("keycolumn.version", 70, ApplicationKey::keyVersion),
          words("keycolumn.kcv", 160, key -> key.kcv().toString()),
          words("keycolumn.state", 100, key -> Texts.text(key.state())),
          words(
              "keycolumn.until",
              150,
              key -> key.life().period().firstEnd().map(Moments::text).orElse("")),
          words("keycolumn.diversify", 95, key -> Texts.text(key.diversify() ? "yes" : "no")),
          words("keycolumn.origin", 220, ApplicationKey::origin));

  private static KeyColumn words(String key, int width, Function<ApplicationKey, String> text) {
    return new KeyColumn(
        Texts.text(key), width, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
  }

  private static KeyColumn numbers(
      String key, int width, Function<ApplicationKey, Integer> number) {
    return new KeyColumn(
        Texts.text(key),
        width,
        number.andThen(value -> Integer.toString(value)),
        Comparator.comparing(number));
  }

  /** Whether any column of a key has a text in it, in upper or lower case. */
  public static boolean matches(ApplicationKey key, String text) {
    String part = text.strip().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .anyMatch(column -> column.text().apply(key).toLowerCase(Locale.ROOT).contains(part));
  }
}
