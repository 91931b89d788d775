// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

/** A command was written wrongly: an unknown option, a missing argument, a malformed value. */
public final class UsageException extends CommandException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception with advice.
   *
   * @param what what is written wrongly
   * @param hint how it is written, or empty
   */
  public UsageException(String what, String hint) {
    super(what, hint);
  }
}
