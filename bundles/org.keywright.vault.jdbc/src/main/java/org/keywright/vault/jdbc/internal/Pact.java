// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.vault.VaultException;

/**
 * How the roots key is shared, and with whom: signed, with the list of all officers, under the
 * roots key and under the data key. Whoever has only the data key cannot put himself on the list
 * without its showing when the roots are opened next.
 *
 * @param epoch how often the roots key was made and shared out
 * @param threshold how many shares open it
 * @param shares how many there are
 * @param failuresAllowed how many wrong passphrases lock an officer
 */
record Pact(long epoch, int threshold, int shares, int failuresAllowed) {
  private record Marked(Pact pact, Bytes rootsMark, Bytes mark) {}

  /** The pact of the vault, with its officers, as the data key has signed it. */
  static Pact require(Session session, Seals data, List<OfficerRow> officers)
      throws SQLException, VaultException {
    Marked found = marked(session);
    data.requireMarked(found.pact().identity(data, officers), found.mark(), "the list of officers");
    return found.pact();
  }

  /** The pact of the vault with the officers that it has. */
  static Pact require(Session session, Seals data) throws SQLException, VaultException {
    return require(session, data, OfficerRow.all(session));
  }

  /** Whether what the shares opened is the roots key, and has signed the list as it is. */
  static boolean signedBy(Session session, Seals roots, List<OfficerRow> officers)
      throws SQLException, VaultException {
    Marked found = marked(session);
    return roots.marked(found.pact().identity(roots, officers), found.rootsMark());
  }

  /** For whom nothing has been opened yet. */
  static int failuresAllowed(Session session) throws SQLException, VaultException {
    return marked(session).pact().failuresAllowed();
  }

  /** Signs the pact and all officers, and takes the place of what was before. */
  void sign(Session session, Seals data, Seals roots) throws SQLException, VaultException {
    List<OfficerRow> officers = OfficerRow.all(session);
    session.update(
        "INSERT INTO roots_sharing (vault, epoch, threshold, shares, failures_allowed, roots_mark,"
            + " mark) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (vault) DO UPDATE SET"
            + " epoch = excluded.epoch, threshold = excluded.threshold, shares = excluded.shares,"
            + " failures_allowed = excluded.failures_allowed, roots_mark = excluded.roots_mark,"
            + " mark = excluded.mark",
        data.vault(),
        epoch,
        threshold,
        shares,
        failuresAllowed,
        roots.mark(identity(roots, officers)),
        data.mark(identity(data, officers)));
  }

  private Lv identity(Seals seals, List<OfficerRow> officers) {
    Lv identity =
        seals
            .identity("roots_sharing")
            .add(epoch)
            .add(threshold)
            .add(shares)
            .add(failuresAllowed)
            .add(officers.size());
    officers.forEach(officer -> officer.head().addTo(identity));
    return identity;
  }

  private static Marked marked(Session session) throws SQLException, VaultException {
    return session
        .first(
            "SELECT * FROM roots_sharing",
            row ->
                new Marked(
                    new Pact(
                        row.number("epoch"),
                        row.integer("threshold"),
                        row.integer("shares"),
                        row.integer("failures_allowed")),
                    row.bytes("roots_mark"),
                    row.bytes("mark")))
        .orElseThrow(
            () -> new VaultException("the list of officers is not signed: restore a backup"));
  }
}
