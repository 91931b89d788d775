// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;

/** A host in memory, which is new to every module, and its contacts with the one under test. */
final class PairingHost implements AutoCloseable {
  private final Suite suite;
  private final Keys keys;
  private final SerialNumber serial;
  private final Key hostKey;
  private final int generation;
  private final Bytes cryptogram;
  private Optional<Key> pairingKey = Optional.empty();

  PairingHost(Suite suite, Keys keys, Key generationKey, int generation) throws KeyException {
    this.suite = suite;
    this.keys = keys;
    this.generation = generation;
    serial = SerialNumber.of(keys.random(SerialNumber.LENGTH));
    hostKey = keys.generate(suite.keySpec());
    try (var record = new HostKeyRecord(generation, 0, 0, serial.value(), hostKey.copy())) {
      cryptogram = Cryptogram.seal(suite, generationKey, record);
    }
  }

  SerialNumber serial() {
    return serial;
  }

  /** The key of the host; stays the host's. */
  Key hostKey() {
    return hostKey;
  }

  Bytes cryptogram() {
    return cryptogram;
  }

  /** HELLO, which must be answered. */
  HostContact greet(Link module) throws LinkException, TlvException {
    var contact =
        new HostContact(
            new HostHello(
                serial,
                Bytes.of(keys.random(HostHello.CHALLENGE_LENGTH)),
                Bytes.of((byte) suite.id())));
    byte[] answer = ok(module, Instruction.HELLO, contact.encodedHello());
    contact.greeted(suite, ModuleHello.decode(answer), answer);
    return contact;
  }

  /** PAIR, which must be answered. */
  CodePrompt ask(Link module, HostContact contact) throws LinkException, TlvException {
    return contact.asked(ok(module, Instruction.PAIR, contact.pair(generation, cryptogram)));
  }

  /** CODE under a key that a host should have. */
  ResponseApdu type(Link module, HostContact contact, Key leaf, KeyMaterial code)
      throws LinkException, KeyException {
    return send(module, Instruction.CODE, contact.enterCode(leaf, code));
  }

  /** Takes the module's answer to CODE, and proves the pairing. */
  void finish(Link module, HostContact contact, byte[] answer)
      throws LinkException, TlvException, KeyException, Refusal {
    var key = contact.paired(hostKey, answer);
    pairingKey.ifPresent(Key::close);
    pairingKey = Optional.of(key);
    prove(module, contact);
  }

  /** VERIFY, which must be answered with the right proof. */
  void prove(Link module, HostContact contact)
      throws LinkException, TlvException, KeyException, Refusal {
    contact.verified(ok(module, Instruction.VERIFY, contact.verify(pairingKey.orElseThrow())));
  }

  static ResponseApdu send(Link module, Instruction instruction, byte[] data) throws LinkException {
    return UnitContract.send(module, instruction.command(data).toBytes());
  }

  static byte[] ok(Link module, Instruction instruction, byte[] data) throws LinkException {
    var answer = send(module, instruction, data);
    assertThat(answer.status().hex()).as(instruction.toString()).isEqualTo("9000");
    return answer.data();
  }

  @Override
  public void close() {
    hostKey.close();
    pairingKey.ifPresent(Key::close);
  }
}
