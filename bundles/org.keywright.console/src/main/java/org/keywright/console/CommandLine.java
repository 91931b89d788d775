// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A session of the console: variables, temporary folders and the commands that are here now.
 *
 * <p>{@link #run} is called by one thread at a time; the rest is safe for use by others meanwhile.
 */
@ProviderType
public interface CommandLine extends AutoCloseable {
  /**
   * Runs statements one after the other, until one fails; what they show goes to the screen.
   *
   * @return the exit status that a script of them would have: 0 if all went well
   */
  int run(String text);

  /** Interrupts the command at work, as Ctrl-C does; returns whether there was one. */
  boolean interrupt();

  /** Proposes what could stand where the cursor is; the cursor is a number of characters. */
  Completion complete(String line, int cursor);

  /** Ends the session; its temporary folders go. */
  @Override
  void close();
}
