// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** A module answered with data that are not laid out as the protocol has it. */
public final class MalformedResponseException extends ModuleException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param attempt what was tried and on which module
   * @param fault which part of the answer is wrong
   */
  public MalformedResponseException(String attempt, String fault) {
    super(attempt + ": malformed answer: " + fault);
  }
}
