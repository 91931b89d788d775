// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of a statement.
 *
 * @param statement what was done
 * @param status the console's exit status: 0 if it went well
 * @param shown its results, line by line
 * @param told what was said beside them: why it failed, or what is to be minded
 */
public record Performed(Statement statement, int status, List<String> shown, List<String> told) {
  private static final String SPEAKER = "keywright: ";
  private static final Pattern OF_JOB =
      Pattern.compile(SPEAKER + "job \\d+ (was cancelled|is not complete).*", Pattern.DOTALL);

  /** Where the engine says how an older copy is accepted in the console, to the end. */
  private static final Pattern ACCEPTING = Pattern.compile("vault:accept-older\\b.*");

  /** Copies the lists. */
  public Performed {
    shown = List.copyOf(shown);
    told = List.copyOf(told);
  }

  /** Whether it went well. */
  public boolean ok() {
    return status == 0;
  }

  /** Whether it failed by nothing but what became of its job, which the table of jobs shows. */
  public boolean endedJob() {
    return !ok() && told.stream().anyMatch(line -> OF_JOB.matcher(line).matches());
  }

  /** Whether a vault was not opened because this computer has seen a newer copy of it. */
  public boolean olderCopy() {
    return !ok() && told.stream().anyMatch(line -> ACCEPTING.matcher(line).find());
  }

  /** In words what came of it: the results, or why it failed. */
  public String message() {
    String words = String.join("\n", ok() || told.isEmpty() ? shown : told);
    String said = words.startsWith(SPEAKER) ? words.substring(SPEAKER.length()) : words;
    return olderCopy() ? inWindow(said) : said;
  }

  /** The same with what is done in the window in place of the console's command. */
  private static String inWindow(String said) {
    return ACCEPTING
        .matcher(said)
        .replaceFirst(Matcher.quoteReplacement(Texts.text("vault.older.way")));
  }
}
