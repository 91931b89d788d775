// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.time.Instant;
import java.util.Optional;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Forwards the log of acts of the open vault to a syslog receiver (RFC 5424), while the vault is
 * open. Nobody waits for that: what a receiver does not take stays in the log, and follows when it
 * takes it. Safe for use by many threads.
 *
 * <p>Each entry goes there once at least. It goes again if nobody can know whether it arrived: when
 * a line broke, or the program was killed.
 */
@ProviderType
public interface Forwarding {
  /**
   * How it stands.
   *
   * @param receiver where to
   * @param reached the number of the last entry that was forwarded; 0 for none
   * @param newest the number of the log's newest entry
   * @param failure why the receiver takes nothing, if it does not
   * @param failingSince since when
   */
  record Status(
      SyslogReceiver receiver,
      long reached,
      long newest,
      Optional<String> failure,
      Optional<Instant> failingSince) {
    /** How many entries wait. */
    public long waiting() {
      return newest - reached;
    }
  }

  /** How forwarding stands in the open vault; empty if nothing is forwarded. */
  Optional<Status> status() throws VaultException;

  /**
   * Has the log forwarded from now on. What waited for another receiver goes to this one.
   *
   * @param whole whether all older entries are sent too
   */
  Status begin(Grant grant, SyslogReceiver receiver, boolean whole) throws VaultException;

  /** Has nothing forwarded any more. */
  void end(Grant grant) throws VaultException;

  /** Has a receiver that took nothing tried again now, and not later. */
  void retry();
}
