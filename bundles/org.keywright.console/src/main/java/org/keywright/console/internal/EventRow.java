// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Instant;
import java.util.List;
import org.keywright.engine.personalization.ServerEvent;

/** What happened at a server. */
record EventRow(String server, Instant at, String who, String what) {
  /** The first so many of a server's events. */
  static List<EventRow> of(String server, List<ServerEvent> events, int most) {
    return events.stream()
        .limit(most)
        .map(event -> new EventRow(server, event.at(), event.who(), event.what()))
        .toList();
  }
}
