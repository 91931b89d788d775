// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins;

import org.jspecify.annotations.Nullable;

/** A plug-in cannot be put in or taken out; the message is for people. */
public final class PluginException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public PluginException(String message) {
    super(message);
  }

  /** Says why, and what it came from. */
  public PluginException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
