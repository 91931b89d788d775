// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.personalization.Campaigns;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.vault.JobRecord;
import org.keywright.vault.OrderState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.keywright.vault.WorkOrder;
import org.keywright.vault.WorkOrders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Work orders of personalization units, and their carrying out over local links. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"order", "orders", "cancel", "run", "campaign", "compare"})
public final class PersoOrderCommands implements CommandGroup {
  private static final int SHOWN = 1_000;

  private static final String LATEST = "latest";

  private final PersonalizationUnits units;
  private final Campaigns campaigns;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public PersoOrderCommands(
      @Reference PersonalizationUnits units,
      @Reference Campaigns campaigns,
      @Reference Vaults vaults) {
    this.units = units;
    this.campaigns = campaigns;
    this.vaults = vaults;
  }

  record Row(
      long id,
      String unit,
      String module,
      String central,
      String state,
      boolean renewal,
      boolean tan,
      int triesLeft,
      Instant expires,
      String through,
      String remark) {
    static Row of(WorkOrder order) {
      return new Row(
          order.id(),
          order.unit(),
          order.module().orElse("any"),
          order.central(),
          order.state().words(),
          order.renewal(),
          order.numbered(),
          order.failuresLeft(),
          order.expires(),
          order.through(),
          order.remark());
    }
  }

  record Placed(int count, Optional<Path> numbers, List<Row> orders) implements Outcome {
    @Override
    public String sentence() {
      String where = numbers.map(file -> "; transaction numbers in " + file).orElse("");
      return String.format(
          Locale.ROOT, "%,d work %s%s", count, count == 1 ? "order" : "orders", where);
    }
  }

  record Ran(Endpoint endpoint, SerialNumber module, String order, boolean active, String reason)
      implements Outcome {
    @Override
    public String sentence() {
      return active
          ? "%s on %s is in operation, by order %s".formatted(module, endpoint, order)
          : "%s on %s is not personalized".formatted(module, endpoint);
    }

    @Override
    public Optional<String> failure() {
      return active ? Optional.empty() : Optional.of(module + ": " + reason);
    }
  }

  /** Makes orders. */
  @Command(
      value = "Makes work orders, each with a transaction number (TAN) that is shown once.",
      example = "perso:order bureau FU-0001 --tan --tan-file tan.txt")
  public Placed order(
      @Argument(value = "UNIT", description = "for which unit", values = "perso-unit") String unit,
      @Argument(value = "MODULE", description = "which modules; none means any one")
          List<SerialNumber> modules,
      @Option(
              value = "--devices",
              argument = "CSV",
              description = "a list with a column serial: an order for each line")
          Optional<Path> devices,
      @Option(
              value = "--where",
              argument = "COLUMN=VALUE",
              description = "takes only these lines of the list")
          Optional<ColumnFilter> where,
      @Option(value = "--count", argument = "N", description = "how many orders for any module")
          Optional<Integer> count,
      @Option(
              value = "--central",
              argument = "NAME",
              description = "the central system; otherwise the only one")
          Optional<String> central,
      @Option(
              value = "--operator",
              argument = "TEXT",
              description = "who is to carry it out",
              otherwise = "-")
          String operator,
      @Option(value = "--renewal", description = "modules in operation are personalized anew")
          boolean renewal,
      @Option(value = "--tan", description = "the module has to bring a transaction number")
          boolean tan,
      @Option(
              value = "--tan-file",
              argument = "FILE",
              description = "a new file for the numbers, which are not shown then")
          Optional<Path> tanFile,
      @Option(
              value = "--hours",
              argument = "N",
              description = "for how long it is good",
              otherwise = "24")
          int hours,
      Console console)
      throws Exception {
    if (tanFile.isPresent()) {
      ReportFiles.requireNew("--tan-file", tanFile.get());
    }
    Given.some("--hours", hours);
    var wanted = new ArrayList<Optional<SerialNumber>>();
    modules.forEach(module -> wanted.add(Optional.of(module)));
    if (devices.isPresent()) {
      Serials.read(devices.get(), where)
          .forEach(name -> wanted.add(Optional.of(name.serialNumber())));
    }
    if (wanted.isEmpty()) {
      for (int left = Given.some("--count", count.orElse(1)); left > 0; left--) {
        wanted.add(Optional.empty());
      }
    }
    var placed = new ArrayList<PlacedOrder>();
    boolean givenOut = false;
    try {
      for (Optional<SerialNumber> module : wanted) {
        placed.add(
            units.order(
                console.actor(),
                new OrderRequest(
                    unit,
                    module,
                    central,
                    operator,
                    renewal,
                    tan || tanFile.isPresent(),
                    Duration.ofHours(hours))));
      }
      reveal(console, placed, tanFile);
      givenOut = true;
    } finally {
      if (!givenOut) {
        // An order whose number nobody has got is of no use.
        withdraw(console, placed);
      }
      placed.forEach(PlacedOrder::close);
    }
    return new Placed(
        placed.size(), tanFile, placed.stream().map(each -> Row.of(each.order())).toList());
  }

  private void withdraw(Console console, List<PlacedOrder> placed) throws VaultException {
    for (PlacedOrder each : placed) {
      units.cancel(console.actor(), each.order().id());
    }
  }

  private static void reveal(Console console, List<PlacedOrder> placed, Optional<Path> file)
      throws Exception {
    var numbers = new LinkedHashMap<String, KeyMaterial>();
    for (PlacedOrder each : placed) {
      String label = each.order().module().orElse("order-" + each.order().id());
      each.number().ifPresent(number -> numbers.put(label, number));
    }
    if (!numbers.isEmpty()) {
      console.reveal("serial,tan", numbers, file);
    }
  }

  /** Lists orders. */
  @Command(value = "Lists work orders, the newest first.", example = "perso:orders FU-00 --open")
  public List<Row> orders(
      @Argument(value = "TEXT", description = "only those of such modules or customers")
          Optional<String> text,
      @Option(value = "--unit", argument = "NAME", description = "whose", values = "perso-unit")
          Optional<String> unit,
      @Option(value = "--open", description = "only those that are open") boolean open)
      throws Exception {
    var query =
        new WorkOrders.Query(
            unit, open ? Optional.of(OrderState.OPEN) : Optional.empty(), text.orElse(""));
    return vaults.require().workOrders().page(query, 0, SHOWN).stream().map(Row::of).toList();
  }

  /** Withdraws an order. */
  @Command(
      value = "Withdraws a work order, and its transaction number with it.",
      example = "perso:cancel 12")
  public Row cancel(@Argument(value = "ID", description = "which order") long id, Console console)
      throws Exception {
    return Row.of(units.cancel(console.actor(), id));
  }

  /** Personalizes a module. */
  @Command(
      value = "Personalizes a module over a local link that its user has opened.",
      example = "perso:run sim:sm-1 --unit bureau")
  public Ran run(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--unit",
              argument = "NAME",
              description = "the unit; otherwise the only one",
              values = "perso-unit")
          Optional<String> unit,
      @Option(
              value = "--act",
              description = "gives the user's act over the link, for a module on a bench")
          boolean act,
      Console console)
      throws Exception {
    String name = unit.isPresent() ? unit.get() : new Units(vaults).only();
    RunOutcome outcome = units.run(console.actor(), name, endpoint, act);
    return new Ran(
        endpoint,
        outcome.module(),
        outcome.order().isPresent() ? String.valueOf(outcome.order().getAsLong()) : "",
        outcome.active(),
        outcome.reason());
  }

  /** Personalizes the modules of a list. */
  @Command(
      value = "Personalizes the modules of a device list over local links, or goes on with a run.",
      example = "perso:campaign --unit bureau --devices devices.csv --act --resume")
  public JobView.Ended campaign(
      @Option(
              value = "--unit",
              argument = "NAME",
              description = "the unit; otherwise the only one",
              values = "perso-unit")
          Optional<String> unit,
      @Option(
              value = "--devices",
              argument = "CSV",
              description = "the list, with the columns serial and endpoint")
          Optional<Path> devices,
      @Option(
              value = "--where",
              argument = "COLUMN=VALUE",
              description = "takes only these lines of the list")
          Optional<ColumnFilter> where,
      @Option(
              value = "--endpoint",
              argument = "TEMPLATE",
              description =
                  "where modules are if the list does not say, as in tcp://host:7700/{serial}")
          Optional<String> endpoint,
      @Option(
              value = "--act",
              description = "gives the user's act over the link, for modules on a bench")
          boolean act,
      @Option(value = "--parallel", argument = "N", description = "how many modules at a time")
          Optional<Integer> parallel,
      @Option(value = "--skip-bad", description = "leaves lines with faults out") boolean skipBad,
      @Option(
              value = "--report",
              argument = "FILE",
              description = "writes what became of each module, as .csv or .jsonl")
          List<Path> reports,
      @Option(
              value = "--resume",
              argument = "ID",
              description =
                  "goes on with this job, or with the last of the same order if there is one",
              values = "job",
              bare = LATEST)
          Optional<String> resume,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var report = ReportFiles.of(reports, devices);
    var most = parallel.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    if (resume.isPresent() && !resume.get().equals(LATEST)) {
      long id = (Long) Coercion.convert("--resume", Long.class, resume.get());
      return JobView.await(
          console,
          vault,
          campaigns.resume(console.actor(), id, most, report.csv(), report.jsonLines()));
    }
    var list = CampaignOrder.of(new Given("perso:campaign").need("--devices", devices));
    var campaign =
        new UnitCampaign(
            unit.isPresent() ? unit.get() : new Units(vaults).only(),
            new CampaignOrder(
                list.devices(),
                parallel.orElse(list.parallel()),
                skipBad,
                endpoint,
                where,
                report.csv(),
                report.jsonLines()),
            act);
    Optional<JobRecord> earlier =
        resume.isPresent() ? campaigns.resumable(campaign) : Optional.empty();
    RunningJob job =
        earlier.isPresent()
            ? campaigns.resume(
                console.actor(), earlier.get().id(), most, report.csv(), report.jsonLines())
            : campaigns.start(console.actor(), campaign);
    return JobView.await(console, vault, job);
  }

  record Compared(String unit, List<String> faults) implements Outcome {
    @Override
    public String sentence() {
      return faults.isEmpty()
          ? unit + ": all that was certified was ordered"
          : unit + ":\n  " + String.join("\n  ", faults);
    }
  }

  /** Compares certificates with orders. */
  @Command(
      value = "Compares what a unit has certified with what was ordered from it.",
      example = "perso:compare bureau")
  public Compared compare(
      @Argument(value = "UNIT", description = "which unit", values = "perso-unit") String unit)
      throws Exception {
    return new Compared(unit, units.compare(unit));
  }
}
