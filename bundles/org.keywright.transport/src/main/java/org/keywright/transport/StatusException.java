// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** A module refused a command by its status word. */
public final class StatusException extends ModuleException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Makes an exception.
   *
   * @param attempt what was tried and on which module, as in {@code IMPORT KEY for fuel/3 on
   *     sim:ei-7}
   * @param status what the module said
   */
  public StatusException(String attempt, StatusWord status) {
    super(attempt + " refused: " + status);
    this.status = status.value();
  }

  /** What the module said. */
  public StatusWord status() {
    return new StatusWord(status);
  }
}
