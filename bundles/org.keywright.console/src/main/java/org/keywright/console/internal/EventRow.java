// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import org.keywright.engine.personalization.ServerEvent;

/** What happened at a server. */
record EventRow(String server, Instant at, String who, String what) {
  static EventRow of(String server, ServerEvent event) {
    return new EventRow(server, event.at(), event.who(), event.what());
  }
}
