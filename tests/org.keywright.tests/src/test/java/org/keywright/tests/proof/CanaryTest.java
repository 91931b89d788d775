// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.FirstUnitStatus;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/**
 * Marked keys go through a whole load and its failures while every logger speaks at its finest;
 * then everything that was logged, thrown, printed or stored is searched for them.
 */
class CanaryTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final String T =
      "ca7a12c0ffee5eedca7a12c0ffee5eed0ddba11ca7a1ac7edecade00fa11ed0d";
  private static final String TA = "feedca7a12b0a710adfacade5ca1ab1e";
  private static final String NEXT = "0b5e55edca7a12f1a5c0de1edb0a7e5d";

  @TempDir private Path folder;

  private final StringBuffer heard = new StringBuffer();
  private final Handler ear = new Ear();
  private final Logger root = Logger.getLogger("");
  private final Level levelBefore = root.getLevel();
  private final Needles needles = new Needles();
  private final List<Object> shown = new ArrayList<>();

  /** Keeps all that is logged, with parameters and exceptions. */
  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord line) {
      heard.append(line.getLoggerName()).append(' ').append(line.getMessage()).append('\n');
      if (line.getParameters() != null) {
        heard.append(Arrays.deepToString(line.getParameters())).append('\n');
      }
      if (line.getThrown() != null) {
        heard.append(trace(line.getThrown()));
      }
    }

    @Override
    public void flush() {
      // nothing is buffered
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @BeforeEach
  void listen() {
    ear.setLevel(Level.ALL);
    root.addHandler(ear);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    root.removeHandler(ear);
    root.setLevel(levelBefore);
  }

  @Test
  void aMarkedKeyIsNowhereToBeSeen() throws Exception {
    look("T", T);
    look("TA", TA);
    look("the next TA", NEXT);
    var fleet = new TestFleet();
    Key transportKey = TestCrypto.aes(T);
    var as = fleet.make(Role.AS, Optional.empty(), Optional.of(folder), "as").get(0);
    var places = List.of(PlaceKind.any(1));
    var installation = new UnitOrder.Installation(FUEL, 1, transportKey, 1, places);
    var ei = fleet.make(Role.EI, Optional.of(installation), Optional.of(folder), "ei").get(0);
    shown.addAll(List.of(transportKey, transportKey.material(), installation, as, ei, fleet));

    prepareFirstUnit(fleet, as, transportKey);
    load(as, ei, 1, 0);
    failEveryWay(fleet, as, ei);
    load(as, ei, 2, 1);
    showStates(fleet, as, ei);
    failInTheCrypto(fleet, transportKey);

    assertThat(heard).as("something was logged").isNotEmpty();
    assertThat(shown).hasSizeGreaterThan(50);
    for (Object each : shown) {
      String text = each instanceof Throwable t ? trace(t) : String.valueOf(each);
      assertThat(found(text)).as(each.getClass().getName()).isEmpty();
    }
    assertThat(found(heard.toString())).isEmpty();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(needles.in(file)).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void aPlantedMarkIsFound() {
    look("TA", TA);
    byte[] key = HexFormat.of().parseHex(TA);
    System.getLogger("org.keywright.planted")
        .log(System.Logger.Level.TRACE, "key {0}", HexFormat.of().formatHex(key));

    assertThat(found(heard.toString())).isNotEmpty();
    assertThat(found(trace(new KeyException("bad key " + TA.toUpperCase(Locale.ROOT)))))
        .isNotEmpty();
    assertThat(found(List.of(Bytes.of(key)).toString())).isNotEmpty();
  }

  private void prepareFirstUnit(TestFleet fleet, SimulatedUnit as, Key transportKey) {
    exchange(as, SecuredRoom.installSet(FUEL, 1, transportKey));
    for (var record : List.of(record(fleet, TA, 1), record(fleet, NEXT, 2))) {
      shown.addAll(List.of(record, record.key(), record.attributes(), record.encode()));
      exchange(as, SecuredRoom.load(record.keyVersion(), 2, record));
    }
  }

  private void load(SimulatedUnit as, SimulatedUnit ei, int ref1, int mode) throws Exception {
    byte[] request = TestFleet.prepare(ei, ref1, 1).data();
    var exported = exchange(as, command(Instruction.EXPORT_KEY, 1, request));
    var message = LoadMessage.decode(exported.data());
    var imported = exchange(ei, command(Instruction.IMPORT_KEY, mode, exported.data()));
    assertThat(imported.status().ok()).isTrue();
    shown.addAll(
        List.of(
            ExportRequest.decode(request), message, LoadReceipt.decode(imported.data()), imported));
    exchange(as, command(Instruction.CONFIRM, 0, imported.data()));
  }

  /** Refusals, faults and broken links, with their exceptions. */
  private void failEveryWay(TestFleet fleet, SimulatedUnit as, SimulatedUnit ei) throws Exception {
    exchange(as, SecuredRoom.installSet(FUEL, 1, TestCrypto.aes(T.replace('c', 'd'))));
    exchange(as, SecuredRoom.load(2, 2, record(fleet, TA, 1)));
    byte[] malformed = SecuredRoom.load(5, 2, record(fleet, TA, 1));
    malformed[malformed.length - 20] ^= 0x40;
    exchange(as, malformed);
    byte[] cut = SecuredRoom.load(5, 2, record(fleet, TA, 1));
    exchange(as, Arrays.copyOf(cut, cut.length - 3));
    exchange(ei, SecuredRoom.load(5, 2, record(fleet, TA, 1)));
    for (Fault.Kind kind : Fault.Kind.values()) {
      if (kind != Fault.Kind.STALL) {
        var fault = Fault.parse(kind.word() + "@12");
        shown.add(fault);
        ei.arm(fault);
        byte[] message = TestFleet.message(as, ei, 1, 1);
        exchange(ei, command(Instruction.IMPORT_KEY, 0, message));
        ei.disarm();
      }
    }
    var link = fleet.transports.open(new Endpoint("sim", "as"));
    shown.add(link);
    shown.add(link.atr());
    link.close();
    try {
      link.transceive(SecuredRoom.load(2, 2, record(fleet, NEXT, 2)));
    } catch (LinkException e) {
      shown.add(e);
    }
  }

  private void showStates(TestFleet fleet, SimulatedUnit as, SimulatedUnit ei) throws Exception {
    byte[] nothing = new byte[0];
    shown.add(Observed.unit(ei));
    shown.add(FirstUnitStatus.decode(TestFleet.send(as, Instruction.STATUS, 0, nothing).data()));
    shown.add(FirstUnitKey.decode(TestFleet.send(as, Instruction.LIST_KEYS, 0, nothing).data()));
    shown.addAll(List.of(as.summary(), ei.summary(), as.serialNumber(), Observed.memory(ei)));
    shown.addAll(List.of(Observed.memory(as), fleet.transports.statuses(), fleet.simulator));
    shown.addAll(fleet.crypto.suites.statuses());
    shown.addAll(fleet.crypto.suites.all());
  }

  /** A plug-in that throws with the key in its message: the fence keeps the message to itself. */
  private void failInTheCrypto(TestFleet fleet, Key transportKey) {
    var real = fleet.crypto.literal();
    var leaking =
        new Suite(
            0x90,
            "leaking",
            Optional.empty(),
            real.keySpec(),
            real.algo1(),
            real.derivation(),
            real.wrap(),
            new LeakingMac());
    SuiteProvider provider = () -> leaking;
    fleet.crypto.suites.bindSuite(provider, Map.of());
    try {
      fleet.crypto.suites.require(0x90).mac().mac(transportKey, new byte[4]);
    } catch (KeyException e) {
      shown.add(e);
    }
    shown.addAll(fleet.crypto.suites.statuses());
    var closed = KeyMaterial.copyOf(HexFormat.of().parseHex(TA));
    closed.close();
    try {
      closed.copy();
    } catch (IllegalStateException e) {
      shown.add(e);
    }
  }

  private static final class LeakingMac implements Mac {
    @Override
    public String name() {
      return "leaking";
    }

    @Override
    public int length() {
      return 16;
    }

    @Override
    public byte[] mac(Key key, byte[] data) {
      throw new IllegalArgumentException("bad key " + T);
    }
  }

  /** Sends a command, and shows whatever it leaves behind. */
  private ResponseApdu exchange(SimulatedUnit unit, byte[] encoded) {
    try {
      shown.add(CommandApdu.parse(encoded));
    } catch (MalformedApduException e) {
      shown.add(e);
    }
    try {
      var answer = TestFleet.send(unit, encoded);
      shown.addAll(List.of(answer, answer.status()));
      return answer;
    } catch (UncheckedIOException e) {
      shown.add(e);
      return new ResponseApdu(new StatusWord(0x6F00));
    }
  }

  private static byte[] command(Instruction instruction, int p1, byte[] data) {
    return new CommandApdu(0x80, instruction.ins(), p1, 0, data).toBytes();
  }

  private static KeyRecord record(TestFleet fleet, String hex, int version) {
    return new KeyRecord(fleet.record(1).attributes(), version, TestCrypto.aes(hex));
  }

  private void look(String name, String hex) {
    needles.addInText(name, RunKeys.mask(HexFormat.of().parseHex(hex)));
  }

  private TreeSet<String> found(String text) {
    return needles.in(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
