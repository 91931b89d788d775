// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
final class PoweredUnit implements SimulatedUnit {
  private static final int FLOOD_LENGTH = 65_000;
  private static final byte[] NO_ANSWER = {0x6F, 0x00};

  private final String name;
  private final Role role;
  private final Atr atr;
  private final UnitProgram program;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition switched = lock.newCondition();
  private List<ArmedFault> faults = List.of();
  private byte[] lastAnswer = NO_ANSWER;
  private int generation;
  private long commands;
  private long connects;

  PoweredUnit(String name, Role role, Atr atr, UnitProgram program) {
    this.name = name;
    this.role = role;
    this.atr = atr;
    this.program = program;
  }

  /** A fault and how many commands it still lets pass. */
  private static final class ArmedFault {
    private final Fault fault;
    private int left;

    ArmedFault(Fault fault) {
      this.fault = fault;
      this.left = fault.nth();
    }

    boolean strikes(int instruction) {
      return (fault.instruction().isEmpty() || fault.instruction().getAsInt() == instruction)
          && --left == 0;
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
      var more = new ArrayList<>(faults);
      more.add(new ArmedFault(fault));
      faults = more;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void disarm() {
    lock.lock();
    try {
      faults = List.of();
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

  /** One link's end in the unit; all of them see the same memory. */
  final class Connection implements ApduResponder {
    private final int born;
    private boolean abandoned;
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
      lock.lock();
      try {
        requirePower();
        commands++;
        var struck = strike(command.length > 1 ? command[1] & 0xFF : -1);
        byte[] answer = struck.isEmpty() ? answer(command) : answer(command, struck.get());
        lastAnswer = answer;
        return answer;
      } catch (PowerCut e) {
        switchOff();
        throw new LinkException(name + ": " + e.getMessage());
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

    private void requirePower() throws LinkException {
      if (born != generation) {
        throw new LinkException(name + " was switched off");
      }
    }

    private byte[] answer(byte[] command) {
      return assembler.respond(command, program::execute);
    }

    private byte[] answer(byte[] command, Fault.Kind kind) throws LinkException {
      return switch (kind) {
        case CUT_BEFORE -> throw new PowerCut("before the command");
        case CUT_BEFORE_COMMIT -> answerWith(command, NonVolatile.CommitFault.CUT_BEFORE);
        case CUT_INSIDE -> answerWith(command, NonVolatile.CommitFault.CUT_INSIDE);
        case CUT_AFTER -> {
          answerWith(command, NonVolatile.CommitFault.CUT_AFTER);
          throw new PowerCut("after the command");
        }
        case WRITE_FAILS -> answerWith(command, NonVolatile.CommitFault.WRITE_FAILS);
        case LOSE_ANSWER -> {
          answer(command);
          throw new LinkException(name + ": the answer was lost");
        }
        case STALL -> {
          answer(command);
          throw stalled();
        }
        case CORRUPT_ANSWER -> corrupted(answer(command));
        case REPLAY_ANSWER -> {
          byte[] before = lastAnswer;
          answer(command);
          yield before;
        }
        case GARBAGE -> garbage(40);
        case FLOOD -> garbage(FLOOD_LENGTH);
      };
    }

    private byte[] answerWith(byte[] command, NonVolatile.CommitFault fault) {
      program.memory().strikeNext(fault);
      try {
        return answer(command);
      } finally {
        program.memory().strikeNext(NonVolatile.CommitFault.NONE);
      }
    }

    private LinkException stalled() {
      try {
        long since = connects;
        while (!abandoned && connects == since && born == generation) {
          switched.await();
        }
        return new LinkException(name + " stalled until its link was given up");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LinkException(name + " stalled");
      }
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

  private Optional<Fault.Kind> strike(int instruction) {
    for (Iterator<ArmedFault> all = faults.iterator(); all.hasNext(); ) {
      var armed = all.next();
      if (armed.strikes(instruction)) {
        all.remove();
        return Optional.of(armed.fault.kind());
      }
    }
    return Optional.empty();
  }
}
