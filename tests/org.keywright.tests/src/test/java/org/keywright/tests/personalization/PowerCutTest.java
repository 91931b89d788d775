// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
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
      return bureau.personalize(bureau.unit, Bureau.link(module, new ArrayList<>())).confirmed();
    } catch (LinkException | ModuleException | Refusal e) {
      return false;
    }
  }
}
