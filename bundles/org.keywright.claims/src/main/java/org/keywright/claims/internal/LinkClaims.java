// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.protocol.personalization.TicketSealing;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.sim.SimulatedModule;

/** Claims 3, 12, 14 and 15: the links on which a module is personalized. */
final class LinkClaims {
  private static final byte[] NO_DATA = {};
  private static final int NOBODY = -1;
  private static final int SHORTEST_MESSAGE = 100;

  /** The content type change_cipher_spec. */
  private static final int MEANINGLESS = 20;

  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof(
            "P3", "the link is authenticated and protected against change", this::protectedLink),
        setting.proof("P12", "a mobile unit has a direct link that the user opens", this::userAct),
        setting.proof("P14", "an appliance that is known brings the module", this::appliance),
        setting.proof(
            "P15", "the appliance only sets up a direct connection", this::directConnection));
  }

  String protectedLink(Bureau bureau) throws Exception {
    var module = bureau.module();
    int records = everyRecord(bureau);
    int frames = everyFrame(bureau);
    try (var unit = new UnitDoor(bureau, stranger(bureau))) {
      ModuleClaims.refusedLink(module, unit);
    }
    bureau.inState(module, LifeCycle.IDENTIFIED);
    int failures = bureau.status(module).failures();
    Observed.that(failures > 0, "the module has counted no failure");
    Bureau.confirmed(bureau.local(bureau.unit, module));
    return ("one bit changed in each of %d TLS records and %d frames of a local channel, both"
            + " directions, none of which went unnoticed: no run, state unchanged, and no"
            + " receipt but the module's own believed; a unit with a certificate of its own"
            + " making refused; %d failures counted")
        .formatted(records, frames, failures);
  }

  /**
   * Each on a module of its own, whose run would go through if nobody changed anything. Only the
   * records of the kind that has no meaning any more do not matter (RFC 8446, appendix D.4).
   */
  private static int everyRecord(Bureau bureau) throws Exception {
    int changed = 0;
    try (var unit = new UnitDoor(bureau, bureau.unit);
        var tap = new Tap(unit.door)) {
      for (boolean ofDialler : new boolean[] {true, false}) {
        Observed.that(
            dialled(bureau, unit, tap, new Tap.Change(ofDialler, NOBODY)) == LifeCycle.OPERATIONAL,
            "an undisturbed run is refused");
        var undisturbed = List.copyOf(tap.seen(ofDialler));
        int last = lastOfRun(undisturbed);
        for (int record = 0; record <= last; record++) {
          if (undisturbed.get(record).toArray()[0] == MEANINGLESS) {
            continue;
          }
          var state = dialled(bureau, unit, tap, new Tap.Change(ofDialler, record));
          // When the module says its acknowledgement it is in operation; the unit must not know it.
          boolean acknowledged = ofDialler && record == last;
          Observed.that(
              state == (acknowledged ? LifeCycle.OPERATIONAL : LifeCycle.IDENTIFIED),
              "record %d was changed and the module is %s".formatted(record, state));
          changed++;
        }
      }
    }
    return changed;
  }

  /** Has a new module dial through a man in the middle, and returns its state after it. */
  private static LifeCycle dialled(Bureau bureau, UnitDoor unit, Tap tap, Tap.Change change)
      throws Exception {
    var module = bureau.module();
    tap.begin(change);
    try {
      module.personalize(tap.door.host(), tap.door.port());
    } catch (Refusal | IOException e) {
      Observed.that(bureau.status(module).failures() > 0, "the module has counted no failure");
    }
    var visit = unit.door.next();
    boolean confirmed = visit.run().map(UnitRun::confirmed).orElse(false);
    Observed.that(
        confirmed == (change.record() == NOBODY),
        "record %d was changed and the unit takes the run for done".formatted(change.record()));
    return bureau.status(module).state();
  }

  /** What lies behind the last message is the end of the link. */
  private static int lastOfRun(List<Bytes> records) {
    int last = records.size() - 1;
    while (records.get(last).length() < SHORTEST_MESSAGE) {
      last--;
    }
    return last;
  }

  /**
   * Each on a module of its own, whose run would go through if nobody changed anything. From the
   * answer to ISSUE on the module is in operation, and the unit must not know it by a changed one.
   */
  private static int everyFrame(Bureau bureau) throws Exception {
    var whole = new Wire(armed(bureau));
    Observed.that(
        !ModuleClaims.refusedLocally(bureau, bureau.unit, whole), "an undisturbed run is refused");
    int acknowledged = answerToIssue(whole.frames());
    for (int number = 0; number <= acknowledged; number++) {
      int sought = number;
      var module = armed(bureau);
      var wire = new Wire(module, (n, frame) -> n == sought ? flipped(frame) : frame);
      Observed.that(
          ModuleClaims.refusedLocally(bureau, bureau.unit, wire),
          "frame %d was changed and the unit takes the run for done".formatted(number));
      module.powerCycle();
      bureau.inState(module, number < acknowledged ? LifeCycle.IDENTIFIED : LifeCycle.OPERATIONAL);
    }
    return acknowledged + 1;
  }

  private static int answerToIssue(List<byte[]> frames) throws Observed.Otherwise {
    for (int command = 0; command < frames.size(); command += 2) {
      if ((frames.get(command)[1] & 0xFF) == Instruction.ISSUE.ins()) {
        return command + 1;
      }
    }
    throw new Observed.Otherwise("the unit has said no ISSUE");
  }

  private static SimulatedModule armed(Bureau bureau) throws Exception {
    var module = bureau.module();
    Observed.ok("USER ACT", bureau.send(module, Instruction.USER_ACT, NO_DATA));
    return module;
  }

  private static byte[] flipped(byte[] frame) {
    frame[frame.length > 8 ? frame.length / 2 : frame.length - 1] ^= 0x10;
    return frame;
  }

  /** A unit of the same names under a root of its own making. */
  static UnitBooks stranger(Bureau bureau) throws Exception {
    EcKeyPair pair = bureau.pair();
    var issuer = new Credential(pair.privateKey(), CertificateChain.of(bureau.root(pair)));
    return bureau.unit(issuer, Bureau.CUSTOMER, "unit 1", "central 1", bureau.days(-1, 80));
  }

  String userAct(Bureau bureau) throws Exception {
    var module = bureau.module();
    try {
      bureau.local(bureau.unit, new Wire(module));
      throw new Observed.Otherwise("a link was opened without the user's act");
    } catch (StatusException e) {
      Observed.status("without the user's act", new ResponseApdu(e.status()), 0x6985);
    }
    UnitRun run = bureau.local(bureau.unit, module);
    Bureau.confirmed(run);
    var local = List.copyOf(bureau.unit.log);
    bureau.unit.log.clear();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      var other = bureau.module();
      other.personalize(unit.door.host(), unit.door.port());
      Bureau.confirmed(unit.door.next().run().orElseThrow());
    }
    var network = List.copyOf(bureau.unit.log);
    Observed.that(local.equals(network), "the books say " + local + " and " + network);
    try {
      bureau.local(bureau.unit, new Wire(module));
      throw new Observed.Otherwise("the user's act opened a second link");
    } catch (StatusException e) {
      Observed.status("a second link", new ResponseApdu(e.status()), 0x6985);
    }
    return "without the user's act 6985, with it one link and no second; the unit books "
        + local
        + " as over the network";
  }

  String appliance(Bureau bureau) throws Exception {
    var module = bureau.module();
    try (var unit = new UnitDoor(bureau, bureau.unit);
        var phone = device(bureau, KeyPurpose.APPLIANCE, "phone 7");
        var unknown = device(bureau, KeyPurpose.APPLIANCE, "phone 8")) {
      unit.enrol(phone.certificate());
      byte[] request = ticketRequest(bureau, module);
      byte[] refusal = exchange(bureau, unit, unknown, request);
      Observed.that(
          Abort.decode(refusal).status().value() == 0x9E22, "an unknown phone gets a ticket");
      byte[] ticket = exchange(bureau, unit, phone, request);
      Observed.ok("TICKET", bureau.send(module, Instruction.TICKET, ticket));
      module.awaitPersonalization();
      Bureau.confirmed(unit.door.next().run().orElseThrow());
      String record = "ticket by phone 7 for " + module.serialNumber();
      Observed.that(bureau.unit.log.contains(record), "the books say " + bureau.unit.log);
      bureau.inState(module, LifeCycle.OPERATIONAL);
      return "through a phone that is enrolled the module comes into operation, and the books name"
          + " both; through another one 9E22";
    }
  }

  String directConnection(Bureau bureau) throws Exception {
    var module = bureau.module();
    try (var unit = new UnitDoor(bureau, bureau.unit);
        var phone = device(bureau, KeyPurpose.APPLIANCE, "phone 9")) {
      unit.enrol(phone.certificate());
      byte[] request = ticketRequest(bureau, module);
      byte[] ticket = exchange(bureau, unit, phone, request);
      Observed.ok("TICKET", bureau.send(module, Instruction.TICKET, ticket));
      // The phone has closed its line and is not asked again; the module dials by itself.
      module.awaitPersonalization();
      var visit = unit.door.next();
      Bureau.confirmed(visit.run().orElseThrow());
      var said = List.of("FA", "FA", "E7", "E8", "E9", "EB", "EC", "ED");
      Observed.that(visit.said().equals(said), "it was said " + visit.said());
      nothingOfTheRun(bureau, module, visit, List.of(request, ticket));
      Observed.that(
          unit.sharedKeyIn(List.of(request, ticket)) == 0, "the phone has seen the ticket's key");
      refusedTickets(bureau, module, ticket);
    }
    return "the phone saw a request and a sealed ticket, in them of keys and certificates only the"
        + " identity's and the unit's, which are public; it was gone before the run FA FA E7"
        + " E8 E9 EB EC ED between module and unit; a ticket twice 6985, one that is too old"
        + " 9E23";
  }

  /** The phone has seen neither a message of the run nor what the run was for, nor a part of it. */
  private static void nothingOfTheRun(
      Bureau bureau, SimulatedModule module, UnitDoor.Visit visit, List<byte[]> phone)
      throws Exception {
    var sought = new ArrayList<byte[]>();
    visit.messages().forEach(message -> sought.add(message.toArray()));
    for (int which : new int[] {2, 4}) {
      var certificate = bureau.certificate(module, which);
      sought.add(certificate.encoded().toArray());
      sought.add(certificate.publicKey().encoded());
      sought.add(certificate.freshness().orElseThrow().toArray());
    }
    for (byte[] seen : phone) {
      for (byte[] each : sought) {
        Observed.that(!contains(seen, each), "the phone has seen something of the run");
      }
    }
  }

  private static void refusedTickets(Bureau bureau, SimulatedModule module, byte[] used)
      throws Exception {
    Observed.status("a ticket twice", bureau.send(module, Instruction.TICKET, used), 0x6985);
    var request = TicketRequest.decode(ticketRequest(bureau, module));
    var id = Bytes.of(bureau.crypto.keys().random(16));
    try (var shared = new PresharedKey(id, bureau.crypto.keys().generate(KeySpec.AES_256))) {
      var longAgo = bureau.now().minus(TicketSealing.LIFE).minusSeconds(60);
      byte[] old =
          new TicketSealing(bureau.crypto)
              .seal(request, shared, longAgo, "127.0.0.1:9", bureau.unit)
              .encode();
      Observed.status("an old ticket", bureau.send(module, Instruction.TICKET, old), 0x9E23);
    }
  }

  private static boolean contains(byte[] all, byte[] part) {
    return Bytes.of(all).hex().contains(Bytes.of(part).hex());
  }

  /** The user's act, and what the module gives to be carried. */
  private static byte[] ticketRequest(Bureau bureau, SimulatedModule module) throws Exception {
    Observed.ok("USER ACT", bureau.send(module, Instruction.USER_ACT, NO_DATA));
    var answer = bureau.send(module, Instruction.TICKET_REQUEST, NO_DATA);
    return Observed.ok("TICKET REQUEST", answer).data();
  }

  /** A user's device, certified by the unit. */
  static Credential device(Bureau bureau, KeyPurpose purpose, String name) throws Exception {
    EcKeyPair pair = bureau.pair();
    var certificate = bureau.unit.certified(purpose, name, pair, Optional.empty());
    return new Credential(
        pair.privateKey(), CertificateChain.of(certificate, bureau.unit.certificate));
  }

  /** A device asks the unit one thing. */
  static byte[] exchange(Bureau bureau, UnitDoor unit, Credential device, byte[] request)
      throws Exception {
    var answers = new ArrayList<byte[]>();
    var trust = Trust.in(bureau.root, KeyPurpose.PERSONALIZER);
    try (var channel =
        bureau.channels.connect(unit.door.dial(), device, trust, LoopbackDoor.PATIENCE)) {
      var stream = new MessageStream(channel.input(), channel.output());
      stream.write(Bytes.of(request));
      stream.read().ifPresent(answers::add);
    }
    unit.door.next();
    Observed.that(answers.size() == 1, "the unit did not answer");
    return answers.getFirst();
  }
}
