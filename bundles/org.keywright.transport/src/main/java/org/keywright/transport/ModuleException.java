// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/**
 * A module answered, and the answer is not what was asked for. The message names the attempt, the
 * module and the standard's words, never bytes.
 */
public abstract sealed class ModuleException extends Exception
    permits StatusException, MalformedResponseException, AuthenticityException {
  private static final long serialVersionUID = 1L;

  ModuleException(String message) {
    super(message);
  }
}
