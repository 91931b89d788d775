// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** Bytes that are no command APDU: their lengths do not agree (ISO/IEC 7816-4, clause 5.1). */
public final class MalformedApduException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says which length is wrong. */
  public MalformedApduException(String message) {
    super(message);
  }
}
