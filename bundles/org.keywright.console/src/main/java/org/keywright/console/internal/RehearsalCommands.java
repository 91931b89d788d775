// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyException;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.Rehearsal;
import org.keywright.engine.pairing.Rehearsal.Household;
import org.keywright.transport.Endpoint;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Days of contacts, passed in seconds. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"simulate"})
public final class RehearsalCommands implements CommandGroup {
  private final Pairings pairings;

  /** Called by the framework. */
  @Activate
  public RehearsalCommands(@Reference Pairings pairings) {
    this.pairings = pairings;
  }

  record Passed(
      int days, int households, long verified, long paired, long refused, long failed, Instant end)
      implements Outcome {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%,d days in %,d households: %,d contacts of pairs, %,d new pairings, %,d codes refused,"
              + " %,d contacts failed; the next day is %s",
          days,
          households,
          verified,
          paired,
          refused,
          failed,
          end);
    }
  }

  /** Lets days of contacts pass. */
  @Command(
      value = "Lets days of contacts pass in some households, from a seed; the centre gives codes.",
      example = "pair:simulate --households households.csv --days 365 --seed 7")
  public Passed simulate(
      @Option(
              value = "--households",
              argument = "CSV",
              description = "lists with the columns household, module, hosts and habit")
          List<Path> lists,
      @Option(value = "--days", argument = "N", description = "how many", otherwise = "365")
          int days,
      @Option(
              value = "--seed",
              argument = "N",
              description = "what chance begins with",
              otherwise = "1")
          long seed,
      @Option(
              value = "--from",
              argument = "TIME",
              description = "the first moment",
              otherwise = "2026-01-01T00:00:00Z")
          String from,
      Console console)
      throws CommandException, IOException, KeyException, VaultException, InterruptedException {
    var households = new ArrayList<Household>();
    for (Path list : lists) {
      households.addAll(read(list));
    }
    if (households.isEmpty()) {
      throw new UsageException("pair:simulate: --households is missing", "");
    }
    var rehearsal = new Rehearsal(pairings, console.actor(), seed, moment(from), households);
    try (var bar = console.progress(days + " days")) {
      var sum = rehearsal.run(days, day -> bar.at(day, days, ""));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Passed(
          days,
          households.size(),
          sum.verified(),
          sum.paired(),
          sum.refused(),
          sum.failed(),
          sum.end());
    }
  }

  private static Instant moment(String text) throws UsageException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("--from: '" + text + "' is no time", "as in 2026-01-01T00:00:00Z");
    }
  }

  private static List<Household> read(Path file) throws IOException, CommandException {
    var households = new ArrayList<Household>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : reader) {
        households.add(
            household(line, file.getFileName() + ", line " + line.getStartingLineNumber()));
      }
    } catch (CsvParseException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
    return households;
  }

  private static Household household(NamedCsvRecord line, String place) throws CommandException {
    String habit = cell(line, "habit", place);
    if (!habit.equals("home") && !habit.equals("carried")) {
      throw new CommandException(
          place + ", column habit: '" + habit + "' is none", "home, or carried");
    }
    try {
      var hosts = new ArrayList<Endpoint>();
      for (String host : cell(line, "hosts", place).split(" ", -1)) {
        hosts.add(Endpoint.parse(host));
      }
      return new Household(
          cell(line, "household", place),
          Endpoint.parse(cell(line, "module", place)),
          hosts,
          habit.equals("carried"));
    } catch (IllegalArgumentException e) {
      throw new CommandException(place + ": " + e.getMessage());
    }
  }

  private static String cell(NamedCsvRecord line, String column, String place)
      throws CommandException {
    return line.findField(column)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new CommandException(
                    place + ": column " + column + " is missing or empty",
                    "columns are household, module, hosts, habit"));
  }
}
