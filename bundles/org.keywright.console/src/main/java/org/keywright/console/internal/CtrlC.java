// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.jline.utils.Signals;

/** Takes Ctrl-C while scripts run: the first cancels the command, a second ends the program. */
final class CtrlC implements AutoCloseable {
  private static final String SIGNAL = "INT";
  private final Object before;

  private CtrlC(Object before) {
    this.before = before;
  }

  static CtrlC handle(Session session) {
    return new CtrlC(
        Signals.register(
            SIGNAL,
            () -> {
              if (!session.interruption().interrupt()) {
                Runtime.getRuntime().halt(Failure.INTERRUPTED);
              }
            }));
  }

  @Override
  public void close() {
    Signals.unregister(SIGNAL, before);
  }
}
