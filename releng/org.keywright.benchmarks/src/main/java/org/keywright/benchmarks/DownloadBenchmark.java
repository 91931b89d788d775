// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.engine.download.SoftwareFirstUnit;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.SimulatedUnit;

/** Downloads: in memory against the primitives, over loopback against an echo, and campaigns. */
final class DownloadBenchmark implements Bench.Benchmark {
  private static final int LOADS = 4_000;
  private static final int WARM_UP = 25;
  private static final int TURNS = 31;

  @Override
  public Map<String, Object> run() throws Exception {
    var figures = new LinkedHashMap<String, Object>();
    // First, before the other parts have shaped how the JVM compiles what all of them call.
    figures.put("overLoopback", new LoopbackBenchmark().run());
    figures.put("inMemory", inMemory());
    figures.put("campaign", new CampaignBenchmark().run());
    figures.put("start", new StartBenchmark().run());
    return figures;
  }

  private static Map<String, Object> inMemory() throws Exception {
    var rig = new Rig();
    var figures = new LinkedHashMap<String, Object>();
    try (var firstUnit = rig.firstUnit()) {
      var bare = new PrimitivesFloor(false);
      var erasing = new PrimitivesFloor(true);
      var turns =
          Turns.measure(
              WARM_UP,
              TURNS,
              LOADS,
              () -> loads(rig, firstUnit),
              () -> bare.nanos(LOADS),
              () -> erasing.nanos(LOADS));
      figures.put("loadsPerSecondPerCore", Turns.rounded(1e9 / turns.nanos(0)));
      figures.put("nanosPerLoad", Turns.rounded(turns.nanos(0)));
      figures.put("nanosOfPrimitives", Turns.rounded(turns.nanos(1)));
      figures.put("ratioToPrimitives", Turns.rounded(turns.ratio(1, 0)));
      figures.put("nanosOfPrimitivesWithErasing", Turns.rounded(turns.nanos(2)));
      figures.put("ratioToPrimitivesWithErasing", Turns.rounded(turns.ratio(2, 0)));
      figures.put("garbageBytesPerLoad", garbage(rig, firstUnit));
    }
    return figures;
  }

  /** Loads a key into new units, both sides on this thread, every message encoded and decoded. */
  private static long loads(Rig rig, SoftwareFirstUnit firstUnit) throws Exception {
    List<SimulatedUnit> units = rig.units(LOADS, 1);
    var links = units.stream().map(SimulatedUnit::connect).toList();
    // The fleet is to be old before the clock runs: copying it around is no part of a load.
    System.gc();
    long begun = System.nanoTime();
    for (ApduResponder link : links) {
      load(link, firstUnit);
    }
    long took = System.nanoTime() - begun;
    rig.remove(units);
    return took;
  }

  private static void load(ApduResponder link, SoftwareFirstUnit firstUnit) throws Exception {
    byte[] wanted = new TlvWriter().putNumber(0x83, 1, 2).putNumber(0x82, 1, 2).toBytes();
    byte[] request = send(link, Instruction.PREPARE, 1, wanted);
    var issue = firstUnit.export(ExportRequest.decode(request), Bytes.of(request));
    byte[] receipt = send(link, Instruction.IMPORT_KEY, 0, issue.encoded().toArray());
    if (!firstUnit.confirms(issue.awaited(), LoadReceipt.decode(receipt))) {
      throw new IllegalStateException("a receipt does not hold");
    }
  }

  private static byte[] send(ApduResponder link, Instruction instruction, int p1, byte[] data)
      throws Exception {
    var command = new CommandApdu(0x80, instruction.ins(), p1, 0, data);
    var answer = ResponseApdu.parse(link.respond(command.toBytes()));
    if (!answer.status().ok()) {
      throw new IllegalStateException(instruction + " " + answer.status());
    }
    return answer.data();
  }

  private static long garbage(Rig rig, SoftwareFirstUnit firstUnit) throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var units = rig.units(LOADS, 1);
    var links = units.stream().map(SimulatedUnit::connect).toList();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (ApduResponder link : links) {
      load(link, firstUnit);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    rig.remove(units);
    return allocated / LOADS;
  }
}
