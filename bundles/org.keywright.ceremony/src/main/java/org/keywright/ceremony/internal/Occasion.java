// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.util.List;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Step;
import org.keywright.vault.VaultException;

/** What all steps of one ceremony work with. */
record Occasion(
    String id,
    CeremonyScript script,
    boolean rehearsal,
    Journal journal,
    Leave leave,
    VaultKeys stored,
    Practice practice,
    Tools tools) {
  /** What a ceremony works with that is held at a place, under a leave. */
  static Occasion of(Site site, String id, CeremonyScript script, boolean rehearsal, Leave leave)
      throws VaultException {
    Tools tools = site.tools();
    return new Occasion(
        id,
        script,
        rehearsal,
        Journal.under(leave, site.vault(), id),
        leave,
        new VaultKeys(site.vault(), tools.suites(), id),
        new Practice(tools.parts()),
        tools);
  }

  /** Who confirms what came of a step: the first officer who is present, or else its first. */
  Person leader(int number, Step step) {
    List<Person> present = Progress.called(script, number);
    return script.people().stream()
        .filter(person -> person.role() == Person.Role.OFFICER)
        .filter(present::contains)
        .findFirst()
        .orElse(step.people().getFirst());
  }
}
