// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The path to a module failed: what happened to a command under way is not known. The message names
 * the endpoint and what failed, never bytes.
 */
public class LinkException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what failed. */
  public LinkException(String message) {
    super(message);
  }

  /** Makes an exception with the failure beneath it, if there is one. */
  public LinkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
