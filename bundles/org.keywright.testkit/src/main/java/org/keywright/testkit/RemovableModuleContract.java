// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.jce.StandaloneCrypto;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlvException;

/**
 * What a removable module (MS) of the pairing protocol must answer (pairing protocol, sections 6
 * and 8): it is paired by the right code and knows its host again, and refuses codes, cryptograms,
 * proofs, orders and steps that are wrong, each with its word.
 *
 * <p>Extend it and name a link to a module that is installed with keys made for the test and with
 * the default policy. Each test begins with a module that has no pairing and all its tries.
 */
public abstract class RemovableModuleContract extends UnitContract {
  private final StandaloneCrypto crypto = new StandaloneCrypto();

  /** Called by the test framework, through the subclass. */
  protected RemovableModuleContract() {}

  /** K_MS, made for this test; stays the subclass's. */
  protected abstract Key moduleKey();

  /** k_g, made for this test; stays the subclass's. */
  protected abstract Key generationKey();

  /** The generation g of {@link #generationKey}. */
  protected int generation() {
    return 1;
  }

  /** The suite of the contacts. */
  protected Suite suite() throws KeyException {
    return crypto.suite(0x01);
  }

  /** Makes keys and random numbers. */
  protected Keys keys() {
    return crypto.keys();
  }

  @Override
  protected final Application application() {
    return Application.MS;
  }

  @Test
  final void statusHasTheSuiteTheGenerationAndAllTries() throws Exception {
    try (var module = open()) {
      var status = status(module);
      assertThat(status.installed()).isTrue();
      assertThat(status.suites().toArray()).contains((byte) suite().id());
      assertThat(status.generations()).contains(generation());
      assertThat(status.places()).isGreaterThanOrEqualTo(2);
      assertThat(status.occupied()).isZero();
      assertThat(status.triesLeft()).isEqualTo(PairingCodes.TRIES);
    }
  }

  @Test
  final void aHostIsPairedByTheRightCodeAndKnownAgain() throws Exception {
    try (var host = host()) {
      long before;
      try (var module = open();
          var contact = host.greet(module)) {
        before = status(module).index();
        var prompt = host.ask(module, contact);
        assertThat(prompt.index()).isEqualTo(before);
        try (var code = code(module, host.serial(), prompt.index())) {
          var answer = host.type(module, contact, host.hostKey(), code);
          assertThat(answer.status().hex()).as("CODE").isEqualTo("9000");
          host.finish(module, contact, answer.data());
        }
      }
      try (var module = open();
          var contact = host.greet(module)) {
        host.prove(module, contact);
        assertThat(status(module).index()).isEqualTo(before + 1);
        assertThat(status(module).occupied()).isOne();
      }
    }
  }

  @Test
  final void aWrongCodeCostsATryAndNoMore() throws Exception {
    try (var host = host();
        var module = open();
        var contact = host.greet(module)) {
      var prompt = host.ask(module, contact);
      try (var wrong = code(module, host.serial(), prompt.index() + 1)) {
        assertThat(host.type(module, contact, host.hostKey(), wrong).status().hex())
            .isEqualTo("63C2");
      }
      assertThat(status(module).triesLeft()).isEqualTo(PairingCodes.TRIES - 1);
      assertThat(status(module).occupied()).isZero();
      assertThat(status(module).index()).isEqualTo(prompt.index());
    }
  }

  @Test
  final void aCodeOfAHostWithoutItsKeyCostsNoTry() throws Exception {
    try (var host = host();
        var other = keys().generate(suite().keySpec());
        var module = open();
        var contact = host.greet(module)) {
      var prompt = host.ask(module, contact);
      try (var code = code(module, host.serial(), prompt.index())) {
        assertThat(host.type(module, contact, other, code).status().hex()).isEqualTo("6988");
      }
      assertThat(status(module).triesLeft()).isEqualTo(PairingCodes.TRIES);
    }
  }

  @Test
  final void aCryptogramThatIsNotTheHostsIsRefused() throws Exception {
    try (var host = host();
        var other = host();
        var module = open()) {
      byte[] changed = host.cryptogram().toArray();
      changed[changed.length / 2] ^= 1;
      assertThat(pair(module, host, generation(), Bytes.of(changed))).isEqualTo("9E11");
      assertThat(pair(module, host, generation(), other.cryptogram())).isEqualTo("9E11");
      assertThat(pair(module, host, 0xFFFE, host.cryptogram())).isEqualTo("9E12");
    }
  }

  private static String pair(Link module, PairingHost host, int generation, Bytes cryptogram)
      throws LinkException, TlvException {
    try (var _ = host.greet(module)) {
      return word(module, Instruction.PAIR, new PairRequest(generation, cryptogram).encode());
    }
  }

  @Test
  final void aProofThatIsNoneIsRefused() throws Exception {
    try (var host = host()) {
      try (var module = open();
          var contact = host.greet(module)) {
        var prompt = host.ask(module, contact);
        try (var code = code(module, host.serial(), prompt.index())) {
          host.finish(module, contact, host.type(module, contact, host.hostKey(), code).data());
        }
      }
      try (var module = open();
          var contact = host.greet(module);
          var other = keys().generate(suite().keySpec())) {
        assertThat(word(module, Instruction.VERIFY, contact.verify(other))).isEqualTo("6982");
      }
    }
  }

  @Test
  final void stepsOutOfTheirOrderAreRefused() throws Exception {
    byte[] mac = new byte[18];
    mac[0] = (byte) 0x8E;
    mac[1] = 16;
    byte[] block = new byte[26];
    block[0] = (byte) 0x9A;
    block[1] = 24;
    try (var host = host()) {
      byte[] request = new PairRequest(generation(), host.cryptogram()).encode();
      try (var module = open()) {
        assertThat(word(module, Instruction.VERIFY, mac)).isEqualTo("6985");
        assertThat(word(module, Instruction.PAIR, request)).isEqualTo("6985");
        assertThat(word(module, Instruction.CODE, block)).isEqualTo("6985");
        assertThat(word(module, Instruction.DATA, new byte[0])).isEqualTo("6982");
        try (var _ = host.greet(module)) {
          assertThat(word(module, Instruction.VERIFY, mac)).as("of a stranger").isEqualTo("6985");
          assertThat(word(module, Instruction.CODE, block)).as("without PAIR").isEqualTo("6985");
        }
      }
      try (var module = open()) {
        assertThat(word(module, Instruction.PAIR, request))
            .as("HELLO of another connection")
            .isEqualTo("6985");
      }
    }
  }

  @Test
  final void aSuiteThatIsNotItsOwnIsADowngrade() throws Exception {
    var hello =
        new HostHello(
            SerialNumber.of(keys().random(SerialNumber.LENGTH)),
            Bytes.of(keys().random(HostHello.CHALLENGE_LENGTH)),
            Bytes.of((byte) 0x7F));
    try (var module = open()) {
      assertThat(word(module, Instruction.HELLO, hello.encode())).isEqualTo("9E04");
    }
  }

  @Test
  final void anOrderIsTakenOnceAndFromItsCentreOnly() throws Exception {
    try (var module = open();
        var strange = keys().generate(suite().keySpec())) {
      long serial = status(module).serial() + 1;
      var id = status(module).module();
      try (var orders = new ModuleOrders(suite(), moduleKey(), id);
          var others = new ModuleOrders(suite(), strange, id)) {
        assertThat(word(module, others.list(serial, 0).toBytes())).isEqualTo("6988");
        var answer = UnitContract.send(module, orders.list(serial, 0).toBytes());
        assertThat(answer.status().hex()).isEqualTo("9000");
        assertThat(orders.readTable(serial, answer.data()).rows()).isEmpty();
        assertThat(word(module, orders.list(serial, 0).toBytes())).isEqualTo("9E05");
        assertThat(status(module).serial()).isEqualTo(serial);
      }
    }
  }

  private PairingHost host() throws KeyException {
    return new PairingHost(suite(), keys(), generationKey(), generation());
  }

  /** The code that the centre would give. */
  private KeyMaterial code(Link module, SerialNumber host, long index)
      throws LinkException, TlvException, KeyException {
    var status = status(module);
    try (Key codeKey = PairingKeys.codeKey(suite(), moduleKey(), status.module())) {
      return PairingCodes.code(
          suite(), codeKey, status.settings().codes(), status.module(), host, index);
    }
  }

  private static ModuleStatus status(Link module) throws LinkException, TlvException {
    return ModuleStatus.decode(PairingHost.ok(module, Instruction.STATUS, new byte[0]));
  }

  private static String word(Link module, Instruction instruction, byte[] data)
      throws LinkException {
    return PairingHost.send(module, instruction, data).status().hex();
  }

  private static String word(Link module, byte[] frame) throws LinkException {
    return UnitContract.send(module, frame).status().hex();
  }
}
