// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.SimulatedModule.CentralLink;
import org.keywright.transport.sim.Simulator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What simulated security modules do by themselves: dial units and central systems. */
@Component
@CommandScope(
    scope = "sim",
    commands = {"personalize", "connect", "disconnect", "press"})
public final class SimModuleCommands implements CommandGroup {
  private final Simulator simulator;
  private final Map<String, CentralLink> links = new ConcurrentHashMap<>();

  /** Called by the framework. */
  @Activate
  public SimModuleCommands(@Reference Simulator simulator) {
    this.simulator = simulator;
  }

  /** Called by the framework: ends all links. */
  @Deactivate
  public void close() {
    links.values().forEach(CentralLink::close);
    links.clear();
  }

  record Row(String name, SerialNumber serial, boolean done, String reason) {
    /** Why it failed, with its name once. */
    String failure() {
      String who = serial + ": ";
      return reason.startsWith(who) ? reason : who + reason;
    }
  }

  /** What became of several modules; that some failed is a failure. */
  record Several(String done, int count, int failed, List<Row> modules) implements Outcome {
    static Several of(String done, List<Row> rows) {
      List<Row> failures = rows.stream().filter(row -> !row.done()).toList();
      return new Several(done, rows.size() - failures.size(), failures.size(), failures);
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%,d %s %s%s",
          count,
          count == 1 ? "module is" : "modules are",
          done,
          failed == 0 ? "" : String.format(Locale.ROOT, ", %,d not:", failed));
    }

    @Override
    public Optional<String> failure() {
      return failed == 0
          ? Optional.empty()
          : Optional.of(failed == 1 ? modules.getFirst().failure() : failed + " modules failed");
    }
  }

  /** What one module does. */
  @FunctionalInterface
  private interface Deed {
    void with(SimulatedModule module) throws IOException, Refusal, CommandException;
  }

  private List<SimulatedModule> modules(List<String> names) throws CommandException {
    if (names.isEmpty()) {
      return simulator.units().stream()
          .filter(SimulatedModule.class::isInstance)
          .map(SimulatedModule.class::cast)
          .toList();
    }
    var modules = new ArrayList<SimulatedModule>();
    for (String name : names) {
      if (!(simulator.find(name).orElse(null) instanceof SimulatedModule module)) {
        throw new CommandException(
            "there is no simulated security module '" + name + "'", "sim:create sm makes one");
      }
      modules.add(module);
    }
    return modules;
  }

  private static List<Row> each(List<SimulatedModule> modules, int parallel, Deed deed)
      throws InterruptedException {
    var permits = new Semaphore(Math.max(1, parallel));
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var rows = new ArrayList<Future<Row>>();
      for (SimulatedModule module : modules) {
        Callable<Row> one =
            () -> {
              permits.acquire();
              try {
                return row(module, deed);
              } finally {
                permits.release();
              }
            };
        rows.add(pool.submit(one));
      }
      var done = new ArrayList<Row>();
      for (Future<Row> row : rows) {
        done.add(row.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Row row(SimulatedModule module, Deed deed) {
    try {
      deed.with(module);
      return new Row(module.name(), module.serialNumber(), true, "");
    } catch (Refusal e) {
      return new Row(
          module.name(), module.serialNumber(), false, e.status().hex() + " " + e.getMessage());
    } catch (IOException | CommandException e) {
      return new Row(module.name(), module.serialNumber(), false, String.valueOf(e.getMessage()));
    }
  }

  /** Has modules personalized. */
  @Command(
      value = "Has simulated modules dial a personalization unit and be personalized.",
      example = "sim:personalize sm-1 sm-2 --unit localhost:7800 --tan-file tans.csv")
  public Several personalize(
      @Argument(value = "UNIT", description = "which modules; otherwise all", values = "unit")
          List<String> names,
      @Option(
              value = "--unit",
              argument = "HOST:PORT",
              description = "where the unit listens; without it, waits for what a ticket has begun")
          Optional<HostPort> unit,
      @Option(
              value = "--tan-file",
              argument = "FILE",
              description =
                  "the number, or serial and number by line, to enter at each keypad; of several"
                      + " files the first that has it")
          List<Path> tanFiles,
      @Option(
              value = "--parallel",
              argument = "N",
              description = "how many at a time",
              otherwise = "32")
          int parallel)
      throws Exception {
    List<SimulatedModule> modules = modules(names);
    if (tanFiles.isEmpty()) {
      return Several.of("in operation", each(modules, parallel, module -> dial(module, unit)));
    }
    var numbers = new ArrayList<TanFile>();
    try {
      for (Path file : tanFiles) {
        numbers.add(new TanFile(file));
      }
      return Several.of(
          "in operation",
          each(
              modules,
              parallel,
              module -> {
                enterNumber(module, numbers);
                dial(module, unit);
              }));
    } finally {
      numbers.forEach(TanFile::close);
    }
  }

  private static void enterNumber(SimulatedModule module, List<TanFile> numbers)
      throws Refusal, CommandException {
    for (TanFile file : numbers) {
      Optional<KeyMaterial> number = file.of(module.serialNumber());
      if (number.isPresent()) {
        try (KeyMaterial entered = number.get()) {
          module.enterTan(entered);
        }
        return;
      }
    }
    throw new CommandException("there is no transaction number for it");
  }

  private static void dial(SimulatedModule module, Optional<HostPort> unit)
      throws IOException, Refusal {
    if (unit.isPresent()) {
      module.personalize(unit.get().host(), unit.get().port());
    } else {
      module.awaitPersonalization();
    }
  }

  /** Connects modules. */
  @Command(
      value = "Has simulated modules dial their central system, and stay connected.",
      example = "sim:connect sm-1 --central localhost:7900")
  public Several connect(
      @Argument(value = "UNIT", description = "which modules; otherwise all", values = "unit")
          List<String> names,
      @Option(
              value = "--central",
              argument = "HOST:PORT",
              description = "where it listens; otherwise where their personalization said")
          Optional<HostPort> central,
      @Option(
              value = "--parallel",
              argument = "N",
              description = "how many at a time",
              otherwise = "32")
          int parallel)
      throws Exception {
    return Several.of(
        "connected", each(modules(names), parallel, module -> connect(module, central)));
  }

  private void connect(SimulatedModule module, Optional<HostPort> central)
      throws IOException, Refusal {
    CentralLink link =
        central.isPresent()
            ? module.attach(central.get().host(), central.get().port())
            : module.attach();
    CentralLink before = links.put(module.name(), link);
    if (before != null) {
      before.close();
    }
  }

  /** Disconnects modules. */
  @Command(
      value = "Ends the connections of simulated modules to their central system.",
      example = "sim:disconnect sm-1")
  public String disconnect(
      @Argument(value = "UNIT", description = "which modules; otherwise all", values = "unit")
          List<String> names) {
    int count = 0;
    for (String name : names.isEmpty() ? List.copyOf(links.keySet()) : names) {
      CentralLink link = links.remove(name);
      if (link != null) {
        link.close();
        count++;
      }
    }
    return count + " disconnected";
  }

  /** Presses the button. */
  @Command(
      value =
          "Presses the button of simulated modules that lets a unit connect to their local link.",
      example = "sim:press sm-1")
  public Several press(
      @Argument(value = "UNIT", description = "which modules; otherwise all", values = "unit")
          List<String> names)
      throws Exception {
    return Several.of("let a unit connect", each(modules(names), 32, SimulatedModule::userAct));
  }
}
