// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * All that is logged below a name, at its finest, with parameters and exceptions, until it is
 * closed. Safe for use by many threads.
 */
public final class Overheard extends Handler {
  private final StringBuffer heard = new StringBuffer();
  private final List<String> amiss = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level before;

  /** Begins to listen to a logger and those below it. */
  public Overheard(String name) {
    logger = Logger.getLogger(name);
    before = logger.getLevel();
    setLevel(Level.ALL);
    logger.addHandler(this);
    logger.setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord line) {
    heard.append(line.getLoggerName()).append(' ').append(line.getMessage()).append('\n');
    heard.append(Arrays.deepToString(line.getParameters())).append('\n');
    if (line.getThrown() != null) {
      heard.append(trace(line.getThrown()));
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        amiss.add(line.getMessage() + " " + line.getThrown());
      }
    }
  }

  /** All lines. */
  public String text() {
    return heard.toString();
  }

  /** The warnings that had an exception: what nobody has foreseen. */
  public List<String> amiss() {
    return List.copyOf(amiss);
  }

  /** What something is in text, an exception with its causes and where each came from. */
  public static String said(Object each) {
    return each instanceof Throwable thrown ? trace(thrown) : String.valueOf(each);
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void flush() {
    // nothing is buffered
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
  }
}
