// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.keywright.engine.download.LoadProcedure;
import org.keywright.engine.spi.JobItem;
import org.keywright.protocol.Application;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.pcsc.internal.PcscTransport.Limits;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.transport.sim.internal.VpcdReaders;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.vault.ItemState;

/**
 * The engine's load procedure over a card reader, against bare commands of the same sizes to the
 * same card through the JDK's {@code javax.smartcardio}. The card is a simulated unit in a virtual
 * reader; the link stays open, and no vault is in the way.
 */
final class PcscBenchmark implements Bench.Benchmark {
  private static final int LOADS = 100;
  private static final int WARM_UP = 20;
  private static final int TURNS = 11;

  /** So many hundreds of loads. */
  private static final int COMPILING = 300;

  private static final int ROUND_TRIPS = 1_001;
  private static final int PREPARE = 14;
  private static final int IMPORT_KEY = 182;
  private static final Endpoint ENDPOINT = new Endpoint("pcsc", VirtualCardService.READER);
  private static final byte[] STATUS = {(byte) 0x80, 0x40, 0, 0, 0};

  private final PcscTransport transport =
      PcscTransport.with(
          new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(30)));
  private final Rig rig = new Rig();
  private final VpcdReaders readers = new VpcdReaders(rig.simulator);

  @Override
  public Map<String, Object> run() throws Exception {
    try (var service = VirtualCardService.start();
        var firstUnit = rig.firstUnit()) {
      var reader = new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port());
      var procedure = new LoadProcedure(rig.target(), firstUnit);
      compile(procedure);
      var turns =
          Turns.measure(WARM_UP, TURNS, LOADS, () -> loads(procedure, reader), PcscBenchmark::bare);
      var figures = new LinkedHashMap<String, Object>();
      figures.put("loadsPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
      figures.put("bareLoadsPerSecond", Turns.rounded(1e9 / turns.nanos(1)));
      figures.put("bareCommandsPerSecond", Turns.rounded(3e9 / turns.nanos(1)));
      figures.put("ratioToBareCommands", Turns.rounded(turns.ratio(1, 0)));
      figures.put("medianMillisPerCommand", medianMillis());
      readers.close();
      transport.close();
      return figures;
    }
  }

  /** Loads in memory, so that what is measured is compiled, as it is after a while in the field. */
  private void compile(LoadProcedure procedure) throws Exception {
    var simulated = SimTransport.withTimeout(rig.simulator, Duration.ofSeconds(30));
    for (int i = 0; i < COMPILING; i++) {
      var units = rig.units(1, LOADS);
      loads(procedure, units.getFirst(), simulated, new Endpoint("sim", units.getFirst().name()));
      rig.remove(units);
    }
  }

  /** Into a card of its own, which stays in the reader for the bare commands. */
  private long loads(LoadProcedure procedure, InetSocketAddress reader) throws Exception {
    readers.close();
    var unit = rig.units(1, LOADS).getFirst();
    readers.insert(unit, reader);
    return loads(procedure, unit, transport, ENDPOINT);
  }

  private static long loads(
      LoadProcedure procedure, SimulatedUnit unit, TransportProvider transport, Endpoint endpoint)
      throws Exception {
    try (Link link = transport.open(endpoint)) {
      var kept = new Kept(link);
      long begun = System.nanoTime();
      for (int place = 1; place <= LOADS; place++) {
        var item = new JobItem(place, unit.name(), Integer.toString(place), endpoint.toString());
        var result = procedure.load(() -> kept, item, new Unrecorded());
        if (result.state() != ItemState.DONE) {
          throw new IllegalStateException(result.toString());
        }
      }
      return System.nanoTime() - begun;
    }
  }

  /** The three commands of a load, with an instruction that the card does not know. */
  private static long bare() throws Exception {
    CardTerminal reader =
        TerminalFactory.getDefault().terminals().getTerminal(VirtualCardService.READER);
    var card = reader.connect("*");
    try {
      var channel = card.getBasicChannel();
      var commands =
          new CommandAPDU[] {
            new CommandAPDU(Application.EI.select().toBytes()),
            command(PREPARE),
            command(IMPORT_KEY)
          };
      long begun = System.nanoTime();
      for (int i = 0; i < LOADS; i++) {
        for (CommandAPDU command : commands) {
          channel.transmit(command);
        }
      }
      return System.nanoTime() - begun;
    } finally {
      card.disconnect(false);
    }
  }

  private static CommandAPDU command(int length) {
    return new CommandAPDU(0x80, 0x0E, 0, 0, new byte[length - 6], 256);
  }

  private double medianMillis() throws Exception {
    var nanos = new long[ROUND_TRIPS];
    try (Link link = transport.open(ENDPOINT)) {
      for (int i = 0; i < ROUND_TRIPS; i++) {
        long begun = System.nanoTime();
        link.transceive(STATUS);
        nanos[i] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(nanos);
    return Turns.rounded(nanos[ROUND_TRIPS / 2] / 1e6);
  }
}
