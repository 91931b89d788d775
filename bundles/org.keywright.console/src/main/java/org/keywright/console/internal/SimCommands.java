// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Simulated units. */
@Component
@CommandScope(
    scope = "sim",
    commands = {"create", "copy", "list", "serve", "stop", "fault", "power"})
public final class SimCommands implements CommandGroup {
  private final Simulator simulator;
  private final UnitServer server;
  private final Vaults vaults;
  private final Suites suites;
  private final List<UnitServer.Serving> servings = new CopyOnWriteArrayList<>();

  /** Called by the framework. */
  @Activate
  public SimCommands(
      @Reference Simulator simulator,
      @Reference UnitServer server,
      @Reference Vaults vaults,
      @Reference Suites suites) {
    this.simulator = simulator;
    this.server = server;
    this.vaults = vaults;
    this.suites = suites;
  }

  /** Called by the framework: ends all serving. */
  @Deactivate
  public void close() {
    servings.forEach(UnitServer.Serving::close);
    servings.clear();
  }

  record Row(
      String name, Role role, SerialNumber serial, String state, long commands, long commits) {
    static Row of(SimulatedUnit unit) {
      return new Row(
          unit.name(),
          unit.role(),
          unit.serialNumber(),
          unit.summary(),
          unit.commands(),
          unit.commits());
    }
  }

  record Made(Role role, int count, String first, String last, String keySet) implements Outcome {
    @Override
    public String sentence() {
      String which = count == 1 ? first : first + " … " + last;
      return String.format(
          Locale.ROOT,
          "%,d simulated %s: sim:%s%s",
          count,
          count == 1 ? "unit" : "units",
          which,
          keySet.isEmpty() ? ", blank" : ", installed with " + keySet);
    }
  }

  /** Serving units; its text is what stands before the unit's name in an endpoint. */
  record Served(String endpoint, String host, int port, int units) implements Outcome {
    @Override
    public String sentence() {
      return units == 1
          ? "1 unit is served at " + endpoint + "/NAME"
          : String.format(Locale.ROOT, "%,d units are served at %s/NAME", units, endpoint);
    }

    @Override
    public String toString() {
      return endpoint;
    }
  }

  /** Makes units. */
  @Command(
      value = "Makes simulated units, installed with a key set or blank.",
      example = "sim:create ei --keyset north --serials devices.csv --where network=north")
  public Made create(
      @Argument(value = "ROLE", description = "what they are") Role role,
      @Option(
              value = "--keyset",
              argument = "NAME",
              description = "whose transport key an EI gets; blank without it",
              values = "keyset")
          Optional<String> keySet,
      @Option(value = "--count", argument = "N", description = "how many", otherwise = "1")
          int count,
      @Option(
              value = "--serials",
              argument = "CSV",
              description = "a list with a column serial: one unit for each line, named by it")
          Optional<Path> serials,
      @Option(
              value = "--where",
              argument = "COLUMN=VALUE",
              description = "takes only these lines of the list")
          Optional<ColumnFilter> where,
      @Option(value = "--name", argument = "PREFIX", description = "what their names begin with")
          Optional<String> name,
      @Option(
              value = "--places",
              argument = "N",
              description = "how many places for keys each EI has",
              otherwise = "8")
          int places,
      @Option(
              value = "--suites",
              argument = "ID,ID",
              description = "the suites that they take; otherwise the key set's, or all")
          Optional<String> suiteIds,
      @Option(
              value = "--store",
              argument = "DIR",
              description = "keeps each unit's state in a file of this folder")
          Optional<Path> store,
      Console console)
      throws Exception {
    if (role != Role.EI && keySet.isPresent()) {
      throw new CommandException(
          role + " is made blank", "download:provision sim:NAME --keyset loads a first unit");
    }
    List<UnitOrder.Name> names =
        serials.isPresent()
            ? Serials.read(serials.get(), where)
            : counted(role, count, name.orElse(role.name().toLowerCase(Locale.ROOT)));
    List<SimulatedUnit> made =
        keySet.isPresent()
            ? installed(console, role, names, keySet.get(), places, suiteIds, store)
            : simulator.create(
                new UnitOrder(role, names, Optional.empty(), suites(suiteIds, 0), store));
    return new Made(
        role,
        made.size(),
        made.isEmpty() ? "" : made.getFirst().name(),
        made.isEmpty() ? "" : made.getLast().name(),
        keySet.orElse(""));
  }

  private List<UnitOrder.Name> counted(Role role, int count, String prefix)
      throws CommandException {
    if (count < 1) {
      throw new CommandException("--count is at least 1");
    }
    if (!prefix.matches("[A-Za-z0-9._-]+")) {
      throw new CommandException(
          "--name: '" + prefix + "' is no name", "letters, digits, dots, dashes and underlines");
    }
    boolean joined = prefix.endsWith("-") || prefix.endsWith("_") || prefix.endsWith(".");
    // One unit alone bears the name itself, if it is a whole one.
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> count == 1 && !joined ? prefix : prefix + (joined ? "" : "-") + i)
        .map(unit -> new UnitOrder.Name(unit, Serials.numberOf(role, unit)))
        .toList();
  }

  private List<SimulatedUnit> installed(
      Console console,
      Role role,
      List<UnitOrder.Name> names,
      String keySet,
      int places,
      Optional<String> suiteIds,
      Optional<Path> store)
      throws Exception {
    if (places < 1) {
      throw new CommandException("--places is at least 1");
    }
    Vault vault = vaults.require();
    KeySet set = vault.keySets().require(keySet);
    Bytes accepted = suites(suiteIds, set.suite());
    int floor =
        IntStream.range(0, accepted.length())
            .map(i -> accepted.toArray()[i] & 0xFF)
            .min()
            .orElse(1);
    return Acts.perform(
        console,
        vault,
        "sim:create",
        keySet,
        grant -> {
          try (Key transportKey = grant.open(new KeyName.Transport(keySet), KeyOperation.LOAD)) {
            var installation =
                new UnitOrder.Installation(
                    new SetId(set.setId()),
                    set.transportKeyVersion(),
                    transportKey,
                    floor,
                    IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList());
            return simulator.create(
                new UnitOrder(role, names, Optional.of(installation), accepted, store));
          }
        },
        units -> units.size() + " simulated units installed");
  }

  private Bytes suites(Optional<String> ids, int ofKeySet) throws UsageException, KeyException {
    var chosen = new ArrayList<Integer>();
    if (ids.isPresent()) {
      for (String id : ids.get().split(",", -1)) {
        chosen.add(
            suites
                .require(
                    ((SuiteId) Coercion.convert("--suites", SuiteId.class, id.strip())).value())
                .id());
      }
    } else if (ofKeySet != 0) {
      chosen.add(ofKeySet);
    } else {
      suites.all().stream().map(Suite::id).forEach(chosen::add);
    }
    byte[] bytes = new byte[chosen.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = chosen.get(i).byteValue();
    }
    return Bytes.of(bytes);
  }

  /** Lists units. */
  @Command(value = "Lists the simulated units.", example = "sim:list FU-N-0001")
  public List<Row> list(
      @Argument(value = "PREFIX", description = "only those whose names begin so")
          Optional<String> prefix) {
    return simulator.units().stream()
        .filter(unit -> unit.name().startsWith(prefix.orElse("")))
        .map(Row::of)
        .toList();
  }

  /** Serves units. */
  @Command(
      value = "Serves the simulated units over TCP or TLS, to this computer only.",
      example = "sim:serve --port 7700")
  public Served serve(
      @Option(
              value = "--port",
              argument = "N",
              description = "the port; 0 takes a free one",
              otherwise = "0")
          int port,
      @Option(
              value = "--tls",
              argument = "NAME",
              description = "under TLS, as this identity of the vault",
              values = "tls-identity")
          Optional<String> identity,
      @Option(value = "--wait", description = "serves until it is interrupted") boolean wait,
      Console console)
      throws IOException, CommandException, InterruptedException {
    if (port > 0xFFFF) {
      throw new CommandException("a port is a number up to 65535");
    }
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var serving =
        identity.isPresent()
            ? server.serve(at, identity.get(), simulator.directory())
            : server.serve(at, simulator.directory());
    servings.add(serving);
    // A certificate names a host; to this computer only, that is localhost.
    String host =
        identity.isPresent() ? "localhost" : serving.address().getAddress().getHostAddress();
    int taken = serving.address().getPort();
    var endpoint = (identity.isPresent() ? "tls://" : "tcp://") + host + ":" + taken;
    var served = new Served(endpoint, host, taken, simulator.units().size());
    if (wait) {
      console.show(served);
      try {
        new CountDownLatch(1).await();
      } finally {
        servings.remove(serving);
        serving.close();
      }
    }
    return served;
  }

  /** Ends serving, or switches units off. */
  @Command(
      value = "Ends all serving; with names, switches these units off and forgets them.",
      example = "sim:stop ei-3")
  public String stop(
      @Argument(value = "UNIT", description = "which units", values = "unit") List<String> names)
      throws CommandException {
    if (names.isEmpty()) {
      int count = servings.size();
      close();
      return count == 0 ? "Nothing was served." : "The units are served no more.";
    }
    for (String name : names) {
      unit(name);
      simulator.remove(name);
    }
    return names.size() + " switched off and forgotten.";
  }

  /** Copies a unit. */
  @Command(
      value = "Copies a unit with all its keys and counters, as somebody does who gets into it.",
      example = "sim:copy ms-3 --name clone")
  public String copy(
      @Argument(value = "UNIT", description = "which unit", values = "unit") String name,
      @Option(value = "--name", argument = "NAME", description = "what the copy is called")
          String copy)
      throws CommandException {
    SimulatedUnit unit = unit(name);
    try {
      simulator.copy(unit.name(), copy);
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    return "sim:" + copy + " is " + unit.serialNumber() + " as well, with the same keys.";
  }

  /** Arms a fault. */
  @Command(
      value = "Makes a unit fail once, at a command of your choice.",
      example = "sim:fault ei cut-inside@12#1")
  public String fault(
      @Argument(value = "UNIT", description = "which unit", values = "unit") String name,
      @Argument(
              value = "FAULT",
              description =
                  "KIND, KIND@INS or KIND@INS#N, at the N-th command with this byte; KIND is"
                      + " cut-before, cut-before-commit, cut-inside, cut-after, lose-answer,"
                      + " delay-answer, stall, corrupt-answer, replay-answer, garbage, flood or"
                      + " write-fails",
              values = "fault")
          Optional<Fault> fault,
      @Option(value = "--clear", description = "forgets the faults that have not struck")
          boolean clear)
      throws CommandException {
    SimulatedUnit unit = unit(name);
    if (clear) {
      unit.disarm();
    }
    fault.ifPresent(unit::arm);
    if (!clear && fault.isEmpty()) {
      throw new CommandException("which fault?", "sim:fault " + name + " lose-answer@12");
    }
    return fault
        .map(f -> "sim:" + name + " will fail: " + f)
        .orElse("sim:" + name + " has no fault");
  }

  /** Cuts and restores the power. */
  @Command(
      value = "Switches units off and on again: their volatile memory is lost.",
      example = "sim:power ei-3")
  public String power(
      @Argument(value = "UNIT", description = "which units", values = "unit") List<String> names)
      throws CommandException {
    for (String name : names) {
      unit(name).powerCycle();
    }
    return names.size() + " switched off and on again.";
  }

  private SimulatedUnit unit(String name) throws CommandException {
    String plain = name.startsWith("sim:") ? name.substring("sim:".length()) : name;
    return simulator
        .find(plain)
        .orElseThrow(() -> new CommandException("no such unit: " + plain, "sim:list shows them"));
  }
}
