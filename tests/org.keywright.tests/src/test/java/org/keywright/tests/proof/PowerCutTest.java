// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.UnitStatus.PlaceState;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.proof.Scene.Broken;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Every fault at every command and commit of everything that changes a unit. Afterwards the unit is
 * in the old state or in the new one, one question tells which, three commands settle it, and
 * nothing was done twice.
 */
class PowerCutTest {
  private final TestCrypto crypto = new TestCrypto();
  private int tried;
  private int broken;

  @Test
  void inMemory() throws Exception {
    everyFault(Optional.empty());
  }

  @Test
  void inFiles(@TempDir Path folder) throws Exception {
    everyFault(Optional.of(folder));
  }

  private void everyFault(Optional<Path> folder) throws IOException {
    var changes =
        List.<Change>of(
            new Change.Load(),
            new Change.Erase(),
            new Change.RaiseFloor(),
            new Change.LoadFirstUnit(),
            new Change.Destroy(),
            new Change.InstallSet(),
            new Change.InstallUnit());
    var wrong = new ArrayList<String>();
    for (Change change : changes) {
      for (Instruction command : change.commands()) {
        for (Fault.Kind kind : Fault.Kind.values()) {
          // An interrupted thread cannot write files; what a stall does to memory is known then.
          if (folder.isEmpty() || kind != Fault.Kind.STALL) {
            Optional<Path> own = Optional.empty();
            if (folder.isPresent()) {
              own = Optional.of(Files.createDirectory(folder.get().resolve("" + tried)));
            }
            var fault = new Fault(kind, OptionalInt.of(command.ins()), 1);
            survive(change, command, fault, new Scene(crypto, own), wrong);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(broken).as("faults that were felt").isGreaterThan(tried * 3 / 4);
    assertThat(tried).isGreaterThan(folder.isEmpty() ? 150 : 135);
  }

  private void survive(
      Change change, Instruction command, Fault fault, Scene scene, List<String> wrong) {
    tried++;
    boolean first = change.first(command);
    SimulatedUnit unit =
        first ? scene.as() : change instanceof Change.InstallUnit ? scene.blank() : scene.ei();
    scene.arm(unit, fault);
    boolean broke = breaks(change, scene);
    broken += broke ? 1 : 0;
    scene.calm();
    scene.reopen();
    try {
      if (!(change instanceof Change.Erase) && !(change instanceof Change.InstallSet)) {
        requireOldOrNew(scene);
      }
      long atFirst = scene.commands(true);
      long atSecond = scene.commands(false);
      boolean done = change.done(scene);
      if (!broke && !done && fault.kind() != Fault.Kind.REPLAY_ANSWER) {
        wrong.add(change + " " + fault + ": said done, and was not");
      }
      if (!done) {
        change.attempt(scene);
      }
      if (scene.commands(true) - atFirst > 3 || scene.commands(false) - atSecond > 3) {
        wrong.add(change + " " + fault + ": it took more than three commands");
      }
      if (!change.done(scene)) {
        wrong.add(change + " " + fault + ": not done in the end");
      }
      // EXPORTKEY alone is repeated, because its answer may be lost: a number is spent, no more.
      long more = scene.commits() - change.commits();
      if (more < 0 || more > (change instanceof Change.Load ? 1 : 0)) {
        wrong.add(change + " " + fault + ": " + scene.commits() + " commits");
      }
      if (change instanceof Change.Load && !holds(scene, 2)) {
        wrong.add(change + " " + fault + ": the key does not work");
      }
    } catch (Broken e) {
      wrong.add(change + " " + fault + ": stuck with " + e.getMessage());
    }
  }

  private static boolean breaks(Change change, Scene scene) {
    try {
      change.attempt(scene);
      return false;
    } catch (Broken e) {
      return true;
    }
  }

  /** Status, receipt and the key itself say the same, whichever it is. */
  private static void requireOldOrNew(Scene scene) throws Broken {
    var place = Change.status(scene, scene.ei()).places().getFirst();
    byte[] receipt = scene.send(scene.ei(), Instruction.GET_LOAD_STATUS, 0, Change.PLACE);
    if (place.state() != PlaceState.LOADED
        || place.keyVersion() != Change.version(receipt)
        || scene.commits() > 0 && place.keyVersion() == 2 && !holds(scene, 2)) {
      throw new Broken("a state that is neither old nor new: " + place);
    }
  }

  private static boolean holds(Scene scene, int ref1) {
    return Observed.use(scene.ei(), 1).equals(Observed.reference(scene.as(), scene.ei(), ref1, 1));
  }
}
