// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.audit.Verdict;

/**
 * What a check of the log of acts found, range by range.
 *
 * @param entries how many entries there are, as far as that could be seen
 * @param parts from the first entry to the last
 * @param whole whether all of it holds
 * @param words all of it in one line
 */
public record LogVerdict(long entries, List<Part> parts, boolean whole, String words) {
  private static final Pattern ENTRY = Pattern.compile("entr(?:y|ies) (\\d+)");

  /** Copies the list. */
  public LogVerdict {
    parts = List.copyOf(parts);
  }

  /** What is known of a range. */
  public enum Proof {
    /** A signed checkpoint is over it. */
    SIGNED,
    /** Its chain of hashes holds, and nobody has signed it yet. */
    CHAINED,
    /** It does not hold, or what is behind it cannot be checked for that. */
    BROKEN
  }

  /**
   * A range of entries.
   *
   * @param first the first one's number
   * @param last the last one's
   * @param proof what is known of it
   * @param words the same in words
   */
  public record Part(long first, long last, Proof proof, String words) {}

  /** Of a log that holds. */
  public static LogVerdict of(Verdict verdict) {
    var parts =
        verdict.ranges().stream()
            .map(
                range ->
                    new Part(
                        range.first(),
                        range.last(),
                        range.signed().isPresent() ? Proof.SIGNED : Proof.CHAINED,
                        range
                            .signed()
                            .map(
                                at ->
                                    Texts.text(
                                        "audit.range.signed",
                                        range.first(),
                                        range.last(),
                                        Moments.text(at)))
                            .orElseGet(
                                () ->
                                    Texts.text(
                                        "audit.range.chained", range.first(), range.last()))))
            .toList();
    String signed =
        parts.stream()
            .filter(part -> part.proof() == Proof.SIGNED)
            .reduce((before, last) -> last)
            .map(Part::words)
            .orElse(Texts.text("audit.unsigned"));
    return new LogVerdict(
        verdict.entries(),
        parts,
        true,
        Texts.text("audit.whole", verdict.entries()) + ", " + signed);
  }

  /**
   * Of a log that does not hold: up to the entry that the message names nothing was found amiss.
   *
   * @param entries how many entries there are
   * @param why what the check said
   */
  public static LogVerdict broken(long entries, String why) {
    Matcher named = ENTRY.matcher(why);
    long bad =
        named.find() ? Math.clamp(Long.parseLong(named.group(1)), 1, Math.max(1, entries)) : 1;
    var parts = new ArrayList<Part>();
    if (bad > 1) {
      parts.add(new Part(1, bad - 1, Proof.CHAINED, Texts.text("audit.range.chained", 1, bad - 1)));
    }
    parts.add(
        new Part(bad, Math.max(bad, entries), Proof.BROKEN, Texts.text("audit.range.broken", bad)));
    return new LogVerdict(Math.max(bad, entries), parts, false, why);
  }
}
