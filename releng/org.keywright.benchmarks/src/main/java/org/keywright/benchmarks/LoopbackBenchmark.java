// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keywright.engine.download.LoadProcedure;
import org.keywright.engine.spi.JobItem;
import org.keywright.protocol.Application;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.vault.ItemState;

/**
 * The engine's load procedure over TCP on loopback with 100 connections that stay open, 64 places
 * of one unit behind each, against an echo of frames of the same sizes in the same order over the
 * same transport. No vault is in the way.
 */
final class LoopbackBenchmark {
  private static final int CONNECTIONS = 100;
  private static final int LOADS_EACH = 64;
  private static final int WARM_UP = 30;
  private static final int TURNS = 31;
  private static final int TLS_WARM_UP = 8;
  private static final Atr ATR = Atr.of(new byte[] {0x3B, 0x00});

  private final TcpTransport transport =
      TcpTransport.withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30));

  Map<String, Object> run() throws Exception {
    var rig = new Rig();
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = TcpUnitServer.withDefaults();
    try (var firstUnit = rig.firstUnit();
        var units = server.serve(loopback, rig.simulator.directory());
        var echo = server.serve(loopback, name -> Optional.of(new Echo()))) {
      var procedure = new LoadProcedure(rig.target(), firstUnit);
      int all = CONNECTIONS * LOADS_EACH;
      var turns =
          Turns.measure(
              WARM_UP,
              TURNS,
              all,
              () -> loads(rig, procedure, units.address().getPort()),
              () -> echoes(echo.address().getPort()));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("connections", CONNECTIONS);
      figures.put("loadsPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
      figures.put("echoedLoadsPerSecond", Turns.rounded(1e9 / turns.nanos(1)));
      figures.put("ratioToEcho", Turns.rounded(turns.ratio(1, 0)));
      return figures;
    }
  }

  /** The same loads under TLS, against those over plain TCP. */
  Map<String, Object> underTls(TcpUnitServer server, String identity, TransportProvider client)
      throws Exception {
    var rig = new Rig();
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var firstUnit = rig.firstUnit();
        var tls = server.serve(loopback, identity, rig.simulator.directory());
        var tcp = server.serve(loopback, rig.simulator.directory())) {
      var procedure = new LoadProcedure(rig.target(), firstUnit);
      var turns =
          Turns.measure(
              TLS_WARM_UP,
              TURNS,
              CONNECTIONS * LOADS_EACH,
              () -> loads(rig, procedure, client, "tls://localhost:" + tls.address().getPort()),
              () -> loads(rig, procedure, tcp.address().getPort()));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("connections", CONNECTIONS);
      figures.put("loadsPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
      figures.put("plainLoadsPerSecond", Turns.rounded(1e9 / turns.nanos(1)));
      figures.put("ratioToPlain", Turns.rounded(turns.ratio(1, 0)));
      return figures;
    }
  }

  private long loads(Rig rig, LoadProcedure procedure, int port) throws Exception {
    return loads(rig, procedure, transport, "tcp://127.0.0.1:" + port);
  }

  private static long loads(
      Rig rig, LoadProcedure procedure, TransportProvider transport, String listener)
      throws Exception {
    var units = rig.units(CONNECTIONS, LOADS_EACH);
    var tasks = new ArrayList<Callable<Void>>();
    for (SimulatedUnit unit : units) {
      var endpoint = Endpoint.parse(listener + "/" + unit.name());
      tasks.add(() -> loadAll(procedure, transport, unit.name(), endpoint));
    }
    long took = inParallel(tasks);
    rig.remove(units);
    return took;
  }

  private static Void loadAll(
      LoadProcedure procedure, TransportProvider transport, String serial, Endpoint endpoint)
      throws Exception {
    try (Link link = transport.open(endpoint)) {
      var kept = new Kept(link);
      for (int place = 1; place <= LOADS_EACH; place++) {
        var item = new JobItem(place, serial, Integer.toString(place), endpoint.toString());
        var result = procedure.load(() -> kept, item, new Unrecorded());
        if (result.state() != ItemState.DONE) {
          throw new IllegalStateException(result.toString());
        }
      }
    }
    return null;
  }

  private long echoes(int port) throws Exception {
    var endpoint = Endpoint.parse("tcp://127.0.0.1:" + port + "/echo");
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      tasks.add(() -> echoAll(endpoint));
    }
    return inParallel(tasks);
  }

  private Void echoAll(Endpoint endpoint) throws Exception {
    byte[] select = Application.EI.select().toBytes();
    try (Link link = transport.open(endpoint)) {
      for (int i = 0; i < LOADS_EACH; i++) {
        link.transceiveAll(List.of(select, new byte[Echo.PREPARE]));
        link.transceive(new byte[Echo.IMPORT_KEY]);
      }
    }
    return null;
  }

  private static long inParallel(List<Callable<Void>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
      return System.nanoTime() - begun;
    }
  }

  /** Answers frames of a load's sizes with frames of its answers' sizes. */
  private static final class Echo implements ApduResponder {
    static final int PREPARE = 14;
    static final int IMPORT_KEY = 182;
    private static final int REQUEST = 69;
    private static final int RECEIPT = 37;

    @Override
    public Atr atr() {
      return ATR;
    }

    @Override
    public byte[] respond(byte[] command) {
      return new byte
          [command.length == IMPORT_KEY ? RECEIPT : command.length == PREPARE ? REQUEST : 2];
    }
  }
}
