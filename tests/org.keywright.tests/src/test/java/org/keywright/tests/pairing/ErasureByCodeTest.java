// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.SecuredRoom;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/** A user frees a place without the centre's order: with its code, at a host that is paired. */
class ErasureByCodeTest {
  private final PairingFleet fleet = new PairingFleet();
  private final SimulatedUnit module = fleet.module("MS-1", 3, withoutWaiting());
  private final SimulatedUnit first = fleet.host("MH-1");
  private final SimulatedUnit second = fleet.host("MH-2");
  private final SerialNumber gone = first.serialNumber();

  private static PolicySettings withoutWaiting() {
    var usual = PolicySettings.DEFAULT;
    return new PolicySettings(
        usual.floor(),
        usual.victims(),
        usual.start(),
        usual.codes(),
        usual.completesHalf(),
        usual.keepsCryptogram(),
        0,
        usual.hostGenerations());
  }

  private Meeting session() throws Exception {
    var meeting = new Meeting(module, second);
    meeting.verify(meeting.greeted(meeting.hello(), Instruction.VERIFY));
    return meeting;
  }

  private void pairBoth() {
    assertThat(fleet.contact(module, first)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(fleet.contact(module, second)).isInstanceOf(ContactOutcome.Paired.class);
  }

  private KeyMaterial code(SerialNumber host, long index) throws Exception {
    try (Key moduleKey = fleet.moduleKey(module.serialNumber());
        Key codeKey = PairingKeys.codeKey(fleet.suite, moduleKey, module.serialNumber())) {
      return PairingCodes.erasure(
          fleet.suite, codeKey, CodeRule.DEFAULT, module.serialNumber(), host, index);
    }
  }

  private ResponseApdu erase(Meeting meeting, SerialNumber host, KeyMaterial code) {
    try (code) {
      byte[] request = Meeting.ok(meeting.host(SecuredRoom.enterErasureCode(host, code)));
      return meeting.module(Instruction.ERASE_BY_CODE, request);
    }
  }

  private static String status(ResponseApdu answer) {
    return answer.status().hex();
  }

  private Bytes hosts() {
    var all = new StringBuilder();
    fleet.table(module).rows().stream()
        .map(PairingRow::host)
        .forEach(host -> all.append(host.value().hex()));
    return Bytes.ofHex(all.toString());
  }

  @Test
  void theRightCodeErasesThePlaceAndTheHostHearsIt() throws Exception {
    pairBoth();
    var meeting = session();

    var answer = erase(meeting, gone, code(gone, 2));

    assertThat(Meeting.ok(meeting.host(Instruction.OPEN, Meeting.ok(answer))))
        .isEqualTo(new byte[] {(byte) 0xB7, 0});
    assertThat(hosts()).isEqualTo(second.serialNumber().value());
    var now = PairingFleet.status(module);
    assertThat(now.index()).as("N only grows").isEqualTo(2);
    assertThat(now.triesLeft()).isEqualTo(PairingCodes.TRIES);
    assertThat(fleet.contact(module, second)).isInstanceOf(ContactOutcome.Verified.class);
    assertThat(fleet.contact(module, first)).isInstanceOf(ContactOutcome.Paired.class);
  }

  @Test
  void aCodeIsForOneHostOneIndexAndErasingAlone() throws Exception {
    pairBoth();

    assertThat(status(erase(session(), gone, code(second.serialNumber(), 2)))).isEqualTo("63C2");
    assertThat(status(erase(session(), gone, code(gone, 1)))).isEqualTo("63C1");
    assertThat(
            status(
                erase(
                    session(), gone, fleet.code(CodeRule.DEFAULT, module.serialNumber(), gone, 2))))
        .isEqualTo("6983");
    assertThat(status(erase(session(), gone, code(gone, 2)))).isEqualTo("6983");
    assertThat(fleet.table(module).rows()).hasSize(2);
  }

  @Test
  void anErasedPlaceIsNotErasedAgainByTheSameCode() throws Exception {
    pairBoth();
    Meeting.ok(erase(session(), gone, code(gone, 2)));

    assertThat(status(erase(session(), gone, code(gone, 2)))).isEqualTo("6A88");

    assertThat(fleet.contact(module, first)).isInstanceOf(ContactOutcome.Paired.class);
    assertThat(status(erase(session(), gone, code(gone, 2)))).isEqualTo("63C2");
  }

  @Test
  void withoutASessionNothingIsErased() throws Exception {
    pairBoth();
    var meeting = session();
    byte[] request = Meeting.ok(meeting.host(SecuredRoom.enterErasureCode(gone, code(gone, 2))));

    module.powerCycle();

    var another = new Meeting(module, second);
    assertThat(status(another.module(Instruction.ERASE_BY_CODE, request))).isEqualTo("6982");
    another.hello();
    assertThat(status(another.module(Instruction.ERASE_BY_CODE, request))).isEqualTo("6982");
    assertThat(fleet.table(module).rows()).hasSize(2);
  }

  @Test
  void everyBitOfTheRequestIsProtectedAndCostsNoTry() throws Exception {
    pairBoth();
    byte[] request = Meeting.ok(session().host(SecuredRoom.enterErasureCode(gone, code(gone, 2))));

    for (int bit = 0; bit < 8 * request.length; bit += 5) {
      var meeting = session();
      byte[] own = Meeting.ok(meeting.host(SecuredRoom.enterErasureCode(gone, code(gone, 2))));
      assertThat(status(meeting.module(Instruction.ERASE_BY_CODE, Meeting.flipped(own, bit))))
          .as("bit %d", bit)
          .isIn("6988", "6A80");
    }
    assertThat(status(session().module(Instruction.ERASE_BY_CODE, request))).isEqualTo("6988");
    assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(PairingCodes.TRIES);
    assertThat(fleet.table(module).rows()).hasSize(2);
  }

  @Test
  void aTryIsCountedBeforeTheCodeIsLookedAtAndAPowerCutGivesNoneBack() throws Exception {
    pairBoth();
    var meeting = session();
    module.arm(Fault.parse("cut-before-commit@4E#1.2"));

    assertThatThrownBy(() -> erase(meeting, gone, code(gone, 2)))
        .isInstanceOf(Meeting.CutOff.class);

    assertThat(PairingFleet.status(module).triesLeft()).isEqualTo(2);
    assertThat(fleet.table(module).rows()).hasSize(2);
    Meeting.ok(erase(session(), gone, code(gone, 2)));
    assertThat(PairingFleet.status(module).triesLeft())
        .as("it gives back the try that it took, and no other")
        .isEqualTo(2);
  }

  @Test
  void aHostMayHaveItsOwnPlaceErasedAndIsNotPairedThen() throws Exception {
    pairBoth();
    var meeting = session();
    var own = second.serialNumber();

    Meeting.ok(meeting.host(Instruction.OPEN, Meeting.ok(erase(meeting, own, code(own, 2)))));

    assertThat(hosts()).isEqualTo(gone.value());
    assertThat(status(meeting.module(Instruction.DATA, new byte[0]))).isEqualTo("6982");
  }
}
