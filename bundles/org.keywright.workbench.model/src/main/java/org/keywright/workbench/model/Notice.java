// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.Forwarding;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What somebody should see wherever in the window he works: that the log does not reach its
 * receiver, and how many requests wait for him.
 *
 * @param outage that the receiver takes nothing, and why; nothing if it does, or if there is none
 * @param waiting how many requests he can decide about or carry out
 */
public record Notice(Optional<Problem> outage, int waiting) {
  /** There is nothing to say. */
  public static final Notice NONE = new Notice(Optional.empty(), 0);

  /**
   * Reads it.
   *
   * @param forwarding the way of the open vault's log to a receiver
   */
  public static Notice of(Optional<Vault> vault, Forwarding forwarding) throws VaultException {
    if (vault.isEmpty()) {
      return NONE;
    }
    return new Notice(
        forwarding.status().flatMap(Problems::log),
        Math.toIntExact(RequestRow.all(vault, false).stream().filter(RequestRow::waiting).count()));
  }

  /** Whether there is anything to say. */
  public boolean shown() {
    return outage.isPresent() || waiting > 0;
  }

  /** The more urgent of it, in few words. */
  public String words() {
    if (outage.isPresent()) {
      return Texts.text("notice.log");
    }
    return waiting > 0 ? Texts.text("notice.requests", waiting) : "";
  }

  /** All of it, in lines. */
  public List<String> details() {
    var lines = new ArrayList<String>();
    outage.ifPresent(problem -> lines.add(problem.subject() + ": " + problem.words()));
    if (waiting > 0) {
      lines.add(Texts.text("notice.requests", waiting));
    }
    return List.copyOf(lines);
  }
}
