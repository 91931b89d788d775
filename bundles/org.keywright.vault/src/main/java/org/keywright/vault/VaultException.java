// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** The vault refuses or fails; the message says what was wrong and what to do, never a secret. */
public class VaultException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what was wrong. */
  public VaultException(String message) {
    super(message);
  }

  /** Makes an exception with the failure beneath it. */
  public VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
