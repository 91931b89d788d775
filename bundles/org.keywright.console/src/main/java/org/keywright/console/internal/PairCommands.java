// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Estates of modules and hosts, their making, and orders to modules. */
@Component
@CommandScope(
    scope = "pair",
    commands = {
      "estate",
      "generation",
      "produce",
      "register",
      "list",
      "erase",
      "lock",
      "unblock",
      "policy"
    })
public final class PairCommands implements CommandGroup {
  private final Pairings pairings;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public PairCommands(@Reference Pairings pairings, @Reference Vaults vaults) {
    this.pairings = pairings;
    this.vaults = vaults;
  }

  /** Which root gets another generation. */
  enum Side {
    /** The key of cryptograms. */
    CRYPTOGRAM,
    /** The root of host keys. */
    HOST
  }

  /** What a list of units has in it. */
  enum Units {
    MODULES,
    HOSTS
  }

  record Made(String estate, int places, int digits, int hosts, int newHosts, long days)
      implements Outcome {
    @Override
    public String sentence() {
      return ("Estate %s: modules have %d places and codes of %d digits; at most %d hosts each,"
              + " %d new ones within %d days")
          .formatted(estate, places, digits, hosts, newHosts, days);
    }
  }

  record Generation(String estate, String root, int generation, String kcv) implements Outcome {
    @Override
    public String sentence() {
      return "Estate %s: %s of generation %d, KCV %s; for units made from now on"
          .formatted(estate, root, generation, kcv);
    }
  }

  record Registered(String estate, String what, int added) implements Outcome {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT, "%,d new %s are in the register of %s", added, what, estate);
    }
  }

  record Row(
      int place,
      SerialNumber host,
      RowState state,
      boolean locked,
      long activity,
      long chronology,
      long index,
      int generation,
      int failures) {
    static Row of(PairingRow row) {
      return new Row(
          row.place(),
          row.host(),
          row.state(),
          row.locked(),
          row.activity(),
          row.chronology(),
          row.index(),
          row.generation(),
          row.failures());
    }
  }

  record Table(SerialNumber module, int places, long index, int triesLeft, List<Row> rows)
      implements Outcome {
    @Override
    public String sentence() {
      return "Module %s: %d of %d places are taken, index %d, %d tries left for a code"
          .formatted(module, rows.size(), places, index, triesLeft);
    }
  }

  record Ordered(Endpoint endpoint, String module, String order, long caseNumber)
      implements Outcome {
    @Override
    public String sentence() {
      return "%s (%s) %s; case %d".formatted(endpoint, module, order, caseNumber);
    }
  }

  /** Makes an estate. */
  @Command(
      value = "Makes an estate: root keys for its modules and hosts, and what the centre allows.",
      example = "pair:estate pay-tv --places 5 --digits 8 --hosts 8 --new-hosts 4 --days 90")
  public Made estate(
      @Argument(value = "NAME", description = "how it is called") String name,
      @Option(
              value = "--suite",
              argument = "ID",
              description = "its suite",
              values = "suite",
              otherwise = "01")
          SuiteId suite,
      @Option(
              value = "--places",
              argument = "N",
              description = "how many hosts a module can be paired with, 1 to 32",
              otherwise = "5")
          int places,
      @Option(
              value = "--digits",
              argument = "N",
              description = "how many digits a code has, 6 to 10",
              otherwise = "8")
          int digits,
      @Option(
              value = "--victims",
              argument = "POLICY",
              description = "which pairing goes when there is no free place",
              otherwise = "least-active")
          VictimPolicy victims,
      @Option(
              value = "--start",
              argument = "COUNT",
              description = "where the activity counter of a new pairing begins",
              otherwise = "lowest-of-others")
          StartCount start,
      @Option(
              value = "--hosts",
              argument = "N",
              description = "how many hosts the centre allows a module",
              otherwise = "8")
          int hosts,
      @Option(
              value = "--new-hosts",
              argument = "N",
              description = "how many of them may be new within a period",
              otherwise = "4")
          int newHosts,
      @Option(value = "--days", argument = "N", description = "that period", otherwise = "90")
          int days,
      Console console)
      throws KeyException, VaultException, CommandException {
    try {
      var settings =
          PolicySettings.DEFAULT
              .with(victims)
              .with(start)
              .with(new CodeRule(CodeMode.PER_HOST_AND_PAIRING, digits));
      var limits = new PairingEstate.Limits(hosts, newHosts, Duration.ofDays(days));
      pairings.createEstate(console.actor(), name, suite.value(), settings, places, limits);
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    return new Made(name, places, digits, hosts, newHosts, days);
  }

  /** Makes a root key's next generation. */
  @Command(
      value = "Makes the next generation of an estate's cryptogram key or host root.",
      example = "pair:generation pay-tv cryptogram")
  public Generation generation(
      @Argument(value = "ESTATE", description = "the estate", values = "estate") String estate,
      @Argument(value = "ROOT", description = "which root") Side side,
      Console console)
      throws KeyException, VaultException {
    RootKey made =
        pairings.nextGeneration(
            console.actor(),
            estate,
            side == Side.HOST ? RootPurpose.HOST_ROOT : RootPurpose.CY_KEY);
    return new Generation(
        estate,
        side == Side.HOST ? "host root" : "cryptogram key",
        made.generation(),
        made.kcv().map(Object::toString).orElse(""));
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

  private static long seconds(Optional<String> time) throws UsageException {
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
      Console console)
      throws JobException, VaultException {
    int added = pairings.register(console.actor(), estate, units == Units.MODULES, list);
    return new Registered(estate, Coercion.word(units), added);
  }

  /** Shows a module's table. */
  @Command(
      value = "Shows the pairings of a module with their counters, as the module proves them.",
      example = "pair:list sim:ms-1")
  public Table list(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingTable table = pairings.table(console.actor(), endpoint);
    return new Table(
        table.module(),
        table.places(),
        table.index(),
        table.triesLeft(),
        table.rows().stream().map(Row::of).toList());
  }

  /** Erases a pairing. */
  @Command(
      value = "Has a module erase its pairing with a host.",
      example = "pair:erase sim:ms-1 --host MH-3")
  public Ordered erase(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase made = pairings.erase(console.actor(), endpoint, host);
    return ordered(endpoint, made, "has erased its pairing with " + host);
  }

  /** Locks a place. */
  @Command(
      value = "Has a module keep its pairing with a host from being replaced, or let it be.",
      example = "pair:lock sim:ms-1 --host MH-3")
  public Ordered lock(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      @Option(value = "--off", description = "lets it be replaced again") boolean off,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase made = pairings.lock(console.actor(), endpoint, host, !off);
    return ordered(endpoint, made, (off ? "may replace" : "keeps") + " its pairing with " + host);
  }

  /** Unblocks a module. */
  @Command(
      value = "Has a module take codes again after three wrong ones.",
      example = "pair:unblock sim:ms-1")
  public Ordered unblock(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    return ordered(endpoint, pairings.unblock(console.actor(), endpoint), "takes codes again");
  }

  /** Sends a policy record. */
  @Command(
      value = "Tells a module its settings, the time, and what is revoked.",
      example = "pair:policy sim:ms-1 --victims oldest")
  public Ordered policy(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--victims",
              argument = "POLICY",
              description = "other settings: which pairing goes when there is no free place")
          Optional<VictimPolicy> victims,
      @Option(
              value = "--digits",
              argument = "N",
              description = "other settings: how many digits a code has")
          Optional<Integer> digits,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    boolean other = victims.isPresent() || digits.isPresent();
    PairingCase made =
        pairings.setPolicy(
            console.actor(),
            endpoint,
            settings ->
                settings
                    .with(victims.orElse(settings.victims()))
                    .with(
                        new CodeRule(
                            settings.codes().mode(), digits.orElse(settings.codes().digits()))));
    return ordered(
        endpoint, made, other ? "has other settings" : "knows the time and what is revoked");
  }

  private static Ordered ordered(Endpoint endpoint, PairingCase made, String what) {
    return new Ordered(endpoint, made.request().module(), what, made.number());
  }
}
