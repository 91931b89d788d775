// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

/** A log, or what was signed of it, does not hold; the message says which entry or checkpoint. */
public final class AuditException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public AuditException(String message) {
    super(message);
  }

  /** Makes one that something else has caused. */
  public AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
