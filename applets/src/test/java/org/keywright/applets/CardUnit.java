// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javacard.framework.Applet;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** A card with one of the applets, as the unit that the applet is. */
final class CardUnit implements SimulatedUnit {
  /** T=1, and nothing about what the card can do: commands come short, and in chains. */
  private static final Atr ATR = Atr.of(new byte[] {0x3B, (byte) 0x80, 0x01, (byte) 0x81});

  final CardRuntime card;
  private final String name;
  private final Role role;
  private final SerialNumber serialNumber;
  private final List<Waiting> faults = new ArrayList<>();
  private long commands;
  private int generation;

  /** A fault, and how many commands it still lets pass. */
  private record Waiting(Fault fault, int left) {}

  CardUnit(String name, Role role, SerialNumber serialNumber) {
    this(name, role, serialNumber, applet(role));
  }

  /** A card with an applet that was loaded by others. */
  CardUnit(String name, Role role, SerialNumber serialNumber, Class<? extends Applet> applet) {
    this.name = name;
    this.role = role;
    this.serialNumber = serialNumber;
    this.card =
        new CardRuntime(
            applet, Application.valueOf(role.name()).aid(), serialNumber.value().toArray());
  }

  static Class<? extends Applet> applet(Role role) {
    return switch (role) {
      case AS -> FirstUnit.class;
      case EI -> SecondUnit.class;
      case MS -> RemovableModule.class;
      default -> throw new IllegalArgumentException("there is no applet of role " + role);
    };
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
    return ATR;
  }

  @Override
  public SerialNumber serialNumber() {
    return serialNumber;
  }

  @Override
  public String summary() {
    return "an applet";
  }

  /** A card keeps its volatile memory from one connection to the next, as long as it has power. */
  @Override
  public ApduResponder connect() {
    int born = generation;
    return new ApduResponder() {
      @Override
      public Atr atr() {
        return ATR;
      }

      @Override
      public byte[] respond(byte[] command) throws LinkException {
        if (born != generation) {
          throw new LinkException(name + " was switched off");
        }
        return answer(command);
      }
    };
  }

  private synchronized byte[] answer(byte[] command) throws LinkException {
    commands++;
    var fault = strike(command.length > 1 ? command[1] & 0xFF : -1);
    try {
      fault.ifPresent(this::prepare);
      byte[] answer = card.exchange(command);
      if (fault.isPresent() && fault.get().kind() != Fault.Kind.WRITE_FAILS) {
        powerCycle();
        throw new LinkException(name + ": no power after the command");
      }
      return answer;
    } catch (CardRuntime.PowerLoss e) {
      generation++;
      throw new LinkException(name + ": " + e.getMessage(), e);
    } finally {
      card.strike(CardRuntime.Strike.NONE, 0);
    }
  }

  private void prepare(Fault fault) {
    switch (fault.kind()) {
      case CUT_BEFORE -> {
        card.powerOn();
        throw new CardRuntime.PowerLoss();
      }
      case CUT_BEFORE_COMMIT, CUT_INSIDE ->
          card.strike(CardRuntime.Strike.POWER_GOES_BEFORE, fault.commit());
      case CUT_AFTER -> card.strike(CardRuntime.Strike.POWER_GOES_AFTER, fault.commit());
      case WRITE_FAILS -> card.strike(CardRuntime.Strike.WRITE_FAILS, fault.commit());
      default -> throw new IllegalArgumentException("no card does " + fault);
    }
  }

  private Optional<Fault> strike(int instruction) {
    for (int i = 0; i < faults.size(); i++) {
      var waiting = faults.get(i);
      var wanted = waiting.fault.instruction();
      if (wanted.isEmpty() || wanted.getAsInt() == instruction) {
        if (waiting.left == 1) {
          faults.remove(i);
          return Optional.of(waiting.fault);
        }
        faults.set(i, new Waiting(waiting.fault, waiting.left - 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void powerCycle() {
    generation++;
    card.powerOn();
  }

  @Override
  public void arm(Fault fault) {
    faults.add(new Waiting(fault, fault.nth()));
  }

  @Override
  public void disarm() {
    faults.clear();
  }

  @Override
  public long commands() {
    return commands;
  }

  @Override
  public long commits() {
    return card.commits();
  }

  @Override
  public byte[] image() {
    return card.image();
  }
}
