// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

/** A command cannot do what it was asked; shown in one line, the hint in brackets. */
public class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /** Makes an exception that says what was wrong. */
  public CommandException(String what) {
    this(what, "");
  }

  /**
   * Makes an exception with advice.
   *
   * @param what what was wrong; no secret
   * @param hint what to do, or empty
   */
  public CommandException(String what, String hint) {
    super(what);
    this.hint = hint;
  }

  /** What to do, or empty. */
  public String hint() {
    return hint;
  }
}
