// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.engine.pairing.Registration;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The making of modules and hosts, and the register of those made elsewhere. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"produce", "register"})
public final class PairProductionCommands implements CommandGroup {
  private final Pairings pairings;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public PairProductionCommands(@Reference Pairings pairings, @Reference Vaults vaults) {
    this.pairings = pairings;
    this.vaults = vaults;
  }

  /** What a list of units has in it. */
  enum Units {
    MODULES,
    HOSTS
  }

  record Registered(String estate, String what, int added, Registration.LeftOut leftOut)
      implements Outcome {
    @Override
    public String sentence() {
      var text = new StringBuilder();
      text.append(
          String.format(Locale.ROOT, "%,d new %s are in the register of %s", added, what, estate));
      if (leftOut.count() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "; %,d %s left out:",
                leftOut.count(),
                leftOut.count() == 1 ? "line" : "lines"));
        leftOut.first().forEach(line -> text.append("\n  ").append(line));
        long more = leftOut.count() - leftOut.first().size();
        text.append(more == 0 ? "" : "\n  and " + more + " more");
      }
      return text.toString();
    }
  }

  /** Gives blank units their keys. */
  @Command(
      value = "Gives blank modules and hosts their keys, over links in a secured room.",
      example = "pair:produce --estate pay-tv --serials modules.csv --endpoint 'sim:{serial}'")
  public JobView.Ended produce(
      @Option(value = "--estate", argument = "NAME", description = "the estate", values = "estate")
          String estate,
      @Option(
              value = "--serials",
              argument = "CSV",
              description = "a list with a column serial: the identifiers that the units get")
          Optional<Path> serials,
      @Option(
              value = "--endpoint",
              argument = "TEMPLATE",
              description = "where the units of the list are, as in tcp://room:7700/{serial}",
              otherwise = "sim:{serial}")
          String template,
      @Option(
              value = "--expires",
              argument = "TIME",
              description = "until when hosts may be paired, as in 2031-01-01T00:00:00Z")
          Optional<String> expires,
      @Argument(
              value = "ENDPOINT",
              description = "units that are called by their identifier",
              values = "endpoint")
          List<Endpoint> endpoints,
      Console console)
      throws Exception {
    var units = new ArrayList<ProductionOrder.Unit>();
    for (Endpoint endpoint : endpoints) {
      units.add(new ProductionOrder.Unit(identifier(endpoint), endpoint));
    }
    if (serials.isPresent()) {
      for (UnitOrder.Name name : Serials.read(serials.get(), Optional.empty())) {
        var endpoint = Endpoint.parse(template.replace("{serial}", name.name()));
        units.add(new ProductionOrder.Unit(name.serialNumber(), endpoint));
      }
    }
    if (units.isEmpty()) {
      throw new UsageException(
          "pair:produce: no unit is named", "ENDPOINT or --serials names them");
    }
    var order = new ProductionOrder(console.actor(), estate, seconds(expires), units);
    return JobView.await(console, vaults.require(), pairings.produce(order));
  }

  private static SerialNumber identifier(Endpoint endpoint) throws UsageException {
    String address = endpoint.address();
    String name = address.substring(address.lastIndexOf('/') + 1);
    try {
      return SerialNumber.parse(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(endpoint + ": " + e.getMessage(), "--serials names identifiers");
    }
  }

  static long seconds(Optional<String> time) throws UsageException {
    try {
      return time.isEmpty() ? 0 : Instant.parse(time.get()).getEpochSecond();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--expires: '" + time.get() + "' is no time", "as in 2031-01-01T00:00:00Z");
    }
  }

  /** Enters units that were made elsewhere. */
  @Command(
      value = "Enters modules or hosts of a list that were made elsewhere into the register.",
      example = "pair:register modules.csv --estate pay-tv --what modules")
  public Registered register(
      @Argument(
              value = "CSV",
              description = "the list, with the columns serial, generation, keyGeneration, index")
          Path list,
      @Option(value = "--estate", argument = "NAME", description = "the estate", values = "estate")
          String estate,
      @Option(value = "--what", argument = "UNITS", description = "what is in the list")
          Units units,
      @Option(value = "--skip-bad", description = "leaves lines with faults out") boolean skipBad,
      Console console)
      throws JobException, VaultException {
    Registration made =
        pairings.register(console.actor(), estate, units == Units.MODULES, list, skipBad);
    return new Registered(estate, Coercion.word(units), made.added(), made.leftOut());
  }
}
