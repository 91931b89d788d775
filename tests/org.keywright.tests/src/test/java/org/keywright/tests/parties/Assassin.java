// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

/** Serves units, and kills its client's program at a command that it was told. */
final class Assassin implements UnitServer.Directory {
  private static final int CHAINED = 0x10;

  private final UnitServer.Directory units;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  /** Whom it kills; it waits for that. */
  volatile CompletableFuture<Process> victim = new CompletableFuture<>();

  /** Whether it has. */
  volatile boolean struck;

  private volatile Instruction at = Instruction.ISSUE;
  private volatile boolean after;

  Assassin(UnitServer.Directory units) {
    this.units = units;
  }

  /**
   * Says when to kill the next one.
   *
   * @param instruction at such a command
   * @param number at which of them, from 1
   * @param afterwards whether the unit carries it out before, though its answer does not arrive
   */
  void aim(Instruction instruction, int number, boolean afterwards) {
    victim = new CompletableFuture<>();
    struck = false;
    at = instruction;
    after = afterwards;
    left.set(number);
  }

  @Override
  public Optional<ApduResponder> connect(String name) {
    return units.connect(name).map(Watched::new);
  }

  private final class Watched implements ApduResponder {
    private final ApduResponder unit;

    Watched(ApduResponder unit) {
      this.unit = unit;
    }

    @Override
    public Atr atr() {
      return unit.atr();
    }

    @Override
    public byte[] respond(byte[] command) throws LinkException {
      boolean meant = (command[1] & 0xFF) == at.ins() && (command[0] & CHAINED) == 0;
      boolean kill = meant && left.decrementAndGet() == 0;
      if (kill && !after) {
        kill();
      }
      byte[] answer = unit.respond(command);
      if (kill && after) {
        kill();
      }
      return answer;
    }

    private void kill() {
      Process process = victim.join();
      struck = true;
      process.destroyForcibly().onExit().join();
    }
  }
}
