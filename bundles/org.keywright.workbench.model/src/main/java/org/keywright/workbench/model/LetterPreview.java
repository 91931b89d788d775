// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.letters.Letter;

/**
 * What will stand on a letter, without the secret.
 *
 * @param title over the page
 * @param facts names and values, in order
 * @param lines the secret's lines, hidden
 * @param mark what is printed across the page
 */
public record LetterPreview(
    String title, List<Fact> facts, List<String> lines, Optional<String> mark) {
  private static final String HIDDEN = "•••• •••• •••• •••• ••";

  /** Copies the lists. */
  public LetterPreview {
    facts = List.copyOf(facts);
    lines = List.copyOf(lines);
  }

  /**
   * One fact.
   *
   * @param name what it is
   * @param value what it says
   */
  public record Fact(String name, String value) {}

  /** Looks at a letter. */
  public static LetterPreview of(Letter letter) {
    var facts = new ArrayList<Fact>();
    add(facts, "letter.custodian", letter.custodian());
    add(facts, "letter.key", letter.key());
    add(facts, "letter.kind", letter.kind());
    add(facts, "letter.vault", letter.vault());
    add(facts, "letter.ceremony", letter.ceremony());
    add(facts, "letter.at", Moments.text(letter.at()));
    letter
        .check()
        .ifPresent(
            check -> {
              add(facts, "letter.partkcv", check.part());
              add(facts, "letter.keykcv", check.key());
            });
    var lines = new ArrayList<String>();
    for (int line = 1; line <= TypedPart.lines(letter.kind()); line++) {
      lines.add(line + "   " + HIDDEN);
    }
    String title =
        Texts.text(
            "letter.title",
            Texts.text(letter.sharing().method()),
            letter.number(),
            letter.sharing().parts());
    return new LetterPreview(title, facts, lines, letter.mark());
  }

  private static void add(List<Fact> facts, String key, Object value) {
    if (!value.toString().isEmpty()) {
      facts.add(new Fact(Texts.text(key), value.toString()));
    }
  }
}
