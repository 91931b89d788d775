// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

/**
 * A job cannot be begun or cannot go on: an order that asks for the impossible, a list that is
 * wrong, records that cannot be written. The message says what and what to do, never a secret.
 */
public class JobException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what is wrong. */
  public JobException(String message) {
    super(message);
  }

  /** Makes an exception with the failure beneath it. */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
