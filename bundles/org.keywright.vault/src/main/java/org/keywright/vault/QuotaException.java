// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** An issuer has given out as many certificates as its own certificate allows. */
public final class QuotaException extends VaultException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says whose quota is used up. */
  public QuotaException(String message) {
    super(message);
  }

  /** Makes an exception with the failure beneath it. */
  public QuotaException(String message, Throwable cause) {
    super(message, cause);
  }
}
