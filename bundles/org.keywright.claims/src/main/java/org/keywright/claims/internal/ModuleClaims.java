// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.KeyRequest;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Parameters;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;

/** Claims 1, 2, 8, 10 and 11: the life of a module and its keys. */
final class ModuleClaims {
  private static final int SCALAR = 32;
  private static final Bytes CHALLENGE = Bytes.of(new byte[16]);

  List<ClaimProof> on(Setting setting) {
    return List.of(
        setting.proof(
            "P1",
            "the module makes its key, has it certified, and works with its central system by it",
            this::wholeLife),
        setting.proof(
            "P2", "a fresh change to the personalization state erases the key", this::erased),
        setting.proof("P8", "the identity is made once and convinces the unit", this::identity),
        setting.proof("P10", "a variation value enters the making of the key", this::variation),
        setting.proof(
            "P11", "the central system gives keys for transactions", this::transactionKeys));
  }

  String wholeLife(Bureau bureau) throws Exception {
    var module = bureau.module();
    refusedToAttach(module, 0x6985);
    try (var unit = new UnitDoor(bureau, bureau.unit);
        var central = new CentralDoor(bureau, bureau.unit)) {
      var early = new ArrayList<String>();
      unit.bending =
          (tag, message) -> {
            if (tag == 0xEC) {
              early.add(attached(module, central));
            }
            return message;
          };
      module.personalize(unit.door.host(), unit.door.port());
      var visit = unit.door.next();
      Bureau.confirmed(visit.run().orElseThrow());
      Observed.that(visit.left(), "the module did not close the link");
      var order = List.of("E7", "E8", "E9", "EB", "EC", "ED");
      Observed.that(visit.said().equals(order), "it was said " + visit.said());
      Observed.that(
          early.equals(List.of("6985")), "a link to the central system before the end: " + early);
      bureau.inState(module, LifeCycle.OPERATIONAL);
      admitted(bureau, module, central);
      strangerRefused(bureau, central);
    }
    int tried = noScalar(bureau, module.image(), bureau.certificate(module, 2).publicKey());
    noScalar(bureau, module.image(), bureau.certificate(module, 1).publicKey());
    int cuts = powerCuts(bureau);
    return ("said in the order E7 E8 E9 EB EC ED; before the link was closed 6985, then admitted;"
            + " a self-made certificate refused; %,d places of the memory are no private key; %d"
            + " power cuts left the old or the new state")
        .formatted(tried, cuts);
  }

  private static String attached(SimulatedModule module, CentralDoor central) {
    try {
      module.attach(central.door.host(), central.door.port()).close();
      return "open";
    } catch (Refusal e) {
      return e.status().hex();
    } catch (IOException e) {
      return "broken";
    }
  }

  static void refusedToAttach(SimulatedModule module, int status) throws Exception {
    try {
      module.attach("127.0.0.1", 9).close();
      throw new Observed.Otherwise("the module dialled a central system");
    } catch (Refusal e) {
      Observed.status("a link to the central system", new ResponseApdu(e.status()), status);
    }
  }

  static void admitted(Bureau bureau, SimulatedModule module, CentralDoor central)
      throws Exception {
    try (var link = module.attach(central.door.host(), central.door.port());
        var guest = central.admitted()) {
      var shown = guest.shown.leaf();
      Observed.that(
          shown.equals(bureau.certificate(module, 2)), "the module showed another certificate");
      Observed.that(link.open(), "the link to the central system is closed");
    }
    var fault = central.door.next();
    Observed.that(fault.isEmpty(), "the central system refused the module: " + fault);
  }

  /** Somebody with a root, a unit and a module certificate that he has made himself. */
  private static void strangerRefused(Bureau bureau, CentralDoor central) throws Exception {
    var rootPair = bureau.pair();
    var issuer = new Credential(rootPair.privateKey(), chain(bureau, rootPair));
    var unit = bureau.unit(issuer, Bureau.CUSTOMER, "unit 1", "central 1", bureau.days(-1, 80));
    var own = bureau.pair();
    var template =
        new CertificateTemplate(
            KeyPurpose.MODULE,
            unit.certificate.subject(),
            own.publicKey(),
            unit.central.validity(),
            Optional.of(Bytes.of(new byte[32])),
            OptionalInt.empty());
    var made = bureau.crypto.certificates().issue(template, unit.credential());
    var stranger = new Credential(own.privateKey(), CertificateChain.of(made, unit.certificate));
    var trust = Trust.in(bureau.root, KeyPurpose.CENTRAL);
    try (Socket socket = central.door.dial();
        var channel = bureau.channels.connect(socket, stranger, trust, LoopbackDoor.PATIENCE)) {
      channel.input().read();
    } catch (IOException e) {
      // The stranger learns of it here or not at all: what counts is what the central system saw.
      Observed.that(central.quiet(), "a stranger was admitted");
    }
    var fault = central.door.next();
    Observed.that(
        fault.equals(Optional.of(HandshakeFault.CERTIFICATE_REFUSED)),
        "a self-made certificate: " + fault);
  }

  private static CertificateChain chain(Bureau bureau, EcKeyPair pair) throws KeyException {
    return CertificateChain.of(bureau.root(pair));
  }

  /** Tries each 32 bytes of an image as the private key of a public one. */
  static int noScalar(Bureau bureau, byte[] image, EcPublicKey sought) throws Exception {
    int tried = 0;
    for (int at = 0; at + SCALAR <= image.length; at++) {
      byte[] bytes = Arrays.copyOfRange(image, at, at + SCALAR);
      try (Key key = Key.of(KeySpec.EC_P256, KeyMaterial.consume(bytes))) {
        Observed.that(
            !bureau.crypto.ecKeys().publicKey(key).equals(sought),
            "the private key lies in clear at byte " + at);
      } catch (KeyException e) {
        // Zero, or beyond the order of the curve: no private key either.
        tried--;
      }
      tried++;
    }
    return tried;
  }

  private static int powerCuts(Bureau bureau) throws Exception {
    int cuts = 0;
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      for (String fault :
          List.of(
              "cut-before@E7",
              "cut-after@E7",
              "cut-before@E9",
              "cut-before@EC",
              "cut-before-commit@EC",
              "cut-inside@EC",
              "cut-after@EC",
              "lose-answer@EC")) {
        var module = bureau.module();
        module.arm(Fault.parse(fault));
        cutOff(module, unit);
        var state = bureau.status(module).state();
        Observed.that(
            state == LifeCycle.IDENTIFIED || state == LifeCycle.OPERATIONAL,
            fault + " left the module " + state);
        module.disarm();
        nextContact(bureau, module, unit);
        cuts++;
      }
    }
    return cuts;
  }

  /** Has a module come again whose run broke off: it is asked about that one, or begins anew. */
  static void nextContact(Bureau bureau, SimulatedModule module, UnitDoor unit) throws Exception {
    module.personalize(unit.door.host(), unit.door.port());
    Bureau.confirmed(unit.door.next().run().orElseThrow());
    bureau.inState(module, LifeCycle.OPERATIONAL);
  }

  private static void cutOff(SimulatedModule module, UnitDoor unit) throws Exception {
    try {
      module.personalize(unit.door.host(), unit.door.port());
    } catch (IOException e) {
      unit.door.next();
      return;
    }
    // A cut after the commit, which loses the confirmation alone.
    unit.door.next();
  }

  String erased(Bureau bureau) throws Exception {
    var module = bureau.operational();
    var old = bureau.certificate(module, 2).publicKey();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      bureau.unit.kind = Order.Kind.RENEWAL;
      unit.bending = (tag, message) -> tag == 0xE7 ? flippedAtEnd(message) : message;
      networkRefused(module, unit, 0x6982);
      bureau.inState(module, LifeCycle.OPERATIONAL);
      unit.bending = (tag, message) -> message;
      bureau.unit.kind = Order.Kind.FIRST;
      networkRefused(module, unit, 0x6985);
      bureau.inState(module, LifeCycle.OPERATIONAL);
      bureau.unit.kind = Order.Kind.RENEWAL;
      bureau.unit.crossCertificate = Optional.empty();
      networkRefused(module, unit, 0x9E33);
      bureau.inState(module, LifeCycle.IDENTIFIED);
      refusedToAttach(module, 0x6985);
      int tried = noScalar(bureau, module.image(), old);
      bureau.unit.crossCertificate = Optional.of(bureau.unit.endorsement);
      module.personalize(unit.door.host(), unit.door.port());
      Bureau.confirmed(unit.door.next().run().orElseThrow());
      var fresh = bureau.certificate(module, 2).publicKey();
      Observed.that(!fresh.equals(old), "the module has its old key again");
      return ("an order without the unit's signature 6982 and one that is no renewal 6985, both"
              + " without effect; after an abort no link to the central system (6985), and the old"
              + " key at none of %,d places; then a new key")
          .formatted(tried);
    }
  }

  static byte[] flippedAtEnd(byte[] message) {
    byte[] changed = message.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  /** Demands that a run over the network is refused, on either side, by this. */
  static UnitDoor.Visit networkRefused(SimulatedModule module, UnitDoor unit, int status)
      throws Exception {
    return networkRefused(module, unit, unit.door, status);
  }

  /** The same for a module that dials another door, through which it comes to the unit. */
  static UnitDoor.Visit networkRefused(
      SimulatedModule module, UnitDoor unit, LoopbackDoor<?> dialled, int status) throws Exception {
    try {
      module.personalize(dialled.host(), dialled.port());
      unit.door.next();
      throw new Observed.Otherwise("the module was personalized");
    } catch (Refusal e) {
      Observed.status("the run", new ResponseApdu(e.status()), status);
      return unit.door.next();
    }
  }

  String identity(Bureau bureau) throws Exception {
    var module = bureau.virgin();
    bureau.install(module, bureau.manufacturer(), 0, "");
    var first = bureau.certificate(module, 1);
    onceForEver(bureau, module);
    module.powerCycle();
    onceForEver(bureau, module);
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      unit.bending = (tag, message) -> tag == 0xEB ? flippedAtEnd(message) : message;
      networkRefused(module, unit, 0x6988);
      Observed.that(
          bureau.unit.log.equals(List.of("failed 6988 by the unit")), "" + bureau.unit.log);
      unit.bending = (tag, message) -> message;
      var stranger = bureau.virgin();
      var otherRoot = bureau.pair();
      bureau.install(
          stranger, new Credential(otherRoot.privateKey(), chain(bureau, otherRoot)), 0, "");
      refusedLink(stranger, unit);
      module.personalize(unit.door.host(), unit.door.port());
      Bureau.confirmed(unit.door.next().run().orElseThrow());
      bureau.unit.kind = Order.Kind.RENEWAL;
      module.personalize(unit.door.host(), unit.door.port());
      Bureau.confirmed(unit.door.next().run().orElseThrow());
    }
    onceForEver(bureau, module);
    Observed.that(bureau.certificate(module, 1).equals(first), "the identity has changed");
    return "a second identity 6985 in every state; a wrong answer to the unit's challenge 6988 and"
        + " in its books; a foreign identity gets no link; the identity outlives two"
        + " personalizations";
  }

  private static void onceForEver(Bureau bureau, SimulatedModule module) throws Exception {
    Observed.status(
        "a second identity",
        bureau.send(module, Instruction.GENERATE_IDENTITY, Bureau.names()),
        0x6985);
  }

  /** Demands that there is no link, and that the module's counter shows it. */
  static void refusedLink(SimulatedModule module, UnitDoor unit) throws Exception {
    try {
      module.personalize(unit.door.host(), unit.door.port());
    } catch (IOException e) {
      unit.door.next();
      return;
    }
    throw new Observed.Otherwise("the module was personalized over a link that must not be");
  }

  String variation(Bureau bureau) throws Exception {
    var ecKeys = bureau.crypto.ecKeys();
    try (var one = ecKeys.generate(ramp(), new byte[] {1});
        var same = ecKeys.generate(ramp(), new byte[] {1});
        var other = ecKeys.generate(ramp(), new byte[] {2})) {
      Observed.that(
          one.publicKey().equals(same.publicKey()), "pinned noise, the same value: another key");
      Observed.that(
          !one.publicKey().equals(other.publicKey()), "pinned noise, another value: the same key");
    }
    stuckNoiseRefused(bureau);
    var module = bureau.module(0, "");
    Set<EcPublicKey> keys = new HashSet<>();
    try (var unit = new UnitDoor(bureau, bureau.unit)) {
      for (int run = 0; run < 4; run++) {
        unit.bending = (tag, message) -> tag == 0xE9 ? withVariation(message, true) : message;
        var visit = networkRefused(module, unit, 0x6988);
        var request = KeyRequest.decode(visit.message(0xEB)).request().toArray();
        keys.add(bureau.crypto.certificates().readRequest(request).publicKey());
      }
      Observed.that(keys.size() == 4, "the module made a key twice under a chosen value");
      unit.bending = (tag, message) -> tag == 0xE9 ? withVariation(message, false) : message;
      networkRefused(module, unit, 0x6A80);
    }
    bureau.inState(module, LifeCycle.IDENTIFIED);
    return "with pinned noise the same value gives the same key and another one another; in a"
        + " module a value of zeros, chosen by an attacker, gives 4 keys in 4 runs; noise that is"
        + " stuck makes no key; without a value 6A80";
  }

  private static EntropySource ramp() {
    return out -> {
      for (int i = 0; i < out.length; i++) {
        out[i] = (byte) (i * 37 + 11);
      }
    };
  }

  private static void stuckNoiseRefused(Bureau bureau) throws Exception {
    try {
      bureau.crypto.ecKeys().generate(out -> Arrays.fill(out, (byte) 0), new byte[] {1}).close();
    } catch (KeyException e) {
      return;
    }
    throw new Observed.Otherwise("noise that is stuck makes a key");
  }

  private static byte[] withVariation(byte[] message, boolean zeros) {
    try {
      var sent = Parameters.decode(message);
      Optional<Bytes> value = zeros ? Optional.of(Bytes.of(new byte[32])) : Optional.empty();
      return new Parameters(sent.nonce(), value, sent.unitCertificate(), sent.crossCertificate())
          .encode();
    } catch (TlvException e) {
      throw new IllegalStateException("the unit says something malformed", e);
    }
  }

  String transactionKeys(Bureau bureau) throws Exception {
    var module = bureau.module();
    notForOthers(bureau, module);
    Bureau.confirmed(bureau.local(bureau.unit, module));
    try (var central = new CentralDoor(bureau, bureau.unit)) {
      int version = 0;
      for (var form : KeyLoad.Form.values()) {
        version++;
        try (var record = record(bureau, version)) {
          load(module, central, form, record);
          module.powerCycle();
          used(module, central, record);
        }
        var keys = bureau.status(module).keys();
        Observed.that(
            keys.size() == 1 && keys.getFirst().keyVersion() == version,
            "the module's keys are " + keys);
      }
      lowerOrBent(bureau, module, central);
    }
    return "a key as our record, used after a restart; replaced by one in a TR-31 block with the"
        + " next version, used again; a lower version 9E03, a changed block 6988, before operation"
        + " 6985";
  }

  private static void notForOthers(Bureau bureau, SimulatedModule module) throws Exception {
    try {
      ClientChannel.open(
              bureau.crypto, new ApduChannel(new Wire(module)), bureau.unit.centralAsClient())
          .close();
      throw new Observed.Otherwise("a module that is not in operation takes a central system");
    } catch (StatusException e) {
      Observed.status("before operation", new ResponseApdu(e.status()), 0x6985);
    }
  }

  static KeyRecord record(Bureau bureau, int version) {
    return new KeyRecord(
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE),
        version,
        bureau.crypto.keys().generate(KeySpec.AES_128));
  }

  static void load(SimulatedModule module, CentralDoor central, KeyLoad.Form form, KeyRecord record)
      throws Exception {
    try (var link = module.attach(central.door.host(), central.door.port());
        var guest = central.admitted()) {
      int version = guest.load(form, 1, record).keyVersion();
      Observed.that(version == record.keyVersion(), "the receipt is for version " + version);
      Observed.that(link.open(), "the link has ended");
    }
    central.door.next();
  }

  static void used(SimulatedModule module, CentralDoor central, KeyRecord record) throws Exception {
    try (var link = module.attach(central.door.host(), central.door.port());
        var guest = central.admitted()) {
      Observed.that(
          guest.proves(1, CHALLENGE, record.key()), "the module's MAC is not that of the key");
      Observed.that(link.open(), "the link has ended");
    }
    central.door.next();
  }

  private static void lowerOrBent(Bureau bureau, SimulatedModule module, CentralDoor central)
      throws Exception {
    try (var lower = record(bureau, 1);
        var next = record(bureau, 3);
        var link = module.attach(central.door.host(), central.door.port());
        var guest = central.admitted()) {
      loadRefused("a lower version", 0x9E03, () -> guest.load(KeyLoad.Form.KEY_RECORD, 1, lower));
      loadRefused(
          "a changed block", 0x6988, () -> guest.loadBent(KeyLoad.Form.KEY_RECORD, 1, next));
      Observed.that(link.open(), "the link has ended");
    }
    central.door.next();
  }

  private interface Loading {
    Object load() throws IOException, KeyException, Refusal;
  }

  private static void loadRefused(String what, int status, Loading loading) throws Exception {
    try {
      loading.load();
    } catch (Refusal e) {
      Observed.status(what, new ResponseApdu(e.status()), status);
      return;
    }
    throw new Observed.Otherwise(what + " was taken");
  }

  /** What a local link must not give is either a broken line or a refusal. */
  static boolean refusedLocally(Bureau bureau, UnitBooks books, Wire wire) throws Exception {
    try {
      return !bureau.local(books, wire).confirmed();
    } catch (LinkException | ModuleException e) {
      return true;
    }
  }
}
