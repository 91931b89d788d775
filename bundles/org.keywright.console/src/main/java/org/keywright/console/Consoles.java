// SPDX-License-Identifier: EPL-2.0
package org.keywright.console;

import org.osgi.annotation.versioning.ProviderType;

/** Opens sessions of the console. Safe for use by many threads. */
@ProviderType
public interface Consoles {
  /** Opens a session that shows itself on a screen; the caller closes it. */
  CommandLine open(CommandScreen screen);

  /** Whom the log of acts names for what the sessions do. */
  String actor();
}
