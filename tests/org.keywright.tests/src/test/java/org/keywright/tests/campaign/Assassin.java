// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;

/** Serves units, and kills its client's program at a command that it was told. */
public final class Assassin implements UnitServer.Directory {
  private static final int CHAINED = 0x10;

  private final UnitServer.Directory units;
  private final Consumer<byte[]> watching;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private volatile CompletableFuture<Process> victim = new CompletableFuture<>();
  private volatile int at;
  private volatile boolean after;
  private volatile boolean struck;

  /** Serves these units. */
  public Assassin(UnitServer.Directory units) {
    this(units, command -> {});
  }

  /** The same; somebody sees each command of the kind that is aimed at, before it is heard. */
  Assassin(UnitServer.Directory units, Consumer<byte[]> watching) {
    this.units = units;
    this.watching = watching;
  }

  /**
   * Says when to kill the next one.
   *
   * @param instruction at a command with this instruction byte
   * @param number at which of them, from 1
   * @param afterwards whether the unit carries it out before, though its answer does not arrive
   */
  public void aim(int instruction, int number, boolean afterwards) {
    victim = new CompletableFuture<>();
    struck = false;
    at = instruction;
    after = afterwards;
    left.set(number);
  }

  /** Says whom to kill; it waits for that. */
  public void meet(Process process) {
    victim.complete(process);
  }

  /** Whether it has killed. */
  public boolean struck() {
    return struck;
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
      boolean meant = (command[1] & 0xFF) == at && (command[0] & CHAINED) == 0;
      boolean kill = meant && left.decrementAndGet() == 0;
      if (meant) {
        watching.accept(command);
      }
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
