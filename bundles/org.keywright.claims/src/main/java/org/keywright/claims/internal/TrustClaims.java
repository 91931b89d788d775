// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.Hello;
import org.keywright.protocol.personalization.Issue;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Parameters;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.SimulatedModule;

/** Claims 4 to 6 and 9: whom a module believes. */
final class TrustClaims {
  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof(
            "P4",
            "the central system is known by the key that came with the certificate",
            this::centralKey),
        setting.proof("P5", "the unit has signed the central system's key", this::signedCentral),
        setting.proof("P6", "the central system has signed the unit's key", this::endorsed),
        setting.proof("P9", "the module's nonce enters the certificates", this::fresh));
  }

  String centralKey(Bureau bureau) throws Exception {
    var module = bureau.operational();
    try (var good = new CentralDoor(bureau, bureau.unit)) {
      ModuleClaims.admitted(bureau, module, good);
      var other = bureau.unit("unit 2", "central 1");
      noLink(module, bureau, other);
      other.kind = Order.Kind.RENEWAL;
      Bureau.confirmed(bureau.local(other, module));
      try (var second = new CentralDoor(bureau, other)) {
        ModuleClaims.admitted(bureau, module, second);
      }
      noLink(module, bureau, bureau.unit);
    }
    var next = bureau.module();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      unit.bending = (tag, message) -> tag == 0xEC ? withoutCentral(message) : message;
      ModuleClaims.networkRefused(next, unit, 0x9E31);
    }
    var picky = bureau.module(0, "central 9");
    Bureau.refused("another central system than wanted", bureau.local(bureau.unit, picky), 0x9E31);
    bureau.inState(next, LifeCycle.IDENTIFIED);
    return "a central system of the same name with another key gets no link, and after a"
        + " personalization for the second the first gets none; without its key 9E31";
  }

  /** Demands that a module does not take the central system of a unit. */
  private static void noLink(SimulatedModule module, Bureau bureau, UnitBooks books)
      throws Exception {
    try (var posing = new CentralDoor(bureau, books)) {
      try {
        module.attach(posing.door.host(), posing.door.port()).close();
        throw new Observed.Otherwise("the module takes a central system with another key");
      } catch (IOException e) {
        var fault = posing.door.next();
        Observed.that(fault.isPresent(), "the central system has a link to the module");
      }
    }
  }

  private static byte[] withoutCentral(byte[] message) {
    try {
      var sent = Issue.decode(message);
      return new Issue(
              sent.moduleCertificate(),
              Bytes.of(),
              sent.centralName(),
              sent.centralAddress(),
              sent.signature())
          .encode();
    } catch (TlvException e) {
      throw new IllegalStateException("the unit says something malformed", e);
    }
  }

  String signedCentral(Bureau bureau) throws Exception {
    var other = bureau.unit("unit 2", "central 1");
    var module = bureau.module();
    bureau.unit.certifying =
        (identity, request, freshness) -> {
          var usual = bureau.unit.usual(identity, request, freshness);
          return new Certified(
              usual.module(), other.usual(identity, request, freshness).central(), "localhost:9");
        };
    Bureau.refused("another unit's signature", bureau.local(bureau.unit, module), 0x9E32);
    bureau.inState(module, LifeCycle.IDENTIFIED);
    bureau.unit.certifying = bureau.unit::usual;
    bureau.unit.forget();
    Bureau.confirmed(bureau.local(bureau.unit, module));
    return "a central system's certificate that another unit has signed 9E32, and the module stays"
        + " out of operation; with the unit's own it comes into operation";
  }

  String endorsed(Bureau bureau) throws Exception {
    var module = bureau.module();
    var other = bureau.unit("unit 2", "central 2");
    bureau.unit.crossCertificate = Optional.empty();
    Bureau.refused("without a signature", bureau.local(bureau.unit, module), 0x9E33);
    byte[] corrupted = ModuleClaims.flippedAtEnd(bureau.unit.endorsement.toArray());
    bureau.unit.crossCertificate = Optional.of(Bytes.of(corrupted));
    bureau.unit.forget();
    Bureau.refused("a corrupted signature", bureau.local(bureau.unit, module), 0x9E33);
    bureau.unit.crossCertificate = Optional.of(other.endorsement);
    bureau.unit.forget();
    Bureau.refused("another's signature", bureau.local(bureau.unit, module), 0x9E33);
    bureau.unit.crossCertificate = Optional.of(bureau.unit.endorsement);
    bureau.unit.certifying =
        (identity, request, freshness) ->
            new Certified(
                bureau.unit.usual(identity, request, freshness).module(),
                bureau.unit.certified(
                    KeyPurpose.CENTRAL, "central 2", other.centralPair, Optional.of(freshness)),
                "localhost:9");
    bureau.unit.forget();
    Bureau.refused("a second central system", bureau.local(bureau.unit, module), 0x9E33);
    bureau.inState(module, LifeCycle.IDENTIFIED);
    bureau.unit.certifying = bureau.unit::usual;
    bureau.unit.forget();
    Bureau.confirmed(bureau.local(bureau.unit, module));
    return "the central system's signature left out, corrupted or for another unit 9E33; a unit"
        + " that the first has signed cannot install the second, 9E33";
  }

  String fresh(Bureau bureau) throws Exception {
    var module = bureau.module();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      module.personalize(unit.door.host(), unit.door.port());
      var visit = unit.door.next();
      Bureau.confirmed(visit.run().orElseThrow());
      var hello = Hello.decode(visit.message(0xE8));
      var sent = Parameters.decode(visit.message(0xE9));
      Bytes expected = digest(hello.nonce(), sent.nonce());
      for (int which : new int[] {2, 4}) {
        var value = bureau.certificate(module, which).freshness();
        Observed.that(
            value.equals(Optional.of(expected)), "a certificate has not SHA-256(N_S, N_P)");
      }
      byte[] yesterday = visit.message(0xEC);
      var issue = Issue.decode(yesterday);
      bureau.unit.kind = Order.Kind.RENEWAL;
      unit.bending = (tag, message) -> tag == 0xEC ? yesterday : message;
      ModuleClaims.networkRefused(module, unit, 0x6988);
      unit.bending = (tag, message) -> message;
      bureau.unit.forget();
      replayed(bureau, module, issue);
    }
    bureau.inState(module, LifeCycle.IDENTIFIED);
    return "both certificates hold SHA-256 of both nonces; yesterday's answer 6988, and"
        + " yesterday's certificates under a signature of today 9E37";
  }

  /** A malicious unit signs anew what it has issued before. */
  private static void replayed(Bureau bureau, SimulatedModule module, Issue issue)
      throws Exception {
    var certificates = bureau.crypto.certificates();
    var oldModule = certificates.read(issue.moduleCertificate().toArray());
    var oldCentral = certificates.read(issue.centralCertificate().toArray());
    bureau.unit.certifying =
        (identity, request, freshness) -> new Certified(oldModule, oldCentral, "localhost:9");
    Bureau.refused("yesterday's certificates", bureau.local(bureau.unit, module), 0x9E37);
    bureau.unit.forget();
    bureau.unit.certifying =
        (identity, request, freshness) ->
            new Certified(
                bureau.unit.usual(identity, request, freshness).module(),
                oldCentral,
                "localhost:9");
    Bureau.refused("yesterday's central certificate", bureau.local(bureau.unit, module), 0x9E37);
  }

  private static Bytes digest(Bytes one, Bytes other) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(one.toArray());
    return Bytes.of(digest.digest(other.toArray()));
  }
}
