// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.Optional;
import org.keywright.vault.Act;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.LastSeen.Seen;

/**
 * Whether an older copy of a vault than this computer has seen is refused, or accepted by people
 * who know why it is there.
 *
 * @param act of those who accept it, which goes to the log; empty to refuse it
 * @param by who accepts it, in words
 */
record Accepting(Optional<Act> act, String by) {
  /** What it is called in the log. */
  static final String VERB = "vault:accept-older";

  /** Nobody accepts an older copy. */
  static final Accepting NONE = new Accepting(Optional.empty(), "");

  /**
   * An act that accepts one.
   *
   * @throws VaultException if it has no reason
   */
  static Accepting of(String actor, String vault, String reason, String by) throws VaultException {
    if (reason.isBlank()) {
      throw new VaultException("who accepts an older copy says why: --reason TEXT");
    }
    Names.requireLine("a reason", reason);
    return new Accepting(Optional.of(new Act(actor, VERB, vault, reason)), by);
  }

  /**
   * Refuses a copy that is older, unless it is accepted; and to accept one that is not.
   *
   * @param number the newest commit that the copy has
   * @param officers whether it has officers
   */
  void require(Optional<Seen> newer, long number, String vault, boolean officers)
      throws VaultException {
    if (act.isPresent() && newer.isEmpty()) {
      throw new VaultException(
          "%s is no older copy than this computer has seen: vault:open %s opens it"
              .formatted(vault, vault));
    }
    if (act.isEmpty() && newer.isPresent()) {
      String accept = VERB + " " + vault + (officers ? " --by NAME --by NAME" : "");
      throw new VaultException(
          "%s is an older copy of this vault: %s; open the newer one, or have this one accepted by"
                  .formatted(vault, lacking(newer.get(), number))
              + " %s --reason TEXT".formatted(accept));
    }
  }

  /** What the log says of an older copy that was accepted. */
  String words(Seen newer, long number) {
    return "accepted by %s: %s".formatted(by, lacking(newer, number));
  }

  private static String lacking(Seen newer, long number) {
    long lacking = newer.number() - number;
    return "it lacks %s, which this computer saw by %s"
        .formatted(
            lacking == 1 ? "the last change" : "the last " + lacking + " changes", newer.at());
  }
}
