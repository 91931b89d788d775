// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.ChannelPeer;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.sim.SimulatedModule;

/** Claim 7: in which order a module asks, and that it takes all or nothing. */
final class ChainClaim {
  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof(
            "P7", "the manufacturer's signature is checked first, then the others", this::order));
  }

  String order(Bureau bureau) throws Exception {
    var module = bureau.module();
    int refused = badUnits(bureau, module);
    int defects = defective(bureau, module);
    bureau.inState(module, LifeCycle.IDENTIFIED);
    var other = bureau.unit("unit 2", "central 1");
    bureau.unit.certifying =
        (identity, request, freshness) ->
            new Certified(
                bureau.unit.usual(identity, request, Bytes.of(new byte[32])).module(),
                other.central,
                "localhost:9");
    bureau.unit.forget();
    Bureau.refused(
        "a stale module certificate beside a bad central one",
        bureau.local(bureau.unit, module),
        0x9E37);
    bureau.unit.certifying = bureau.unit::usual;
    bureau.unit.forget();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      bureau.unit.crossCertificate = Optional.of(other.endorsement);
      unit.bending = (tag, message) -> tag == 0xEC ? ModuleClaims.flippedAtEnd(message) : message;
      ModuleClaims.networkRefused(module, unit, 0x9E33);
      bureau.unit.forget();
      bureau.unit.crossCertificate = Optional.of(bureau.unit.endorsement);
      ModuleClaims.networkRefused(module, unit, 0x6988);
    }
    bureau.inState(module, LifeCycle.IDENTIFIED);
    bureau.unit.forget();
    Bureau.confirmed(bureau.local(bureau.unit, module));
    return ("%d units without a good certificate refused before a signature of theirs is looked at"
            + " (9E34, 9E35, 9E36); of two faults at once the earlier check speaks: 9E33 before"
            + " 6988, 9E37 before 9E32; all or nothing: of %d certificates of unit, module and"
            + " central system with a part missing or there twice, or wrongly signed, none was"
            + " taken")
        .formatted(refused, defects);
  }

  /** Units whose certificates do not do, and whose signatures are wrong too. */
  private static int badUnits(Bureau bureau, SimulatedModule module) throws Exception {
    var manufacturer = bureau.manufacturer();
    var foreign = bureau.unit(manufacturer, "South Pay", "unit 3", "c", bureau.days(-1, 80));
    var revoked = bureau.unit("unit 6", "c");
    opened(bureau, module, LinkClaims.stranger(bureau).certificate, 0x9E34);
    opened(bureau, module, foreign.certificate, 0x9E35);
    opened(bureau, module, bureau.unit.central, 0x9E34);
    opened(bureau, module, bureau.root, 0x9E35);
    var list =
        bureau
            .crypto
            .certificates()
            .issueRevocationList(
                manufacturer,
                Map.of(
                    revoked.certificate.serial(),
                    new RevocationList.Revocation(
                        bureau.now().minusSeconds(60), RevocationReason.KEY_COMPROMISE)),
                1,
                bureau.days(-1, 7));
    Observed.ok(
        "the list of revocations",
        bureau.send(module, Instruction.TAKE_REVOCATIONS, list.encoded().toArray()));
    opened(bureau, module, revoked.certificate, 0x9E36);
    outOfDate(bureau, module);
    // A right certificate, and only then the signature counts.
    opened(bureau, module, bureau.unit.certificate, 0x6988);
    bureau.inState(module, LifeCycle.IDENTIFIED);
    return 7;
  }

  /** Opens a channel with a certificate, and a signature that is wrong in any case. */
  private static void opened(Bureau bureau, SimulatedModule module, Certificate shown, int expected)
      throws Exception {
    opened(bureau, module, shown, OptionalInt.of(expected), bureau.pair());
  }

  /** Opens a channel with a certificate that does not do, and the key of whoever. */
  private static void opened(
      Bureau bureau,
      SimulatedModule module,
      Certificate shown,
      OptionalInt expected,
      EcKeyPair pair)
      throws Exception {
    Observed.ok("USER ACT", bureau.send(module, Instruction.USER_ACT, new byte[0]));
    var client =
        new UnitBooks.LocalClient(ChannelPeer.UNIT, shown, pair, KeyPurpose.IDENTITY, bureau);
    try {
      ClientChannel.open(bureau.crypto, new ApduChannel(new Wire(module)), client).close();
      throw new Observed.Otherwise("a channel was opened for " + shown);
    } catch (StatusException e) {
      if (expected.isPresent()) {
        Observed.status(
            "a channel for " + shown, new ResponseApdu(e.status()), expected.getAsInt());
      }
    }
  }

  private static void outOfDate(Bureau bureau, SimulatedModule module) throws Exception {
    var maker = bureau.manufacturer();
    var old = bureau.unit(maker, Bureau.CUSTOMER, "unit 7", "c", bureau.days(-25, -1));
    Bureau.refused("a unit whose time is over", bureau.local(old, module), 0x9E36);
    var early = bureau.unit(maker, Bureau.CUSTOMER, "unit 8", "c", bureau.days(1, 80));
    Bureau.refused("a unit whose time is to come", bureau.local(early, module), 0x9E36);
    var late = bureau.unit("unit 9", "c");
    late.orderLife = Duration.ofMinutes(-5);
    Bureau.refused("an order that has expired", bureau.local(late, module), 0x6982);
  }

  /** Certificates of the unit, of the module and of the central system with a defect each. */
  private static int defective(Bureau bureau, SimulatedModule module) throws Exception {
    var books = bureau.unit;
    var maker = new DefectiveCertificates(bureau.crypto.ecKeys(), bureau.pair());
    int refused = DefectiveCertificates.count(books.certificate);
    for (int i = 0; i < refused; i++) {
      var bad = maker.of(books.certificate, i, bureau.rootPair.privateKey());
      opened(bureau, module, bad, OptionalInt.empty(), books.pair);
    }
    for (boolean central : new boolean[] {false, true}) {
      var count = new AtomicInteger(1);
      for (int i = 0; i < count.get(); i++) {
        int number = i;
        books.certifying =
            (identity, request, freshness) -> {
              var usual = books.usual(identity, request, freshness);
              var good = central ? usual.central() : usual.module();
              count.set(DefectiveCertificates.count(good));
              var bad = maker.of(good, number, books.pair.privateKey());
              return central
                  ? new Certified(usual.module(), bad, usual.centralAddress())
                  : new Certified(bad, usual.central(), usual.centralAddress());
            };
        books.forget();
        boolean confirmed = bureau.local(books, module).confirmed();
        Observed.that(
            !confirmed && bureau.status(module).state() == LifeCycle.IDENTIFIED,
            "defect %d of a certificate is not seen".formatted(number));
        refused++;
      }
    }
    books.certifying = books::usual;
    return refused;
  }
}
