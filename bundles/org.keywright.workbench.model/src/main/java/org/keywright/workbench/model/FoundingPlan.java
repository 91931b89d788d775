// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keywright.vault.Role;

/**
 * A vault that is to be made.
 *
 * @param address where, as it was typed
 * @param officers who are to be its officers; none for a vault for one person
 * @param threshold how many security officers open the roots together
 * @param test whether it is for tests only
 * @param databasePassword whether the database wants a password
 */
public record FoundingPlan(
    String address,
    List<Appointee> officers,
    int threshold,
    boolean test,
    boolean databasePassword) {
  /** The most who share what opens the roots. */
  public static final int MOST_HOLDERS = 9;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Copies the list. */
  public FoundingPlan {
    officers = List.copyOf(officers);
  }

  /**
   * Somebody who is to be an officer.
   *
   * @param name by which he signs in
   * @param role what he is there for
   */
  public record Appointee(String name, Role role) {
    /** As the console writes it, as in {@code anna:security-officer}. */
    public String words() {
      return name + ":" + word(role);
    }

    /** A role as the console writes it. */
    static String word(Role role) {
      return role.words().replace(' ', '-');
    }
  }

  /** What is missing of the place. */
  public Optional<String> placeProblem() {
    return VaultPlan.problem(address, true);
  }

  /** What is wrong with the name of somebody who is to be an officer. */
  static Optional<String> nameProblem(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(Texts.text("founding.name", name));
  }

  /** What is missing of the officers, for a vault that has some. */
  public Optional<String> officersProblem() {
    for (Appointee each : officers) {
      Optional<String> problem = nameProblem(each.name());
      if (problem.isPresent()) {
        return problem;
      }
    }
    if (officers.stream().map(Appointee::name).distinct().count() < officers.size()) {
      return Optional.of(Texts.text("founding.twice"));
    }
    long holders = holders();
    if (holders < threshold) {
      return Optional.of(Texts.text("founding.toofew", threshold, holders));
    } else if (holders > MOST_HOLDERS) {
      return Optional.of(Texts.text("founding.toomany", MOST_HOLDERS));
    }
    return Optional.empty();
  }

  /** How many share what opens the roots. */
  public long holders() {
    return officers.stream().filter(each -> each.role() == Role.SECURITY_OFFICER).count();
  }

  /** The console's command, which asks for the new passphrases. */
  public Statement statement() {
    var statement = Statement.of("vault:create").argument(address.strip());
    for (Appointee each : officers) {
      statement = statement.option("--officer", each.words());
    }
    if (!officers.isEmpty()) {
      statement = statement.option("--threshold", threshold);
    }
    return statement.flag("--test", test).flag("--database-password", databasePassword);
  }
}
