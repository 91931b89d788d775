// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the log of acts is forwarded to, and how far that has come. The vault only keeps it; who
 * forwards is somebody else. Safe for use by many threads.
 */
@ProviderType
public interface LogForwarding {
  /**
   * What is forwarded.
   *
   * @param receiver where to, as whoever forwards understands it
   * @param reached the number of the last entry that was forwarded
   * @param actor who has ordered it
   * @param since when
   */
  record Rule(String receiver, long reached, String actor, Instant since) {}

  /** What is forwarded now; empty if nothing is. */
  Optional<Rule> rule() throws VaultException;

  /**
   * Has the log forwarded, in place of what was ordered before.
   *
   * @param reached the number of the entry behind which it begins; 0 for the whole log
   */
  Rule begin(Grant grant, String receiver, long reached) throws VaultException;

  /** Has nothing forwarded any more. */
  void end(Grant grant) throws VaultException;

  /**
   * Notes how far it has come, which is no act; nothing happens if another rule holds by now.
   *
   * @param rule the rule by which it was forwarded
   */
  void reached(Rule rule, long number) throws VaultException;
}
