// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

/** A script, a ceremony or its minutes are not as they must be; the message says what and where. */
public final class CeremonyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public CeremonyException(String message) {
    super(message);
  }

  /** Makes one that something else has caused. */
  public CeremonyException(String message, Throwable cause) {
    super(message, cause);
  }
}
