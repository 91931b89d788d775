// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.SecuredRoom;
import org.keywright.protocol.personalization.TanDelivery;
import org.keywright.protocol.personalization.TanRequest;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.SimulatedModule;

/** Claims 13 and 16 to 18: the number that a user brings, by hand or by a unit of his. */
final class NumberClaims {
  private static final int ATTACHED = 1;
  private static final int TLS_HANDSHAKE = 22;
  private static final int TLS_DATA = 23;

  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof(
            "P13",
            "the user enters a number that is good once",
            bureau -> number(bureau, SecuredRoom.OWN_KEYPAD)),
        setting.proof(
            "P16", "an identification unit gives a value that the unit checks", this::attached),
        setting.proof(
            "P17",
            "that value is a number made beforehand, good once",
            bureau -> number(bureau, ATTACHED)),
        setting.proof("P18", "it is had over an authenticated connection only", this::fetched));
  }

  String number(Bureau bureau, int through) throws Exception {
    var books = bureau.unit;
    books.policy = UnitBooks.WITH_TAN;
    var search = TanSearch.forNew(bureau.crypto.keys());
    var wrongSearch = TanSearch.forNew(bureau.crypto.keys());
    try (var tan = KeyMaterial.consume(search.digits());
        var wrong = KeyMaterial.consume(wrongSearch.digits());
        var unit = new UnitDoor(bureau, books);
        var tap = new Tap(unit.door)) {
      var module = bureau.module(1, "");
      books.newTan(tan, false);
      enter(module, tan, through);
      module.personalize(tap.door.host(), tap.door.port());
      var good = unit.door.next();
      Bureau.confirmed(good.run().orElseThrow());
      books.kind = Order.Kind.RENEWAL;
      enter(module, tan, through);
      ModuleClaims.networkRefused(module, unit, 0x9E20);
      books.newTan(tan, false);
      int[] expected = {0x63C2, 0x63C1, 0x6983};
      var seen = new ArrayList<>(good.messages());
      for (int status : expected) {
        enter(module, wrong, through);
        seen.addAll(ModuleClaims.networkRefused(module, unit, tap.door, status).messages());
      }
      enter(module, tan, through);
      ModuleClaims.networkRefused(module, unit, 0x6983);
      books.newTan(tan, true);
      enter(module, tan, through);
      ModuleClaims.networkRefused(module, unit, 0x9E21);
      bureau.inState(module, LifeCycle.IDENTIFIED);
      int pieces = nothingTwice(seen);
      int values = search.requireNothing(tap.all(), seen);
      values += wrongSearch.requireNothing(tap.all(), seen);
      return ("right once, then 9E20; wrong 63C2, 63C1, 6983, and then the right one 6983;"
              + " expired 9E21; over %s; in good and failed runs neither number on the line nor"
              + " inside, nor any of %,d values made of a number and of what was said, and of %,d"
              + " pieces of the rounds none twice")
          .formatted(
              through == ATTACHED ? "an interface of choice" : "its own keypad", values, pieces);
    }
  }

  /** Another number with a good check digit. */
  private static KeyMaterial another(Bureau bureau, KeyMaterial tan) {
    while (true) {
      var made = TransactionNumbers.make(bureau.crypto.keys());
      if (!made.sameBytesAs(tan)) {
        return made;
      }
      made.close();
    }
  }

  static void enter(SimulatedModule module, KeyMaterial tan, int through) throws Exception {
    byte[] command = SecuredRoom.enterTan(tan, through);
    try {
      Observed.ok("ENTER TAN", ResponseApdu.parse(module.connect().respond(command)));
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  /**
   * What an eavesdropper inside the link had to guess against: had two runs under the same number
   * anything in common in their rounds, it would depend on the number alone.
   */
  private static int nothingTwice(List<Bytes> messages) throws Observed.Otherwise {
    Set<Bytes> pieces = new HashSet<>();
    for (Bytes message : messages) {
      byte[] bytes = message.toArray();
      if ((bytes[0] & 0xFF) != 0xEA) {
        continue;
      }
      for (int at = 16; at + 16 <= bytes.length; at += 16) {
        var piece = Bytes.of(Arrays.copyOfRange(bytes, at, at + 16));
        Observed.that(pieces.add(piece), "two rounds have 16 bytes in common");
      }
    }
    Observed.that(!pieces.isEmpty(), "no round was said");
    return pieces.size();
  }

  String attached(Bureau bureau) throws Exception {
    var books = bureau.unit;
    books.policy = UnitBooks.WITH_TAN;
    try (var tan = TransactionNumbers.make(bureau.crypto.keys());
        var wrong = another(bureau, tan);
        var unit = new UnitDoor(bureau, books);
        var device = LinkClaims.device(bureau, KeyPurpose.IDENTIFICATION, "unit of user 4")) {
      unit.enrol(device.certificate());
      unit.hand(tan);
      books.newTan(tan, false);
      var module = bureau.module(1, "");
      ModuleClaims.networkRefused(module, unit, 0x9E24);
      bureau.inState(module, LifeCycle.IDENTIFIED);
      enter(module, wrong, ATTACHED);
      ModuleClaims.networkRefused(module, unit, 0x63C2);
      bureau.inState(module, LifeCycle.IDENTIFIED);
      try (var fetched = fetch(bureau, unit, device, module)) {
        enter(module, fetched, ATTACHED);
      }
      // The identification unit is gone: its copy of the value is wiped.
      module.personalize(unit.door.host(), unit.door.port());
      Bureau.confirmed(unit.door.next().run().orElseThrow());
      bureau.inState(module, LifeCycle.OPERATIONAL);
      return "no value 9E24, a wrong one 63C2, the module unchanged; with the value that the"
          + " identification unit fetched, and after that was taken away, it comes into operation";
    }
  }

  private static KeyMaterial fetch(
      Bureau bureau, UnitDoor unit, Credential device, SimulatedModule module) throws Exception {
    var trust = Trust.in(bureau.root, KeyPurpose.PERSONALIZER);
    var serial = module.serialNumber();
    try (var channel =
            bureau.channels.connect(unit.door.dial(), device, trust, LoopbackDoor.PATIENCE);
        Key key = channel.exportKey(TanDelivery.LABEL, new byte[0], KeySpec.AES_256)) {
      var stream = new MessageStream(channel.input(), channel.output());
      stream.write(Bytes.of(new TanRequest(serial).encode()));
      byte[] answer = stream.read().orElseThrow(() -> new IOException("no answer"));
      return TanDelivery.decode(answer).open(bureau.crypto.sealing(), key, serial);
    } finally {
      unit.door.next();
    }
  }

  String fetched(Bureau bureau) throws Exception {
    try (var tan = TransactionNumbers.make(bureau.crypto.keys());
        var unit = new UnitDoor(bureau, bureau.unit);
        var tap = new Tap(unit.door);
        var device = LinkClaims.device(bureau, KeyPurpose.IDENTIFICATION, "unit of user 5");
        var unknown = LinkClaims.device(bureau, KeyPurpose.IDENTIFICATION, "unit of user 6")) {
      unit.enrol(device.certificate());
      unit.hand(tan);
      var module = bureau.module();
      try (var had = fetch(bureau, unit, device, module)) {
        Observed.that(had.sameBytesAs(tan), "another number came");
      }
      byte[] request = new TanRequest(module.serialNumber()).encode();
      byte[] refusal = LinkClaims.exchange(bureau, unit, unknown, request);
      Observed.that(
          Abort.decode(refusal).status().value() == 0x9E25, "an unknown unit gets a number");
      int alerts = strangers(bureau, unit, request);
      return "TLS 1.3 with certificates on both sides (%s); without a certificate of the unit %d TLS alerts, not enrolled 9E25"
          .formatted(trace(bureau, tap, device), alerts);
    }
  }

  private static int strangers(Bureau bureau, UnitDoor unit, byte[] request) throws Exception {
    var stranger = LinkClaims.stranger(bureau);
    var pair = bureau.pair();
    var own =
        stranger.certified(KeyPurpose.IDENTIFICATION, "unit of user 5", pair, Optional.empty());
    var credential =
        new Credential(pair.privateKey(), CertificateChain.of(own, stranger.certificate));
    var trust = Trust.in(bureau.root, KeyPurpose.PERSONALIZER);
    try (var channel =
        bureau.channels.connect(unit.door.dial(), credential, trust, LoopbackDoor.PATIENCE)) {
      var stream = new MessageStream(channel.input(), channel.output());
      stream.write(Bytes.of(request));
      Observed.that(stream.read().isEmpty(), "a stranger gets an answer");
    } catch (IOException e) {
      var fault = unit.door.next().fault();
      Observed.that(fault.isPresent(), "a stranger has a link: " + e.getMessage());
      return 1;
    }
    throw new Observed.Otherwise("a stranger was not refused by an alert");
  }

  /** What an eavesdropper sees of an exchange: which record types, and no certificate. */
  private static String trace(Bureau bureau, Tap tap, Credential device) throws Exception {
    tap.begin(new Tap.Change(true, -1));
    var trust = Trust.in(bureau.root, KeyPurpose.PERSONALIZER);
    String suite;
    try (var channel =
        bureau.channels.connect(tap.door.dial(), device, trust, LoopbackDoor.PATIENCE)) {
      suite = channel.cipherSuite();
    }
    tap.door.next();
    var types = tap.seen(true).stream().map(record -> record.toArray()[0] & 0xFF).toList();
    Observed.that(
        types.getFirst() == TLS_HANDSHAKE && types.getLast() == TLS_DATA,
        "the records are " + types);
    String certificate = device.certificate().subjectKeyId().hex();
    Observed.that(
        tap.seen(true).stream().noneMatch(record -> record.hex().contains(certificate)),
        "the certificate goes in clear");
    return suite;
  }
}
