// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.function.Supplier;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;

/**
 * How a server ends: it is closed by whoever opened it, or hangs up when its leave is withdrawn.
 * Safe for use by many threads.
 */
final class ServerEnd {
  private static final System.Logger LOG = System.getLogger(ServerEnd.class.getName());

  private final Grant grant;
  private final String server;
  private final Events events;
  private final Supplier<String> counts;
  private final Runnable hangUp;

  /**
   * Takes over the leave to serve.
   *
   * @param server the server's name in its events
   * @param counts says what it did, for the log
   * @param hangUp lets everybody go; it may run more than once
   */
  ServerEnd(Grant grant, String server, Events events, Supplier<String> counts, Runnable hangUp) {
    this.grant = grant;
    this.server = server;
    this.events = events;
    this.counts = counts;
    this.hangUp = hangUp;
  }

  /** Has the server end with its leave, from now on. */
  void begin() {
    grant.onWithdrawal(this::withdrawn);
  }

  /** Whoever withdraws does not wait until all have hung up, and may write the end meanwhile. */
  private void withdrawn(String why) {
    say(why + "; ");
    Thread.ofVirtual()
        .name("keywright-end")
        .start(
            () -> {
              close(why + "; ");
              events.add(server, "listens no more: " + why);
            });
  }

  private void say(String why) {
    grant.succeeded(why + counts.get());
  }

  void close() {
    close("");
  }

  private void close(String why) {
    hangUp.run();
    try {
      say(why);
      grant.close();
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.WARNING, "an act''s end is not logged: {0}", e.getMessage());
    }
  }
}
