// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import org.keywright.ceremony.CeremonyRecord.Event;

/** What can happen in a ceremony; each is an act in the log under a name of its own. */
enum Happening {
  BEGIN("ceremony:begin"),
  REHEARSE("ceremony:rehearse"),
  APPROVED("ceremony:approved"),
  RESUME("ceremony:resume"),
  PROP("ceremony:prop"),
  PRESENT("ceremony:present"),
  CONFIRM("ceremony:confirm"),
  PART("ceremony:part"),
  TAKE("ceremony:take"),
  SPLIT("ceremony:split"),
  LETTER("ceremony:letter"),
  GIVE("ceremony:give"),
  PROVE("ceremony:prove"),
  END("ceremony:end"),
  ABANDON("ceremony:abandon");

  /** What the names of all of them begin with. */
  static final String SCOPE = "ceremony:";

  private final String verb;

  Happening(String verb) {
    this.verb = verb;
  }

  /** The act's name. */
  String verb() {
    return verb;
  }

  /** What the event is called. */
  String word() {
    return verb.substring(SCOPE.length());
  }

  boolean is(Event event) {
    return event.what().equals(word());
  }
}
