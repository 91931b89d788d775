// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.transport.Atr;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.VirtualReaders;
import org.keywright.transport.sim.VirtualReaders.Inserted;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Simulated units in virtual card readers. */
@Component
@CommandScope(
    scope = "sim",
    commands = {"reader"})
public final class SimReaderCommands implements CommandGroup {
  private final Simulator simulator;
  private final VirtualReaders readers;
  private final Map<String, Inserted> inserted = new ConcurrentHashMap<>();

  /** Called by the framework. */
  @Activate
  public SimReaderCommands(@Reference Simulator simulator, @Reference VirtualReaders readers) {
    this.simulator = simulator;
    this.readers = readers;
  }

  /** Called by the framework: pulls all cards out. */
  @Deactivate
  public void close() {
    inserted.values().forEach(Inserted::close);
    inserted.clear();
  }

  /** A unit as a card. */
  record Lying(String unit, int port, boolean in, Atr atr) implements Outcome {
    @Override
    public String sentence() {
      return in
          ? "sim:%s is the card in the virtual reader at port %d, ATR %s".formatted(unit, port, atr)
          : "sim:" + unit + " was pulled out of its reader.";
    }
  }

  /** Puts a unit into a reader. */
  @Command(
      value = "Puts a unit into a virtual reader (vpcd), where all PC/SC programs find it.",
      example = "sim:reader ei-1 --port 35963")
  public Lying reader(
      @Argument(value = "UNIT", description = "which unit", values = "unit") String name,
      @Option(
              value = "--port",
              argument = "N",
              description =
                  "where vpcd listens for the card: 35963, or 35964 for its second reader",
              otherwise = "35963")
          int port,
      @Option(value = "--out", description = "pulls it out") boolean out,
      @Option(value = "--wait", description = "leaves it there until it is interrupted")
          boolean wait,
      Console console)
      throws CommandException, IOException, InterruptedException {
    String plain = name.startsWith("sim:") ? name.substring("sim:".length()) : name;
    SimulatedUnit unit =
        simulator
            .find(plain)
            .orElseThrow(
                () -> new CommandException("no such unit: " + plain, "sim:list shows them"));
    if (out) {
      return pulled(unit);
    }
    if (port < 1 || port > 0xFFFF) {
      throw new CommandException("a port is a number from 1 to 65535");
    }
    Inserted before = inserted.get(plain);
    if (before != null && !before.unit().equals(unit)) {
      // That one was switched off and forgotten, and this one has its name.
      before.close();
      inserted.remove(plain);
    } else if (before != null) {
      throw new CommandException(
          "sim:" + plain + " is in a reader", "sim:reader " + plain + " --out pulls it out");
    }
    var lying = readers.insert(unit, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    inserted.put(plain, lying);
    var result = new Lying(plain, port, true, unit.atr());
    if (wait) {
      console.show(result);
      try {
        new CountDownLatch(1).await();
      } finally {
        pulled(unit);
      }
    }
    return result;
  }

  private Lying pulled(SimulatedUnit unit) throws CommandException {
    Inserted lying = inserted.remove(unit.name());
    if (lying == null) {
      throw new CommandException("sim:" + unit.name() + " is in no reader");
    }
    int port = lying.reader().getPort();
    lying.close();
    return new Lying(unit.name(), port, false, unit.atr());
  }
}
