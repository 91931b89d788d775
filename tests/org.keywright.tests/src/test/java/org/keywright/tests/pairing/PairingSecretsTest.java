// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.tests.proof.Needles;
import org.keywright.tests.proof.RunKeys;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Keys and codes of a pairing are in no log, message, file or name; and when a contact is over, no
 * living object holds what belonged to it, whichever way it ended.
 */
class PairingSecretsTest {
  private static final String[] KA_IN_USE = {"KA from byte 0", "KA from byte 16"};

  @TempDir private Path folder;

  private final PairingFleet estate = new PairingFleet();
  private final Needles inText = new Needles();
  private final Needles inMemory = new Needles();
  private final StringBuffer heard = new StringBuffer();
  private final List<Object> shown = new ArrayList<>();

  @Test
  void nothingIsShownLoggedOrStoredInClear() throws Exception {
    var root = Logger.getLogger("");
    var levelBefore = root.getLevel();
    var ear = new Ear();
    ear.setLevel(Level.ALL);
    root.addHandler(ear);
    root.setLevel(Level.ALL);
    try {
      contacts();
    } finally {
      root.removeHandler(ear);
      root.setLevel(levelBefore);
    }
    assertThat(shown).hasSizeGreaterThan(30);
    for (Object each : shown) {
      String text = each instanceof Throwable thrown ? trace(thrown) : String.valueOf(each);
      assertThat(inText.in(text.getBytes(StandardCharsets.UTF_8)))
          .as(each.getClass().getName())
          .isEmpty();
    }
    assertThat(inText.in(heard.toString().getBytes(StandardCharsets.UTF_8))).isEmpty();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.endsWith("store.key")).toList()) {
        assertThat(inText.in(file)).as(file.toString()).isEmpty();
      }
    }
  }

  /** Contacts that succeed and fail, with everything they leave behind. */
  private void contacts() throws Exception {
    var policy = PolicyRecord.of(PairingUnitsTest.withoutWaiting());
    var module = estate.module("M", 2, policy, 0, Optional.of(folder));
    var host = estate.host("H", Optional.of(folder));
    look("K_CM", estate.centreKey);
    look("k_g", estate.generationKey);
    look("MHKey", estate.hostRoot);
    try (Key moduleKey = estate.moduleKey(module.serialNumber());
        Key codeKey = PairingKeys.codeKey(estate.suite, moduleKey, module.serialNumber());
        Key leaf = estate.hostKey(host.serialNumber())) {
      look("K_MS", moduleKey);
      look("K_PIN", codeKey);
      look("MHK_SN", leaf);
      shown.addAll(List.of(moduleKey, leaf, leaf.material()));
    }
    var rule = new CodeRule(PairingUnitsTest.withoutWaiting().codes().mode(), 8);
    for (int index = 0; index < 3; index++) {
      try (var code = estate.code(rule, module.serialNumber(), host.serialNumber(), index)) {
        shown.add(code);
        byte[] masked = code.expose((byte[] lent) -> RunKeys.mask(lent));
        inText.addInText("code " + index, masked);
      }
    }
    shown.add(estate.contact(module, host));
    shown.add(estate.contact(module, host));
    var kinds = new ArrayList<>(Arrays.asList(Fault.Kind.values()));
    kinds.removeAll(List.of(Fault.Kind.STALL, Fault.Kind.DELAY_ANSWER));
    for (Fault.Kind kind : kinds) {
      for (String command : List.of("54", "56#1", "56#1.2", "52")) {
        PairingFleet.require(host, Instruction.FORGET.command(new byte[0]).toBytes());
        module.arm(Fault.parse(kind.word() + "@" + command));
        tried(module, host);
        module.disarm();
        shown.add(estate.order(module, (orders, serial) -> orders.unblock(serial)));
      }
      host.arm(Fault.parse(kind.word() + "@78"));
      tried(module, host);
      host.disarm();
    }
    shown.addAll(List.of(module, host, module.summary(), host.summary(), estate.table(module)));
    shown.add(PairingFleet.status(module));
    byte[] status = PairingFleet.require(host, Instruction.STATUS.command(new byte[0]).toBytes());
    shown.add(HostStatus.decode(status));
    shown.add(new PairRequest(1, estate.cryptogram(1, 0, 0, host.serialNumber())));
  }

  private void tried(SimulatedUnit module, SimulatedUnit host) {
    try {
      shown.add(estate.contact(module, host));
    } catch (AssertionError e) {
      shown.add(e);
    }
  }

  private void look(String name, Key key) {
    inText.addInText(name, key.material().expose((byte[] lent) -> RunKeys.mask(lent)));
  }

  @Test
  void nothingOfAContactIsLeftWhenItIsOver() throws Exception {
    var module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
    var host = estate.host("H");
    for (boolean wrong : new boolean[] {true, false}) {
      contact(module, host, wrong, false);
      forget(host);
    }
    contact(module, host, false, true);
    forget(host);
    for (String fault : List.of("cut-after@56#1", "cut-inside@56#1.2", "write-fails@56#1.2")) {
      module.arm(Fault.parse(fault));
      contact(module, host, false, false);
      module.disarm();
      forget(host);
    }
    assertThat(dumped()).as("KA alone is still in use").containsExactlyInAnyOrder(KA_IN_USE);
    estate.order(module, (orders, n) -> orders.erase(n, host.serialNumber()));
    assertThat(dumped()).isEmpty();
    Reference.reachabilityFence(module);
  }

  @Test
  void anErasedPairingKeyIsNowhere() throws Exception {
    var module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
    var host = estate.host("H");
    contact(module, host, false, false);
    assertThat(dumped()).as("KA is in use").contains(KA_IN_USE);
    forget(host);
    assertThat(estate.order(module, (orders, n) -> orders.erase(n, host.serialNumber())))
        .isEqualTo(0x9000);
    assertThat(dumped()).isEmpty();
    Reference.reachabilityFence(module);
  }

  @Test
  void aLeafThatWasReplacedIsNowhereAndItsOrderKeysNeither() throws Exception {
    var host = estate.host("H");
    var name = host.serialNumber();
    byte[] suite = {(byte) estate.suite.id()};
    byte[] id = name.value().toArray();
    try (Key now = estate.hostKey(name);
        Key orderKey = derived(now, "KW3.HADM", suite, id);
        Key loadKey = derived(now, "KW3.HLOAD", suite, id);
        Key next = estate.crypto.keys.generate(estate.suite.keySpec());
        var orders = new HostOrders(estate.suite, now, name)) {
      note("MHK_SN", now);
      note("K_HADM", orderKey);
      note("K_HLOAD", loadKey);
      var cryptogram = estate.cryptogram(1, 0, 0, name);
      PairingFleet.require(host, orders.renew(1, 1, cryptogram, Optional.of(next)).toBytes());
    }
    assertThat(dumped()).isEmpty();
    Reference.reachabilityFence(host);
  }

  private static void forget(SimulatedUnit host) {
    PairingFleet.require(host, Instruction.FORGET.command(new byte[0]).toBytes());
  }

  /** One contact, all keys of which are noted to be looked for; it ends before the method does. */
  private void contact(SimulatedUnit module, SimulatedUnit host, boolean wrong, boolean session)
      throws Exception {
    var meeting = new Meeting(module, host);
    try {
      byte[] hello = Meeting.ok(meeting.host(Instruction.BEGIN, new byte[0]));
      byte[] said = Meeting.ok(meeting.module(Instruction.HELLO, hello));
      note(HostHello.decode(hello), ModuleHello.decode(said));
      byte[] request = meeting.greeted(said, Instruction.PAIR);
      Meeting.ok(
          meeting.host(Instruction.ASKED, Meeting.ok(meeting.module(Instruction.PAIR, request))));
      long index = ModuleHello.decode(said).index() + (wrong ? 9 : 0);
      var answer =
          meeting.code(
              estate.code(
                  PairingUnitsTest.withoutWaiting().codes(),
                  module.serialNumber(),
                  host.serialNumber(),
                  index));
      if (answer.status().ok()) {
        meeting.finish(answer.data());
      }
      if (session) {
        Meeting.ok(meeting.module(Instruction.DATA, meeting.protect("x")));
      }
    } catch (Meeting.CutOff e) {
      // The power went; so did the contact.
    }
    // A greeting ends what came before, as switching off would.
    new Meeting(module, host).host(Instruction.BEGIN, new byte[0]);
    module.powerCycle();
  }

  private void note(HostHello hello, ModuleHello said) throws KeyException, TlvException {
    byte[] module = said.module().value().toArray();
    byte[] host = hello.host().value().toArray();
    byte[] ms = said.challenge().toArray();
    byte[] mh = hello.challenge().toArray();
    byte[] index = {0, 0, 0, (byte) said.index()};
    byte[] suite = {(byte) estate.suite.id()};
    try (Key moduleKey = estate.moduleKey(said.module());
        Key leaf = estate.hostKey(hello.host());
        Key pairing = derived(moduleKey, "KW3.KA", suite, module, host, index, ms, mh);
        Key codeKey = derived(moduleKey, "KW3.PINKEY", module)) {
      note("KA", pairing);
      note("K_PIN", codeKey);
      try (Key back = derived(leaf, "KW3.RET", module, host, ms, mh)) {
        note("K_RET", back);
      }
      for (String use : List.of("ENC", "MAC", "CW")) {
        try (Key session = derived(pairing, "KW3.SK." + use, module, host, ms, mh)) {
          note("SK." + use, session);
        }
      }
    }
  }

  private Key derived(Key master, String label, byte[]... fields) throws KeyException {
    return estate.suite.derivation().diversify(master, label, estate.suite.keySpec(), fields);
  }

  private void note(String name, Key key) {
    inMemory.addInMemory(name, key.material().expose((byte[] lent) -> RunKeys.mask(lent)));
  }

  private TreeSet<String> dumped() throws Exception {
    Path dump = folder.resolve("living.hprof");
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    diagnostics.dumpHeap(dump.toString(), true);
    try {
      return inMemory.in(dump);
    } finally {
      Files.delete(dump);
    }
  }

  /** Keeps all that is logged. */
  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord line) {
      heard.append(line.getLoggerName()).append(' ').append(line.getMessage()).append('\n');
      heard.append(Arrays.deepToString(line.getParameters())).append('\n');
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

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
