// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/**
 * What a crypto provider or a key policy refuses: a wrong length, a wrap that does not open, a use
 * that the key's attributes forbid. The message names the attempt and the limit, never bytes.
 */
public class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what was refused and why. */
  public KeyException(String message) {
    super(message);
  }

  /** Makes an exception with the failure beneath it. */
  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What is wrong; never null, unlike other exceptions' messages. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
