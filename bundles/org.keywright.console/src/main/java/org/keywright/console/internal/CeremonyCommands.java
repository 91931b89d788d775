// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.Person;
import org.keywright.ceremony.Step;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key ceremonies: their scripts, and what there was of them. */
@Component
@CommandScope(
    scope = "ceremony",
    commands = {"check", "list", "show", "abandon"})
public final class CeremonyCommands implements CommandGroup {
  private final Ceremonies ceremonies;
  private final CeremonyFiles files;

  /** Called by the framework. */
  @Activate
  public CeremonyCommands(@Reference Ceremonies ceremonies) {
    this.ceremonies = ceremonies;
    this.files = new CeremonyFiles(ceremonies);
  }

  record StepRow(int step, String people, String what) {}

  record Checked(String title, Bytes digest, List<Person> people, List<StepRow> steps)
      implements Outcome {
    @Override
    public String sentence() {
      return "'%s' can be read: %d steps, %d people, SHA-256 %s"
          .formatted(title, steps.size(), people.size(), digest.hex());
    }
  }

  /** Checks a script. */
  @Command(
      value = "Reads the script of a ceremony and shows its people and steps.",
      example = "ceremony:check north.ceremony")
  public Checked check(@Argument(value = "SCRIPT", description = "the script's file") Path script)
      throws IOException, CeremonyException {
    CeremonyScript read = files.script(script);
    var rows = new ArrayList<StepRow>();
    for (Step step : read.steps()) {
      int number = rows.size() + 1;
      String people = String.join(", ", step.people().stream().map(Person::id).toList());
      rows.add(new StepRow(number, people, read.words(number)));
    }
    return new Checked(read.title(), read.digest(), read.people(), rows);
  }

  /** Gives a ceremony up. */
  @Command(
      value = "Gives a ceremony up that was broken off; steps that were done stay done.",
      example = "ceremony:abandon 4F2A81C3 'Dora was taken ill'")
  public CeremonyShown abandon(
      @Argument(value = "ID", description = "the ceremony") String id,
      @Argument(value = "REASON", description = "why") String reason,
      Console console)
      throws CeremonyException, VaultException {
    return CeremonyShown.of(ceremonies.abandon(id, console.actor(), reason), List.of());
  }

  record Row(String id, String title, CeremonyRecord.State state, Instant begun, long faults) {}

  /** Lists ceremonies. */
  @Command(
      value = "Lists the ceremonies of the vault, the newest first.",
      example = "ceremony:list")
  public List<Row> list() throws CeremonyException, VaultException {
    return ceremonies.all().reversed().stream()
        .map(
            each ->
                new Row(
                    each.id(), each.script().title(), each.state(), each.begun(), each.faults()))
        .toList();
  }

  /** Shows a ceremony. */
  @Command(value = "Shows what happened in a ceremony.", example = "ceremony:show 4F2A81C3")
  public CeremonyShown show(@Argument(value = "ID", description = "the ceremony") String id)
      throws CeremonyException, VaultException {
    return CeremonyShown.of(ceremonies.require(id), List.of());
  }
}
