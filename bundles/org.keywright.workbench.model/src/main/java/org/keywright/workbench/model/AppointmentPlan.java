// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import org.keywright.vault.Role;

/**
 * A change of who the officers of the open vault are, by the passphrases of security officers.
 *
 * @param change what changes
 * @param name who comes, goes, or has lost his passphrase
 * @param comes who comes in his place, if somebody is replaced
 * @param role what who comes, or has another role, is there for
 * @param by names of the security officers who are here
 * @param threshold how many are needed
 */
public record AppointmentPlan(
    Change change, String name, String comes, Role role, List<String> by, int threshold) {
  /** What can change. */
  public enum Change {
    /** Somebody comes. */
    ADD("officer:add", true),
    /** Somebody comes in another's place, with the same role. */
    REPLACE("officer:replace", true),
    /** Somebody has another role. */
    ROLE("officer:role", false),
    /** Somebody leaves. */
    REMOVE("officer:remove", false),
    /** Somebody has lost his passphrase. */
    RECOVER("officer:recover", true);

    private final String act;
    private final boolean passphrase;

    Change(String act, boolean passphrase) {
      this.act = act;
      this.passphrase = passphrase;
    }

    /** The act, by its name in the log, which is the console's command too. */
    public String act() {
      return act;
    }

    /** What the keys of its texts begin with. */
    public String texts() {
      return act.replace(':', '.');
    }

    /** Whether somebody makes a passphrase. */
    public boolean makesPassphrase() {
      return passphrase;
    }
  }

  /** Copies the list. */
  public AppointmentPlan {
    by = List.copyOf(by);
  }

  /** Who types a passphrase that is made now; nobody when somebody leaves. */
  public Optional<String> newcomer() {
    return switch (change) {
      case ADD, RECOVER -> Optional.of(name);
      case REPLACE -> Optional.of(comes);
      case REMOVE, ROLE -> Optional.empty();
    };
  }

  /** What is missing or wrong. */
  public Optional<String> problem() {
    Optional<String> named = newcomer().flatMap(FoundingPlan::nameProblem);
    if (named.isPresent()) {
      return named;
    } else if (by.size() < threshold) {
      return Optional.of(Texts.text("period.toofew", threshold));
    } else if (by.stream().distinct().count() < by.size()) {
      return Optional.of(Texts.text("period.twice"));
    }
    return Optional.empty();
  }

  /** The console's command, which asks for the passphrase of each. */
  public Statement statement() {
    var statement = Statement.of(change.act());
    statement =
        switch (change) {
          case ADD -> statement.argument(new FoundingPlan.Appointee(name, role).words());
          case REPLACE -> statement.argument(name).argument(comes);
          case ROLE -> statement.argument(name).argument(FoundingPlan.Appointee.word(role));
          case REMOVE, RECOVER -> statement.argument(name);
        };
    for (String officer : by) {
      statement = statement.option("--by", officer);
    }
    return statement;
  }
}
