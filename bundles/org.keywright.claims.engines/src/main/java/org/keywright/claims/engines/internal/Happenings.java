// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.engines.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.keywright.claims.spi.Observed;
import org.keywright.engine.personalization.ServerEvent;

/** Waits for what servers say has happened, in the order in which they say it. */
final class Happenings implements Consumer<ServerEvent> {
  /** So patient that only a defect makes it end. */
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<ServerEvent> said = new LinkedBlockingQueue<>();

  @Override
  public void accept(ServerEvent event) {
    said.add(event);
  }

  /** Passes over all that happened before this. */
  void await(Object who, String what) throws Observed.Otherwise, InterruptedException {
    while (true) {
      ServerEvent next = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Observed.that(next != null, "it never happened that " + who + " " + what);
      if (next != null && next.who().equals(who.toString()) && next.what().equals(what)) {
        return;
      }
    }
  }
}
