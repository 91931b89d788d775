// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The queue of requests and approvals: each act that changes keys is asked for by one officer and
 * approved by another. Safe for use by many threads.
 */
@ProviderType
public interface Requests {
  /** The longest life of a request. */
  Duration LONGEST = Duration.ofDays(30);

  /**
   * Has an act asked for rather than granted: the first act that the attempt asks leave for becomes
   * a request, and the attempt ends there. Meanwhile nothing else is granted to whoever is signed
   * in.
   *
   * @param reason why, one line
   * @param life how long it is good, up to {@link #LONGEST}
   * @param command the console's command that would carry it out, one line, for {@link #command};
   *     empty if there is none. It is no part of what is approved: that is the act alone
   * @param attempt what would carry it out
   * @throws VaultException if the attempt asked for nothing that has to be approved, or for what
   *     the one who is signed in may not do; nothing was done then
   * @throws Exception what the attempt throws before it asks
   */
  Request ask(String reason, Duration life, String command, Attempt attempt) throws Exception;

  /** Like the other one, for what no command of the console carries out. */
  default Request ask(String reason, Duration life, Attempt attempt) throws Exception {
    return ask(reason, life, "", attempt);
  }

  /**
   * The console's command that a request was asked with, as the log has it: who asked can carry it
   * out by that. Empty if it was asked otherwise.
   */
  Optional<String> command(Request request) throws VaultException;

  /** Requests, the newest first; those that were settled only if {@code settled} is said. */
  List<Request> all(boolean settled) throws VaultException;

  /**
   * Approves a request.
   *
   * @throws VaultException if it is the approver's own, or not open, or he may not
   */
  Request approve(long number) throws VaultException;

  /** Refuses a request; like {@link #approve}. */
  Request refuse(long number) throws VaultException;

  /** Takes back one's own request. */
  Request withdraw(long number) throws VaultException;

  /** What is attempted. */
  @FunctionalInterface
  interface Attempt {
    /** Goes as far as it is let. */
    void go() throws Exception;
  }
}
