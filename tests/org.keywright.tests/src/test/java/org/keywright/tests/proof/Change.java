// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.FirstUnitStatus;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.protocol.download.UnitStatus.PlaceState;
import org.keywright.tests.proof.Scene.Broken;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.SimulatedUnit;

/** Something that changes a unit by a few commands. */
sealed interface Change {
  /** The data of a command without data. */
  byte[] NOTHING = {};

  /** The data that name place 1. */
  byte[] PLACE = Leave.place(1);

  /** The commands at which a fault may strike. */
  List<Instruction> commands();

  /** Whether a command goes to the first unit. */
  default boolean first(Instruction command) {
    return command.ins() >= 0x20 && command.ins() < 0x30;
  }

  /** All commands in their order. */
  void attempt(Scene scene) throws Broken;

  /** Asks whether it was done: one command to the unit that changes. */
  boolean done(Scene scene) throws Broken;

  /** Commits that the change takes when nothing goes wrong. */
  int commits();

  /** Replaces the key of version 1 in place 1 by one of version 2. */
  record Load() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(
          Instruction.PREPARE, Instruction.EXPORT_KEY, Instruction.IMPORT_KEY, Instruction.CONFIRM);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      byte[] wanted = new TlvWriter().putNumber(0x83, 1, 2).putNumber(0x82, 2, 2).toBytes();
      byte[] request = scene.send(scene.ei(), Instruction.PREPARE, 1, wanted);
      byte[] message = scene.send(scene.as(), Instruction.EXPORT_KEY, 1, request);
      byte[] receipt = scene.send(scene.ei(), Instruction.IMPORT_KEY, 1, message);
      confirm(scene, receipt);
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      byte[] receipt = scene.send(scene.ei(), Instruction.GET_LOAD_STATUS, 0, PLACE);
      return version(receipt) == 2 && confirm(scene, receipt);
    }

    private static boolean confirm(Scene scene, byte[] receipt) throws Broken {
      scene.send(scene.as(), Instruction.CONFIRM, 0, receipt);
      return true;
    }

    @Override
    public int commits() {
      return 3;
    }
  }

  record Erase() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.GET_CHALLENGE, Instruction.AUTHORISE, Instruction.ERASE_KEY);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      authorised(scene, Instruction.ERASE_KEY, PLACE);
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      return status(scene, scene.ei()).places().getFirst().state() == PlaceState.ERASED;
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  record RaiseFloor() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.GET_CHALLENGE, Instruction.AUTHORISE, Instruction.RAISE_FLOOR);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      authorised(scene, Instruction.RAISE_FLOOR, Leave.floor(1));
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      return status(scene, scene.ei()).floor() == 1;
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  record LoadFirstUnit() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.LOAD);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      scene.send(scene.as(), SecuredRoom.load(1, 2, scene.third));
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      return keys(scene).stream().anyMatch(k -> k.ref1() == 1 && k.keyVersion() == 3);
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  record Destroy() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.DESTROY);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      scene.send(
          scene.as(), Instruction.DESTROY, 0, new TlvWriter().putNumber(0x82, 1, 2).toBytes());
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      return keys(scene).stream().noneMatch(k -> k.ref1() == 1);
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  record InstallSet() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.INSTALL_SET);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      scene.send(scene.as(), SecuredRoom.installSet(Scene.FUEL, 2, scene.nextTransportKey));
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      try {
        return FirstUnitStatus.decode(scene.send(scene.as(), Instruction.STATUS, 0, NOTHING))
            .sets()
            .contains(new FirstUnitStatus.Set(Scene.FUEL, 2, true));
      } catch (TlvException e) {
        throw new Broken(e.getMessage());
      }
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  record InstallUnit() implements Change {
    @Override
    public List<Instruction> commands() {
      return List.of(Instruction.INSTALL_UNIT);
    }

    @Override
    public void attempt(Scene scene) throws Broken {
      var serial = SerialNumber.parse("NEW");
      var places = List.of(PlaceKind.any(1));
      var suite = Bytes.of((byte) 1);
      scene.send(
          scene.blank(),
          SecuredRoom.installUnit(
              serial, Scene.FUEL, 1, suite, 1, true, scene.transportKey, places));
    }

    @Override
    public boolean done(Scene scene) throws Broken {
      return status(scene, scene.blank()).installed();
    }

    @Override
    public int commits() {
      return 1;
    }
  }

  static void authorised(Scene scene, Instruction what, byte[] data) throws Broken {
    byte[] challenge = scene.send(scene.ei(), Instruction.GET_CHALLENGE, 0, NOTHING);
    byte[] order = order(scene, what, data, challenge);
    byte[] mac = scene.send(scene.as(), Instruction.AUTHORISE, 1, order);
    byte[] whole = new TlvWriter().raw(data).put(0x84, challenge).raw(mac).toBytes();
    scene.send(scene.ei(), what, 1, whole);
  }

  static byte[] order(Scene scene, Instruction what, byte[] data, byte[] challenge) {
    return new TlvWriter()
        .put(0x81, scene.ei().serialNumber().value().toArray())
        .put(0x90, Scene.FUEL.value().toArray())
        .putNumber(0x91, 1, 2)
        .put(0x84, challenge)
        .putNumber(0x9B, what.ins(), 1)
        .put(0x9C, data)
        .toBytes();
  }

  static int version(byte[] receipt) throws Broken {
    try {
      return LoadReceipt.decode(receipt).keyVersion();
    } catch (TlvException e) {
      throw new Broken(e.getMessage());
    }
  }

  static UnitStatus status(Scene scene, SimulatedUnit unit) throws Broken {
    try {
      return UnitStatus.decode(scene.send(unit, Instruction.STATUS, 0, NOTHING));
    } catch (TlvException e) {
      throw new Broken(e.getMessage());
    }
  }

  static List<FirstUnitKey> keys(Scene scene) throws Broken {
    try {
      return FirstUnitKey.decode(scene.send(scene.as(), Instruction.LIST_KEYS, 0, NOTHING));
    } catch (TlvException e) {
      throw new Broken(e.getMessage());
    }
  }
}
