// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.keywright.crypto.Bytes;

/**
 * What is to be done in a ceremony, and by whom: a text that officers read and sign. Its form is in
 * {@code docs/ceremonies.md}.
 *
 * @param text the script as it was written
 * @param title one line for people
 * @param people who takes part
 * @param steps in their order; the first says who is present
 * @param lines of the text on which each step stands, from 1
 */
public record CeremonyScript(
    String text, String title, List<Person> people, List<Step> steps, List<Integer> lines) {
  /** Copies the lists. */
  public CeremonyScript {
    people = List.copyOf(people);
    steps = List.copyOf(steps);
    lines = List.copyOf(lines);
  }

  /** SHA-256 over the text in UTF-8, by which a script is told from another. */
  public Bytes digest() {
    try {
      return Bytes.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A step as it stands in the text, without the word {@code step}. */
  public String words(int step) {
    return text.lines()
        .skip(lines.get(step - 1) - 1L)
        .findFirst()
        .orElseThrow()
        .strip()
        .replaceFirst("^step\\s+", "")
        .replaceAll("\\s+", " ");
  }

  /** What each step is called, from 1. */
  public List<String> allWords() {
    var all = new ArrayList<String>();
    for (int step = 1; step <= steps.size(); step++) {
      all.add(words(step));
    }
    return all;
  }
}
