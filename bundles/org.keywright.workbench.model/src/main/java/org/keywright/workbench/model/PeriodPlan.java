// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An authorised period that is to be opened.
 *
 * @param by names of the security officers who open it
 * @param threshold how many are needed
 * @param keySets names of key sets, parted by blanks or commas; {@code *} for all
 * @param roots names of other roots, in the same way
 * @param acts names of acts, or beginnings with {@code *} behind, in the same way
 * @param minutes how long
 */
public record PeriodPlan(
    List<String> by, int threshold, String keySets, String roots, String acts, int minutes) {
  /** The longest, in minutes. */
  public static final int LONGEST = 24 * 60;

  /** Copies the list. */
  public PeriodPlan {
    by = List.copyOf(by);
  }

  private static List<String> names(String typed) {
    return Arrays.stream(typed.strip().split("[\\s,]+")).filter(name -> !name.isEmpty()).toList();
  }

  /** What is missing or wrong. */
  public Optional<String> problem() {
    if (Stream.of(by, names(keySets), names(roots), names(acts))
        .flatMap(List::stream)
        .anyMatch(Statement::isOption)) {
      return Optional.of(Texts.text("name.dash"));
    } else if (by.size() < threshold) {
      return Optional.of(Texts.text("period.toofew", threshold));
    } else if (by.stream().distinct().count() < by.size()) {
      return Optional.of(Texts.text("period.twice"));
    } else if (names(acts).isEmpty()) {
      return Optional.of(Texts.text("period.noacts"));
    } else if (names(keySets).isEmpty() && names(roots).isEmpty()) {
      return Optional.of(Texts.text("period.noroots"));
    }
    return Optional.empty();
  }

  /** The console's command, which asks for the passphrase of each. */
  public Statement statement() {
    var statement = Statement.of("period:open");
    for (String name : names(keySets)) {
      statement = statement.option("--keyset", name);
    }
    for (String name : names(roots)) {
      statement = statement.option("--root", name);
    }
    for (String act : names(acts)) {
      statement = statement.option("--act", act);
    }
    statement = statement.option("--minutes", minutes);
    for (String name : by) {
      statement = statement.option("--by", name);
    }
    return statement;
  }
}
