// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.time.Duration;

/**
 * Logs why clients were not let in, for they are told little of it: a few entries in a while, and
 * then with how many there were besides, so that a flood does not fill the log.
 */
final class Grievances {
  private static final System.Logger LOG = System.getLogger(Grievances.class.getName());
  private static final long WHILE = Duration.ofSeconds(10).toNanos();
  private static final int A_FEW = 5;

  private final String port;
  private long begun = System.nanoTime();
  private int logged;
  private long besides;

  Grievances(int port) {
    this.port = String.valueOf(port);
  }

  synchronized void log(String client, String reason) {
    long now = System.nanoTime();
    if (now - begun > WHILE) {
      begun = now;
      logged = 0;
    }
    if (logged == A_FEW) {
      besides++;
      return;
    }
    logged++;
    LOG.log(
        System.Logger.Level.WARNING,
        "port {0}: {1} was not let in: {2}{3}",
        port,
        client,
        reason,
        besides == 0 ? "" : " (and " + besides + " others)");
    besides = 0;
  }
}
