// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandAssembler;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** A unit with its power switch, around the program of its role. */
class PoweredUnit implements SimulatedUnit {
  private static final int FLOOD_LENGTH = 65_000;
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
  private static final byte[] NO_ANSWER = {0x6F, 0x00};

  private final String name;
  private final Role role;
  private final Atr atr;
  private final UnitProgram program;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition switched = lock.newCondition();
  private final ArmedFaults faults = new ArmedFaults();
  private final long delayNanos;
  private byte[] lastAnswer = NO_ANSWER;
  private int generation;
  private long commands;
  private long connects;

  /**
   * Makes a unit that is on.
   *
   * @param delay how late a delayed answer comes
   */
  PoweredUnit(String name, Role role, Atr atr, UnitProgram program, Duration delay) {
    this.name = name;
    this.role = role;
    this.atr = atr;
    this.program = program;
    this.delayNanos = delay.toNanos();
  }

  /** Another unit with a copy of this one's memory, switched off. */
  PoweredUnit copy(String other) {
    lock.lock();
    try {
      UnitProgram copied =
          program
              .copy()
              .orElseThrow(
                  () -> new IllegalArgumentException("a unit of role " + role + " is not copied"));
      return new PoweredUnit(other, role, atr, copied, Duration.ofNanos(delayNanos));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role role() {
    return role;
  }

  @Override
  public Atr atr() {
    return atr;
  }

  @Override
  public SerialNumber serialNumber() {
    lock.lock();
    try {
      return program.serialNumber();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String summary() {
    lock.lock();
    try {
      return program.summary();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void powerCycle() {
    lock.lock();
    try {
      switchOff();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void arm(Fault fault) {
    lock.lock();
    try {
      faults.add(fault);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void disarm() {
    lock.lock();
    try {
      faults.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long commands() {
    lock.lock();
    try {
      return commands;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long commits() {
    lock.lock();
    try {
      return program.memory().commits();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] image() {
    lock.lock();
    try {
      return program.memory().image();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Connection connect() {
    lock.lock();
    try {
      connects++;
      switched.signalAll();
      return new Connection(generation);
    } finally {
      lock.unlock();
    }
  }

  /** All connections are dead from here on, and the volatile memory is lost. */
  private void switchOff() {
    generation++;
    // First, because a state file that cannot be read must not leave anybody waiting.
    switched.signalAll();
    program.reset();
  }

  /** What a unit says to a command or a message, which it carries out for that. */
  interface Answering {
    byte[] answer();
  }

  /** What a unit does of its own accord, under its lock. */
  interface Work<R> {
    R run() throws Refusal;
  }

  /** One link's end in the unit; all of them see the same memory. */
  final class Connection implements ApduResponder {
    private final int born;
    private boolean abandoned;
    private Duration patience = FOREVER;
    private final CommandAssembler assembler = new CommandAssembler(TlvReader.LIMIT);

    Connection(int born) {
      this.born = born;
    }

    @Override
    public Atr atr() {
      return atr;
    }

    @Override
    public byte[] respond(byte[] command) throws LinkException {
      int instruction = command.length > 1 ? command[1] & 0xFF : -1;
      return exchange(instruction, () -> assembler.respond(command, program::execute));
    }

    /**
     * Lets the unit answer something, with the faults that are armed for it.
     *
     * @param instruction by which faults know it: the instruction byte, or the tag of a message
     */
    byte[] exchange(int instruction, Answering unit) throws LinkException {
      lock.lock();
      try {
        requirePower();
        commands++;
        var struck = faults.strike(instruction);
        byte[] answer = struck.isEmpty() ? unit.answer() : answer(unit, struck.get());
        lastAnswer = answer;
        return answer;
      } catch (PowerCut e) {
        switchOff();
        throw new LinkException(name + ": " + e.getMessage());
      } finally {
        lock.unlock();
      }
    }

    /** Ends each call that takes longer; a connection that was not told so waits for ever. */
    void answerWithin(Duration limit) {
      lock.lock();
      try {
        patience = limit;
      } finally {
        lock.unlock();
      }
    }

    /** The link is closed: a call that hangs in the unit ends. */
    void abandon() {
      lock.lock();
      try {
        abandoned = true;
        switched.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Has the unit note something, unless that is lost with its power. */
    void ifPowered(Runnable work) {
      lock.lock();
      try {
        if (born == generation) {
          work.run();
        }
      } finally {
        lock.unlock();
      }
    }

    private void requirePower() throws LinkException {
      if (born != generation) {
        throw new LinkException(name + " was switched off");
      }
    }

    /** Lets the unit do something of its own accord, which no fault strikes. */
    <R> R within(Work<R> work) throws LinkException, Refusal {
      lock.lock();
      try {
        requirePower();
        return work.run();
      } finally {
        lock.unlock();
      }
    }

    private byte[] answer(Answering unit, Fault fault) throws LinkException {
      return switch (fault.kind()) {
        case CUT_BEFORE -> throw new PowerCut("before the command");
        case CUT_BEFORE_COMMIT -> answerWith(unit, NonVolatile.CommitFault.CUT_BEFORE, fault);
        case CUT_INSIDE -> answerWith(unit, NonVolatile.CommitFault.CUT_INSIDE, fault);
        case CUT_AFTER -> {
          answerWith(unit, NonVolatile.CommitFault.CUT_AFTER, fault);
          throw new PowerCut("after the command");
        }
        case WRITE_FAILS -> answerWith(unit, NonVolatile.CommitFault.WRITE_FAILS, fault);
        case LOSE_ANSWER -> {
          unit.answer();
          throw new LinkException(name + ": the answer was lost");
        }
        case STALL -> {
          unit.answer();
          long since = connects;
          hold(Long.MAX_VALUE, () -> connects != since);
          throw new LinkException(name + " stalled until another link was opened");
        }
        case DELAY_ANSWER -> {
          byte[] late = unit.answer();
          hold(delayNanos, () -> false);
          yield late;
        }
        case CORRUPT_ANSWER -> corrupted(unit.answer());
        case REPLAY_ANSWER -> {
          byte[] before = lastAnswer;
          unit.answer();
          yield before;
        }
        case GARBAGE -> garbage(40);
        case FLOOD -> garbage(FLOOD_LENGTH);
      };
    }

    private byte[] answerWith(Answering unit, NonVolatile.CommitFault strikes, Fault fault) {
      program.memory().strike(strikes, fault.commit());
      try {
        return unit.answer();
      } finally {
        program.memory().strike(NonVolatile.CommitFault.NONE, 0);
      }
    }

    /**
     * Holds an answer back, while other connections find the unit free.
     *
     * @throws LinkException if the client waits no longer, for whatever reason
     */
    private void hold(long nanos, BooleanSupplier enough) throws LinkException {
      long left = Math.min(nanos, patience.toNanos());
      try {
        while (left > 0 && !abandoned && born == generation && !enough.getAsBoolean()) {
          left = switched.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LinkException(name + ": the thread was interrupted", e);
      }
      requirePower();
      if (abandoned) {
        throw new LinkException(name + ": the link was closed");
      } else if (left <= 0 && nanos >= patience.toNanos()) {
        throw new LinkException(name + ": no answer within " + shown(patience));
      }
    }

    private static String shown(Duration limit) {
      return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private byte[] corrupted(byte[] answer) {
      byte[] changed = answer.clone();
      changed[(int) (commands % changed.length)] ^= 0x04;
      return changed;
    }

    private byte[] garbage(int length) {
      byte[] random = new byte[length];
      new Random(name.hashCode() * 31L + commands).nextBytes(random);
      return random;
    }
  }
}
