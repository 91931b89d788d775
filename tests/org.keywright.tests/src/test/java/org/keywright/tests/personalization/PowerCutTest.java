// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyAnswer;
import org.keywright.protocol.personalization.KeyChallenge;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Whatever goes wrong at whichever command of a run, the module is as before or whole, and the next
 * run makes module and books agree.
 */
class PowerCutTest {
  private static final List<String> COMMANDS =
      List.of("48#1", "48#2", "32", "34", "36", "3a", "3c", "3e");
  private static final List<String> KINDS =
      List.of(
          "cut-before",
          "cut-before-commit",
          "cut-inside",
          "cut-after",
          "write-fails",
          "lose-answer",
          "corrupt-answer",
          "replay-answer",
          "garbage",
          "flood");

  private static final int TRIES = 3;
  private static final List<String> WITH_TAN = List.of("36", "38#1", "38#2", "38#3", "3a", "3c");
  private static final byte[] TAN = "12345678903".getBytes(StandardCharsets.US_ASCII);

  private final Bureau bureau = new Bureau();
  private int modules;
  private int felt;

  @Test
  void inMemory() {
    for (String command : COMMANDS) {
      for (String kind : KINDS) {
        survive(kind + "@" + command, Optional.empty(), modules % 2 == 0);
      }
    }
    assertThat(felt).as("faults that were felt").isGreaterThan(50);
  }

  @Test
  void inFiles(@TempDir Path folder) {
    for (String kind : KINDS.subList(0, 5)) {
      survive(kind + "@3c", Optional.of(folder), false);
      survive(kind + "@32", Optional.of(folder), true);
    }
    assertThat(felt).isGreaterThan(8);
  }

  @Test
  void inTheRoundsOfATan() {
    bureau.unit.policy = new Policy(true, true, true, 30);
    for (String command : WITH_TAN) {
      for (String kind : KINDS) {
        bureau.unit.tries = TRIES;
        survive(kind + "@" + command, Optional.empty(), modules % 2 == 0);
        // One for the first run, one for the one that was cut, one for the last.
        assertThat(bureau.unit.tries).as("tries after " + kind + "@" + command).isBetween(0, 2);
      }
    }
    assertThat(felt).as("faults that were felt").isGreaterThan(40);
  }

  @Test
  void ofAKeyLoad() throws Exception {
    int lost = 0;
    for (String command : List.of("48#1", "48#2", "42")) {
      for (String kind : KINDS) {
        String fault = kind + "@" + command;
        var module = bureau.module("cut-" + modules++);
        assertThat(attempt(module)).isTrue();
        try (var before = record(1);
            var next = record(2)) {
          assertThat(load(module, before)).isTrue();
          long commits = module.commits();
          module.arm(Fault.parse(fault));
          lost += load(module, next) ? 0 : 1;
          module.disarm();
          module.powerCycle();
          int version = Bureau.status(module).keys().getFirst().keyVersion();
          assertThat(version).as(fault).isEqualTo(module.commits() == commits ? 1 : 2);
          assertThat(uses(module, version == 1 ? before : next)).as("key after " + fault).isTrue();
          assertThat(load(module, next)).as("the load after " + fault).isTrue();
          assertThat(uses(module, next)).isTrue();
          assertThat(module.commits()).as("commits after " + fault).isEqualTo(commits + 1);
        }
      }
    }
    assertThat(lost).as("faults that were felt").isGreaterThan(20);
  }

  private KeyRecord record(int version) {
    return new KeyRecord(
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE),
        version,
        bureau.crypto.keys().generate(KeySpec.AES_128));
  }

  private boolean load(SimulatedModule module, KeyRecord record) {
    try (var channel = bureau.central(module);
        var run = channel.central(module.serialNumber())) {
      byte[] load = run.load(KeyLoad.Form.KEY_RECORD, 1, record).toArray();
      var answer = channel.send(Instruction.KEY_LOAD, 0, load);
      return answer.status().ok() && run.receipt(answer.data()) != null;
    } catch (LinkException | ModuleException | Refusal | KeyException e) {
      return false;
    }
  }

  private boolean uses(SimulatedModule module, KeyRecord record) throws Exception {
    var challenge = Bytes.of(new byte[8]);
    byte[] asked = new KeyChallenge(1, challenge).encode();
    byte[] answer = Bureau.ok(Bureau.send(module, Instruction.USE_KEY, 0, asked));
    byte[] expected =
        TransactionKeys.mac(
            bureau.crypto, module.serialNumber(), 1, record.key(), challenge.toArray());
    return Arrays.equals(
        answer, new KeyAnswer(1, record.keyVersion(), Bytes.of(expected)).encode());
  }

  private void survive(String fault, Optional<Path> store, boolean renewal) {
    var module = bureau.module("cut-" + modules++, store, 0, "");
    bureau.unit.kind = Order.Kind.FIRST;
    if (renewal) {
      assertThat(attempt(module)).as("the first run").isTrue();
      bureau.unit.kind = Order.Kind.RENEWAL;
    }
    long commits = module.commits();
    var before = Bureau.status(module);
    module.arm(Fault.parse(fault));
    boolean done = attempt(module);
    felt += done ? 0 : 1;
    module.disarm();
    module.powerCycle();
    var after = Bureau.status(module);
    boolean changed = !after.order().equals(before.order());
    if (!changed) {
      assertThat(after)
          .as(fault)
          .usingRecursiveComparison()
          .ignoringFields("failures")
          .isEqualTo(before);
    } else if (after.state() == LifeCycle.OPERATIONAL) {
      assertThat(module.commits() - commits).as(fault).isLessThanOrEqualTo(2);
    } else {
      assertThat(after.state()).as(fault).isEqualTo(LifeCycle.IDENTIFIED);
      assertThat(renewal).as(fault).isTrue();
    }
    if (done) {
      assertThat(after.state()).as(fault).isEqualTo(LifeCycle.OPERATIONAL);
    }
    bureau.unit.kind = Order.Kind.RENEWAL;
    assertThat(attempt(module)).as("the run after " + fault).isTrue();
    assertThat(Bureau.status(module).order())
        .as("books and module after " + fault)
        .contains(bureau.unit.active.get(module.serialNumber()));
    assertThat(bureau.unit.open).as("open after " + fault).isEmpty();
  }

  private boolean attempt(SimulatedModule module) {
    try {
      if (bureau.unit.policy.tan()) {
        bureau.unit.tan = Optional.of(TAN);
        try (var tan = KeyMaterial.copyOf(TAN)) {
          module.enterTan(tan);
        }
      }
      return bureau.personalize(bureau.unit, Bureau.link(module, new ArrayList<>())).confirmed();
    } catch (LinkException | ModuleException | Refusal e) {
      return false;
    }
  }
}
