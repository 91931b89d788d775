// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The streams of the console, and the terminal behind them if there is one. JLine is not touched
 * before something needs it. Safe for use by many threads.
 */
final class Screen implements AutoCloseable {
  private static final int USUAL_WIDTH = 120;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean onTerminal;
  private final Style style;
  private @Nullable Terminal terminal;
  private boolean terminalTried;
  private String bar = "";

  /**
   * Makes a screen.
   *
   * @param onTerminal whether a person sits before input and output
   */
  Screen(InputStream in, PrintStream out, PrintStream err, boolean onTerminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.onTerminal = onTerminal;
    this.style = onTerminal ? new Style(true, this::width) : Style.PLAIN;
  }

  InputStream in() {
    return in;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean onTerminal() {
    return onTerminal;
  }

  Style style() {
    return style;
  }

  synchronized void lines(List<String> lines) {
    hideBar();
    lines.forEach(out::println);
    out.flush();
    drawBar();
  }

  /** Clears a terminal, and what it could scroll back to; elsewhere does nothing. */
  synchronized void clear() {
    if (onTerminal) {
      out.print("\u001b[H\u001b[2J\u001b[3J");
      out.flush();
      drawBar();
    }
  }

  /** Prints a line on standard error. */
  synchronized void errorLine(String line) {
    hideBar();
    err.println(line);
    err.flush();
    drawBar();
  }

  /** Shows a bar at the foot of the screen; an empty one takes it away. */
  synchronized void bar(String line) {
    hideBar();
    bar = line;
    drawBar();
  }

  private void hideBar() {
    if (!bar.isEmpty()) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void drawBar() {
    if (!bar.isEmpty()) {
      err.print(bar);
      err.flush();
    }
  }

  /**
   * The terminal, if standard input is one, though the output may go elsewhere. The class loader is
   * JLine's for a moment, because it finds its own parts by that of the thread.
   */
  synchronized Optional<Terminal> terminal() {
    if (!terminalTried) {
      terminalTried = true;
      var thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      try {
        thread.setContextClassLoader(Terminal.class.getClassLoader());
        terminal =
            TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .systemOutput(TerminalBuilder.SystemOutput.SysOutOrSysErr)
                .build();
      } catch (IOException | IllegalStateException e) {
        terminal = null;
      } finally {
        thread.setContextClassLoader(before);
      }
    }
    return Optional.ofNullable(terminal);
  }

  private int width() {
    int width = terminal().map(Terminal::getWidth).orElse(0);
    return width > 0 ? width : USUAL_WIDTH;
  }

  @Override
  public synchronized void close() throws IOException {
    out.flush();
    err.flush();
    if (terminal != null) {
      terminal.close();
    }
  }
}
