// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.RowState;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * A fault at every command and every commit: N and place never disagree, a try that was counted
 * stays counted, and another contact always gets through.
 */
class PairingPowerCutTest {
  private static final List<Instruction> OF_MODULE =
      List.of(Instruction.HELLO, Instruction.PAIR, Instruction.CODE, Instruction.VERIFY);
  private static final List<Instruction> OF_HOST =
      List.of(
          Instruction.BEGIN,
          Instruction.GREETED,
          Instruction.ASKED,
          Instruction.ENTER_CODE,
          Instruction.PAIRED,
          Instruction.VERIFIED);
  private static final List<Instruction> ORDERS =
      List.of(
          Instruction.SET_POLICY,
          Instruction.LIST,
          Instruction.ERASE,
          Instruction.LOCK,
          Instruction.UNBLOCK);

  private final TestCrypto crypto = new TestCrypto();
  private int tried;
  private int felt;

  @Test
  void aContactInMemory() throws Exception {
    everyContact(Optional.empty());
  }

  @Test
  void aContactInFiles(@TempDir Path folder) throws Exception {
    everyContact(Optional.of(folder));
  }

  private void everyContact(Optional<Path> folder) throws Exception {
    for (Instruction command : OF_MODULE) {
      for (Fault fault : faults(command, command == Instruction.CODE ? 2 : 1)) {
        contact(fault, true, own(folder));
      }
    }
    for (Instruction command : OF_HOST) {
      for (Fault fault : faults(command, 1)) {
        contact(fault, false, own(folder));
      }
    }
    assertThat(tried).isGreaterThan(100);
    assertThat(felt).as("faults that were felt").isGreaterThan(tried * 3 / 4);
  }

  private static List<Fault> faults(Instruction command, int commits) {
    var faults = new ArrayList<Fault>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      for (int commit = 1; commit <= commits; commit++) {
        if (kind != Fault.Kind.STALL && kind != Fault.Kind.DELAY_ANSWER) {
          faults.add(new Fault(kind, OptionalInt.of(command.ins()), 1, commit));
        }
      }
    }
    return faults;
  }

  private Optional<Path> own(Optional<Path> folder) throws IOException {
    tried++;
    return folder.isEmpty()
        ? folder
        : Optional.of(Files.createDirectory(folder.get().resolve("" + tried)));
  }

  private void contact(Fault fault, boolean atModule, Optional<Path> store) throws Exception {
    var estate = new PairingFleet(crypto);
    var policy = PolicyRecord.of(PairingUnitsTest.withoutWaiting());
    var module = estate.module("M", 2, policy, 0, store);
    var host = estate.host("H", store);
    (atModule ? module : host).arm(fault);
    felt += broken(estate, module, host) ? 1 : 0;
    module.disarm();
    host.disarm();
    agrees(estate.table(module), fault);
    int tries = estate.table(module).triesLeft();
    module.powerCycle();
    host.powerCycle();
    assertThat(estate.table(module).triesLeft()).as("%s", fault).isEqualTo(tries);

    assertThat(estate.contact(module, host)).as("%s", fault).isNotInstanceOf(refused());
    assertThat(estate.contact(module, host))
        .as("%s", fault)
        .isInstanceOf(ContactOutcome.Verified.class);
    var table = estate.table(module);
    agrees(table, fault);
    assertThat(table.index()).as("%s: no second call was needed", fault).isEqualTo(1);
    assertThat(table.rows().getFirst().state()).isEqualTo(RowState.PAIRED);
  }

  private static Class<ContactOutcome.Refused> refused() {
    return ContactOutcome.Refused.class;
  }

  private static boolean broken(PairingFleet estate, SimulatedUnit module, SimulatedUnit host) {
    try (var ms = estate.fleet.transports.open(new Endpoint("sim", module.name()));
        var mh = estate.fleet.transports.open(new Endpoint("sim", host.name()))) {
      return new Contact(ms, mh).run(estate.centre()) instanceof ContactOutcome.Refused;
    } catch (LinkException | ModuleException e) {
      return true;
    }
  }

  /** One row and N = 1, or none and N = 0; tries are missing only where none was paired. */
  private static void agrees(PairingTable table, Fault fault) {
    assertThat(table.rows()).as("%s", fault).hasSize((int) table.index());
    assertThat(table.index()).isLessThan(2);
    table.rows().forEach(row -> assertThat(row.index()).isZero());
    assertThat(table.triesLeft()).isBetween(table.index() == 1 ? 3 : 2, 3);
  }

  @Test
  void ordersInMemory() throws Exception {
    everyOrder(Optional.empty());
  }

  @Test
  void ordersInFiles(@TempDir Path folder) throws Exception {
    everyOrder(Optional.of(folder));
  }

  private void everyOrder(Optional<Path> folder) throws Exception {
    for (Instruction command : ORDERS) {
      for (Fault fault : faults(command, 1)) {
        order(command, fault, own(folder));
      }
    }
  }

  private void order(Instruction command, Fault fault, Optional<Path> store) throws Exception {
    var estate = new PairingFleet(crypto);
    var policy = PolicyRecord.of(PairingUnitsTest.withoutWaiting());
    var module = estate.module("M", 2, policy, 0, store);
    var host = estate.host("H");
    estate.contact(module, host);
    estate.contact(module, estate.host("I"), estate.wrong());
    var before = estate.table(module);
    try (var orders = estate.orders(module)) {
      var name = host.serialNumber();
      byte[] sent =
          (switch (command) {
                case SET_POLICY -> orders.setPolicy(9, PolicyRecord.DEFAULT);
                case LIST -> orders.list(9, 0);
                case ERASE -> orders.erase(9, name);
                case LOCK -> orders.lock(9, name, true);
                default -> orders.unblock(9);
              })
              .toBytes();
      module.arm(fault);
      try {
        TestFleet.send(module, sent);
      } catch (UncheckedIOException e) {
        // The power went, or the answer was lost.
      }
      module.disarm();
      var status = PairingFleet.status(module);
      boolean done = status.serial() == 9;
      int again = TestFleet.send(module, sent).status().value();
      assertThat(again).as("%s", fault).isEqualTo(done ? 0x9E05 : 0x9000);
      assertThat(PairingFleet.status(module).serial()).isEqualTo(9);
    }
    assertThat(estate.table(module).equals(before))
        .as("%s %s", command, fault)
        .isEqualTo(command == Instruction.LIST || command == Instruction.SET_POLICY);
  }

  /** What happens to one try of a code. */
  private enum Try {
    WRONG,
    CUT_WHEN_COUNTED,
    CUT_BEFORE_COUNTING
  }

  @Test
  void wrongCodesBlockExactlyAfterThreeWhateverIsCut() throws Exception {
    int length = 5;
    int all = (int) Math.pow(Try.values().length, length);
    for (int which = 0; which < all; which++) {
      var estate = new PairingFleet(crypto);
      var module = estate.module("M", 1, PairingUnitsTest.withoutWaiting());
      var host = estate.host("H");
      int left = 3;
      for (int i = 0, rest = which; i < length; i++, rest /= Try.values().length) {
        boolean blocked = left == 0;
        var what = blocked ? Try.WRONG : Try.values()[rest % Try.values().length];
        left -= blocked || what == Try.CUT_BEFORE_COUNTING ? 0 : 1;
        int expected =
            blocked ? 0x6983 : what != Try.WRONG ? -1 : left == 0 ? 0x6983 : 0x63C0 | left;
        assertThat(one(estate, module, host, what)).as("%d, try %d", which, i).isEqualTo(expected);
        module.disarm();
        assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(left);
      }
      assertThat(estate.contact(module, host) instanceof ContactOutcome.Paired).isEqualTo(left > 0);
    }
  }

  private static int one(PairingFleet estate, SimulatedUnit module, SimulatedUnit host, Try what) {
    switch (what) {
      case WRONG -> module.disarm();
      case CUT_WHEN_COUNTED -> module.arm(Fault.parse("cut-after@56#1"));
      case CUT_BEFORE_COUNTING -> module.arm(Fault.parse("cut-inside@56#1"));
    }
    // The codes whose trying is cut off are right ones: that they are must not matter.
    CodeSource codes = what == Try.WRONG ? estate.wrong() : estate.centre();
    try (var ms = estate.fleet.transports.open(new Endpoint("sim", module.name()));
        var mh = estate.fleet.transports.open(new Endpoint("sim", host.name()))) {
      return new Contact(ms, mh).run(codes) instanceof ContactOutcome.Refused refused
          ? refused.status().value()
          : 0x9000;
    } catch (LinkException e) {
      return -1;
    } catch (ModuleException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHalfPairingIsCompletedWithTheSameCodeOncePerPowerUp() {
    var estate = new PairingFleet(crypto);
    var module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
    var host = estate.host("H");
    assertThat(lost(estate, module, host)).isEqualTo(0);
    assertThat(lost(estate, module, host)).as("completed, and lost again").isEqualTo(0);
    assertThat(lost(estate, module, host)).as("not a second time").isEqualTo(1);
    module.powerCycle();
    assertThat(estate.contact(module, host))
        .as("the same call still helps")
        .isEqualTo(
            new ContactOutcome.Paired(
                module.serialNumber(), host.serialNumber(), 1, RowState.HALF));
    assertThat(PairingFleet.status(module).index()).isEqualTo(2);
    assertThat(estate.table(module).rows()).hasSize(1);
  }

  @Test
  void completingAPairingGivesNoTriesBack() {
    var estate = new PairingFleet(crypto);
    var module = estate.module("M", 2, PairingUnitsTest.withoutWaiting());
    var host = estate.host("H");
    lost(estate, module, host);
    estate.contact(module, estate.host("I"), estate.wrong());
    assertThat(lost(estate, module, host)).isEqualTo(0);
    assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(2);
  }

  /** A pairing whose key the host loses; the index that it was for. */
  private static long lost(PairingFleet estate, SimulatedUnit module, SimulatedUnit host) {
    var meeting = new Meeting(module, host);
    var prompt = meeting.ask();
    var rule = PairingUnitsTest.withoutWaiting().codes();
    var code = estate.code(rule, prompt.module(), prompt.host(), prompt.index());
    Meeting.ok(meeting.code(code));
    return prompt.index();
  }
}
