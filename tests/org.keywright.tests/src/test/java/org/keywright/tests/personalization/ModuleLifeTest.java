// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.Decommissioning;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Atr;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.sim.SimulatedModule;

/** A security module keeps the published claims, over its local channel. */
class ModuleLifeTest {
  private static final byte[] NO_DATA = {};

  private final Bureau bureau = new Bureau();

  private UnitRun refused(SimulatedModule module) throws Exception {
    byte[] before = module.image();
    var state = Bureau.status(module).state();
    var run = bureau.personalize(module);
    assertThat(run.confirmed()).isFalse();
    assertThat(Bureau.status(module).state()).isEqualTo(state);
    assertThat(publicPart(module.image())).isEqualTo(publicPart(before));
    return run;
  }

  /** The sealed part has a new nonce each time. */
  private static byte[] publicPart(byte[] image) {
    int length = ByteBuffer.wrap(image).getInt();
    return Arrays.copyOfRange(image, 4, 4 + length);
  }

  private static String status(UnitRun run) {
    return run.refusal().orElseThrow().status().hex();
  }

  @Test
  void aModuleComesIntoOperationAndTheUnitBooksItOnlyThen() throws Exception {
    var module = bureau.module("pad-1");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    var run = bureau.personalize(module);
    assertThat(run.refusal()).isEmpty();
    assertThat(run.confirmed()).isTrue();
    assertThat(bureau.unit.log).containsExactly("issued", "confirmed");
    var status = Bureau.status(module);
    assertThat(status.state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThat(status.central().orElseThrow().name()).isEqualTo("central 1");
    assertThat(status.order()).isEqualTo(run.order());
    assertThat(status.trustedTime()).isEqualTo(bureau.now());
  }

  @Test
  void theIdentityIsMadeOnceForEver() throws Exception {
    var module = bureau.virgin("pad-2", Optional.empty());
    byte[] names = new IdentityGeneration(Bureau.NORTH, "pin pad").encode();
    byte[] request = Bureau.ok(Bureau.send(module, Instruction.GENERATE_IDENTITY, 0, names));
    assertThat(Bureau.send(module, Instruction.GENERATE_IDENTITY, 0, names).status().hex())
        .isEqualTo("6985");
    assertThat(Bureau.ok(Bureau.send(module, Instruction.GENERATE_IDENTITY, 1, NO_DATA)))
        .isEqualTo(request);
    var other = bureau.module("pad-3");
    byte[] identity = certificate(other, 1);
    assertThat(bureau.personalize(other).confirmed()).isTrue();
    bureau.unit.kind = Order.Kind.RENEWAL;
    assertThat(bureau.personalize(other).confirmed()).isTrue();
    assertThat(certificate(other, 1)).isEqualTo(identity);
    assertThat(Bureau.send(other, Instruction.GENERATE_IDENTITY, 0, names).status().hex())
        .isEqualTo("6985");
  }

  private static byte[] certificate(SimulatedModule module, int which) {
    var command = new CommandApdu(0x80, Instruction.GET_DATA.ins(), 0, which);
    return Bureau.ok(
        Bureau.send(
            module, new CommandApdu(command.cla(), command.ins(), 0, which, NO_DATA, 0x10000)));
  }

  @Test
  void aRenewalErasesTheKeyBeforeAnythingElseAndNeedsAnOrderForIt() throws Exception {
    var module = bureau.module("pad-4");
    bureau.personalize(module);
    byte[] first = certificate(module, 2);
    assertThat(status(refused(module))).isEqualTo("6985");
    assertThat(certificate(module, 2)).isEqualTo(first);
    bureau.unit.kind = Order.Kind.RENEWAL;
    bureau.unit.crossCertificate = Optional.empty();
    assertThat(status(bureau.personalize(module))).isEqualTo("9E33");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    assertThatThrownBy(() -> bureau.central(module)).isInstanceOf(StatusException.class);
    bureau.unit.crossCertificate = Optional.of(bureau.unit.endorsement.encoded());
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    assertThat(certificate(module, 2)).isNotEqualTo(first);
  }

  @Test
  void withoutTheUsersActNoLinkIsOpened() {
    var module = bureau.module("pad-5");
    byte[] data = new byte[101];
    assertThat(Bureau.send(module, Instruction.OPEN_CHANNEL, 1, data).status().hex())
        .isEqualTo("6985");
    Bureau.ok(Bureau.send(module, Instruction.USER_ACT, 0, NO_DATA));
    bureau.later(Duration.ofMinutes(3));
    assertThat(Bureau.send(module, Instruction.OPEN_CHANNEL, 1, data).status().hex())
        .isEqualTo("6985");
    Bureau.ok(Bureau.send(module, Instruction.USER_ACT, 0, NO_DATA));
    assertThat(Bureau.send(module, Instruction.OPEN_CHANNEL, 1, data).status().hex())
        .isEqualTo("6A80");
    assertThat(Bureau.send(module, Instruction.OPEN_CHANNEL, 1, data).status().hex())
        .isEqualTo("6985");
  }

  @Test
  void whatBelongsToARunIsNotTakenOutsideOfAChannel() {
    var module = bureau.module("pad-19");
    for (var instruction :
        List.of(Instruction.BEGIN, Instruction.ISSUE, Instruction.KEY_LOAD, Instruction.ABORT)) {
      assertThat(Bureau.send(module, instruction, 0, NO_DATA).status().hex()).isEqualTo("6982");
    }
    var command = new CommandApdu(0x84, Instruction.BEGIN.ins(), 0, 0, new byte[32]);
    assertThat(Bureau.send(module, command).status().hex()).isEqualTo("6985");
  }

  @Test
  void aUnitOfAnotherOrganizationOrAnotherRootIsRefused() throws Exception {
    var module = bureau.module("pad-6");
    var south = bureau.unit("South Pay", "unit 2", "central 2");
    assertThatThrownBy(() -> bureau.personalize(south, Bureau.link(module, new ArrayList<>())))
        .hasMessageContaining("9E35");
    var strangers = new Bureau().unit;
    strangers.policy = Books.USUAL;
    assertThatThrownBy(() -> bureau.personalize(strangers, Bureau.link(module, new ArrayList<>())))
        .isInstanceOf(AuthenticityException.class);
    var posing = bureau.unit(Bureau.NORTH, "unit 3", "central 1");
    posing.shown = strangers.certificate();
    assertThatThrownBy(() -> bureau.personalize(posing, Bureau.link(module, new ArrayList<>())))
        .hasMessageContaining("9E34");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    assertThat(Bureau.status(module).failures()).isEqualTo(2);
  }

  @Test
  void anExpiredOrderOrUnitIsRefused() throws Exception {
    var module = bureau.module("pad-7");
    bureau.unit.orderLife = Duration.ofSeconds(-1);
    assertThat(status(refused(module))).isEqualTo("6982");
    bureau.unit.orderLife = Duration.ofHours(1);
    bureau.later(Duration.ofDays(81));
    assertThat(status(refused(module))).isEqualTo("9E36");
  }

  @Test
  void anOrderBelowTheManufacturersFloorIsRefused() throws Exception {
    var module = bureau.module("pad-8", Optional.empty(), 0x04, "");
    bureau.unit.policy = new Policy(false, true, false, 30);
    assertThat(status(refused(module))).isEqualTo("9E04");
  }

  private interface Forged {
    Certified forge(Certified usual) throws Exception;
  }

  private String refusedWith(SimulatedModule module, Forged forged) throws Exception {
    bureau.unit.certifying =
        (Certificate identity, CertificateRequest request, Bytes freshness) -> {
          try {
            return forged.forge(bureau.unit.usual(identity, request, freshness));
          } catch (KeyException e) {
            throw e;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    bureau.unit.open.clear();
    return status(refused(module));
  }

  @Test
  void theFiveChecksAreAllOrNothing() throws Exception {
    var module = bureau.module("pad-9");
    var other = bureau.unit(Bureau.NORTH, "unit 4", "central 1");
    var yesterday =
        bureau.unit.usual(
            bureau.crypto.certificates().read(certificate(module, 1)),
            requestOf("pad-10"),
            Bytes.of(new byte[32]));
    assertThat(refusedWith(module, u -> new Certified(yesterday.module(), u.central(), "a:1")))
        .isEqualTo("9E37");
    assertThat(refusedWith(module, u -> new Certified(u.module(), yesterday.central(), "a:1")))
        .isEqualTo("9E37");
    assertThat(refusedWith(module, u -> new Certified(u.module(), other.central, "a:1")))
        .isEqualTo("9E32");
    assertThat(refusedWith(module, u -> new Certified(u.module(), u.module(), "a:1")))
        .isEqualTo("9E35");
    assertThat(refusedWith(module, u -> new Certified(u.central(), u.central(), "a:1")))
        .isEqualTo("9E35");
    bureau.unit.certifying = bureau.unit::usual;
    bureau.unit.open.clear();
    bureau.unit.crossCertificate = Optional.of(other.endorsement.encoded());
    assertThat(status(refused(module))).isEqualTo("9E33");
    bureau.unit.open.clear();
    bureau.unit.crossCertificate = Optional.of(bureau.unit.endorsement.encoded());
    assertThat(bureau.personalize(module).confirmed()).isTrue();
  }

  private CertificateRequest requestOf(String name) throws Exception {
    var module = bureau.virgin(name, Optional.empty());
    byte[] names = new IdentityGeneration(Bureau.NORTH, "pin pad").encode();
    return bureau
        .crypto
        .certificates()
        .readRequest(Bureau.ok(Bureau.send(module, Instruction.GENERATE_IDENTITY, 0, names)));
  }

  @Test
  void aModuleThatInsistsOnACentralSystemTakesNoOther() throws Exception {
    var module = bureau.module("pad-11", Optional.empty(), 0, "central 9");
    assertThat(status(refused(module))).isEqualTo("9E31");
  }

  @Test
  void theVariationValueIsAskedForAndEntersTheKey() throws Exception {
    var pinned =
        new Bureau(
            out -> {
              for (int i = 0; i < out.length; i++) {
                out[i] = (byte) (i * 37 + 11);
              }
            });
    var keys = new ArrayList<Bytes>();
    for (int v : new int[] {1, 1, 2}) {
      var pair =
          pinned
              .crypto
              .ecKeys()
              .generate(
                  out -> {
                    for (int i = 0; i < out.length; i++) {
                      out[i] = (byte) (i * 37 + 11);
                    }
                  },
                  new byte[] {(byte) v});
      keys.add(pair.publicKey().point());
    }
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    var module = pinned.module("pad-12");
    assertThat(pinned.personalize(module).confirmed()).isTrue();
    assertThat(pinned.crypto.certificates().read(certificate(module, 2)).publicKey().point())
        .isNotEqualTo(
            pinned.crypto.certificates().read(certificate(module, 1)).publicKey().point());
  }

  @Test
  void transactionKeysComeFromTheCentralSystemAndSurviveARestart() throws Exception {
    var module = bureau.module("pad-13");
    assertThatThrownBy(() -> bureau.central(module)).hasMessageContaining("6985");
    bureau.personalize(module);
    for (var form : KeyLoad.Form.values()) {
      int version = form.ordinal() + 1;
      try (var record = record(version);
          var channel = bureau.central(module);
          var run = channel.central(module.serialNumber())) {
        byte[] load = run.load(form, 1, record).toArray();
        byte[] answer = Bureau.ok(channel.send(Instruction.KEY_LOAD, 0, load));
        assertThat(run.receipt(answer).keyVersion()).isEqualTo(version);
        module.powerCycle();
        var challenge = Bytes.of(new byte[8]);
        byte[] mac =
            Bureau.ok(Bureau.send(module, Instruction.USE_KEY, 0, run.use(1, challenge).toArray()));
        assertThat(run.proves(mac, 1, challenge, record.key())).isTrue();
      }
    }
    assertThat(Bureau.status(module).keys()).hasSize(1);
    assertThat(Bureau.status(module).keys().get(0).keyVersion()).isEqualTo(2);
    try (var record = record(1);
        var channel = bureau.central(module);
        var run = channel.central(module.serialNumber())) {
      byte[] load = run.load(KeyLoad.Form.KEY_RECORD, 1, record).toArray();
      assertThat(channel.send(Instruction.KEY_LOAD, 0, load).status().hex()).isEqualTo("9E03");
      load[load.length - 1] ^= 1;
      assertThat(channel.send(Instruction.KEY_LOAD, 0, load).status().hex()).isEqualTo("6988");
    }
    bureau.unit.kind = Order.Kind.RENEWAL;
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    assertThat(Bureau.status(module).keys()).isEmpty();
  }

  private KeyRecord record(int version) {
    return new KeyRecord(
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE),
        version,
        bureau.crypto.keys().generate(KeySpec.AES_128));
  }

  @Test
  void aCentralSystemWithAnotherKeyIsRefused() throws Exception {
    var module = bureau.module("pad-14");
    bureau.personalize(module);
    var other = bureau.unit(Bureau.NORTH, "unit 5", "central 1");
    var apdus = new ApduChannel(Bureau.link(module, new ArrayList<>()));
    assertThatThrownBy(
            () ->
                org.keywright.protocol.personalization.ClientChannel.open(
                    bureau.crypto, apdus, other.centralAsClient()))
        .hasMessageContaining("6982");
  }

  @Test
  void aRunWhoseAcknowledgementWasLostIsSettledAtTheNextContact() throws Exception {
    var module = bureau.module("pad-15");
    module.arm(org.keywright.transport.sim.Fault.parse("lose-answer@3e"));
    assertThatThrownBy(() -> bureau.personalize(module)).hasMessageContaining("lost");
    assertThat(bureau.unit.log).containsExactly("issued");
    var run = bureau.personalize(module);
    assertThat(run.confirmed()).isTrue();
    assertThat(bureau.unit.log).containsExactly("issued", "confirmed");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
  }

  @Test
  void theKeysOfARunAreUsedOnlyOnceItsLinkIsClosed() throws Exception {
    var module = bureau.module("pad-16");
    module.arm(org.keywright.transport.sim.Fault.parse("cut-before@3e"));
    assertThatThrownBy(() -> bureau.personalize(module)).hasMessageContaining("cut");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
    var other = bureau.module("pad-17");
    var seen = new ArrayList<byte[]>();
    var link = Bureau.link(other, seen);
    var stopped =
        new Link() {
          @Override
          public Atr atr() {
            return link.atr();
          }

          @Override
          public byte[] transceive(byte[] command) throws LinkException {
            if ((command[1] & 0xFF) == Instruction.ACKNOWLEDGEMENT.ins()) {
              throw new LinkException("cut here");
            }
            return link.transceive(command);
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> bureau.personalize(bureau.unit, stopped)).hasMessageContaining("cut");
    assertThat(Bureau.status(other).state()).isEqualTo(LifeCycle.PERSONALIZING);
    assertThatThrownBy(() -> bureau.central(other)).hasMessageContaining("6985");
    other.powerCycle();
    assertThat(Bureau.status(other).state()).isEqualTo(LifeCycle.OPERATIONAL);
    bureau.central(other).close();
  }

  @Test
  void aModuleDiesOnTwoSignaturesOnly() throws Exception {
    var module = bureau.module("pad-18");
    bureau.personalize(module);
    assertThat(decommission(module, bureau.unit.pair).status().hex()).isEqualTo("6982");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
    Bureau.ok(decommission(module, bureau.rootPair));
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.DEAD);
    for (var instruction :
        List.of(Instruction.GENERATE_IDENTITY, Instruction.USER_ACT, Instruction.GET_CHALLENGE)) {
      assertThat(Bureau.send(module, instruction, 0, NO_DATA).status().hex()).isEqualTo("6985");
    }
  }

  private ResponseApdu decommission(SimulatedModule module, EcKeyPair root) throws Exception {
    var challenge = Bytes.of(Bureau.ok(Bureau.send(module, Instruction.GET_CHALLENGE, 0, NO_DATA)));
    byte[] covered = Decommissioning.covered(module.serialNumber(), challenge);
    var ec = bureau.crypto.ecKeys();
    var data =
        new Decommissioning(
            challenge,
            bureau.unit.certificate().encoded(),
            Bytes.of(ec.sign(root.privateKey(), covered)),
            Bytes.of(ec.sign(bureau.unit.pair.privateKey(), covered)));
    return Bureau.send(module, Instruction.DECOMMISSION, 0, data.encode());
  }
}
