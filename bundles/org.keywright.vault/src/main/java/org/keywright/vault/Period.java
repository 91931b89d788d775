// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The time in which roots can be opened, as its officers have authorised it together.
 *
 * @param officers who opened it
 * @param keySets for which key sets; {@code *} for all
 * @param roots for the root keys of which names (estates, manufacturers, units …); {@code *} for
 *     all
 * @param acts for which acts, by name; one that ends in {@code *} is the beginning of several
 * @param from since when
 * @param until when it ends by itself
 */
public record Period(
    List<String> officers,
    Set<String> keySets,
    Set<String> roots,
    Set<String> acts,
    Instant from,
    Instant until) {
  private static final String ANY = "*";

  /** Copies the lists. */
  public Period {
    officers = List.copyOf(officers);
    keySets = Set.copyOf(keySets);
    roots = Set.copyOf(roots);
    acts = Set.copyOf(acts);
  }

  /** Whether it is for an act. */
  public boolean coversAct(String verb) {
    return acts.stream().anyMatch(act -> covers(act, verb));
  }

  /** Whether one of a period's acts is an act, or its beginning with a star behind it. */
  public static boolean covers(String act, String verb) {
    return act.endsWith(ANY)
        ? verb.startsWith(act.substring(0, act.length() - 1))
        : act.equals(verb);
  }

  /** Whether it is for a key set. */
  public boolean coversKeySet(String name) {
    return keySets.contains(ANY) || keySets.contains(name);
  }

  /** Whether it is for the root keys of a name. */
  public boolean coversRoot(String name) {
    return roots.contains(ANY) || roots.contains(name);
  }
}
