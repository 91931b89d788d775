// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** A module's proof (a receipt, a MAC, a signature) does not hold. */
public final class AuthenticityException extends ModuleException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param attempt what was tried and on which module
   * @param fault which proof does not hold
   */
  public AuthenticityException(String attempt, String fault) {
    super(attempt + ": " + fault);
  }
}
