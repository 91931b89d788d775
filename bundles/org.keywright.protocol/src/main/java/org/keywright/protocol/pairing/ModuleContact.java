// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.transport.TlvWriter;

/**
 * One contact as a module sees it, from HELLO to the end of its session: what was said, and the
 * keys that it brings. Volatile; the module decides what it stores, and when.
 *
 * <p>The owner closes it, which wipes its keys. For one thread.
 */
public final class ModuleContact implements AutoCloseable {
  private final Suite suite;
  private final HostHello hello;
  private final ModuleHello answer;
  private final Bytes encodedAnswer;
  private final Transcript transcript = new Transcript();
  private Step step = Step.GREETED;
  private @Nullable Key hostKey;
  private @Nullable PairingSession session;

  /** How far a contact has come. */
  public enum Step {
    /** HELLO was answered. */
    GREETED,
    /** PAIR was answered. */
    ASKED,
    /** CODE was answered: the pairing is stored, and the key on its way to the host. */
    HANDED_OVER,
    /** VERIFY was answered: the session is open. */
    OPEN
  }

  /**
   * Begins a contact.
   *
   * @param hello what the host said
   * @param encodedHello the same exactly as it came
   * @param answer what the module says
   */
  public ModuleContact(Suite suite, HostHello hello, byte[] encodedHello, ModuleHello answer) {
    this.suite = suite;
    this.hello = hello;
    this.answer = answer;
    byte[] said = answer.encode();
    encodedAnswer = Bytes.of(said);
    transcript.add(encodedHello).add(said);
  }

  /** The suite of this contact. */
  public Suite suite() {
    return suite;
  }

  /** What the host said. */
  public HostHello hello() {
    return hello;
  }

  /** What the module said. */
  public ModuleHello answer() {
    return answer;
  }

  /** The data of the answer to HELLO. */
  public byte[] encodedAnswer() {
    return encodedAnswer.toArray();
  }

  /** How far it has come. */
  public Step step() {
    return step;
  }

  /**
   * PAIR: remembers the host's key and makes the answer.
   *
   * @param record what the cryptogram held; stays the caller's
   * @param request the data of PAIR
   */
  public byte[] ask(HostKeyRecord record, byte[] request, CodeDemand demand) {
    hostKey = record.key().copy();
    byte[] said = demand.encode();
    transcript.add(request).add(said);
    step = Step.ASKED;
    return said;
  }

  /**
   * CODE: opens what the host sent, a block that the caller then owns.
   *
   * @param wrapped the value of tag 9A
   * @throws KeyException if it comes from nobody who has the host's key, or belongs to another
   *     contact
   */
  public KeyMaterial openCode(byte[] wrapped) throws KeyException {
    try (Key key =
        PairingKeys.codeTransportKey(suite, hostKey(), hello, answer, transcript.digest())) {
      return suite.wrap().unwrap(key, wrapped);
    }
  }

  /** CODE: makes KA of the host's SN and of the module's own; the caller owns it. */
  public Key newPairingKey(Key moduleKey) throws KeyException {
    return PairingKeys.pairingKey(suite, moduleKey, hello, answer, answer.index());
  }

  /**
   * CODE: makes the answer that carries KA to the host.
   *
   * @param pairingKey KA; stays the caller's
   * @param request the data of CODE
   */
  public byte[] handOver(Key pairingKey, byte[] request) throws KeyException {
    transcript.add(request);
    try (Key key = PairingKeys.returnKey(suite, hostKey(), hello, answer)) {
      var opened = PairingSession.ofModule(suite, pairingKey, hello, answer);
      session = opened;
      byte[] wrapped = suite.wrap().wrap(key, pairingKey.material());
      byte[] said = new TlvWriter(64).put(0xAD, wrapped).toBytes();
      transcript.add(said);
      byte[] mac =
          new TlvWriter(18)
              .put(0x8E, transcript.mac(suite, opened.mac(), Transcript.KEY_RETURN))
              .toBytes();
      transcript.add(mac);
      step = Step.HANDED_OVER;
      return new TlvWriter(64).raw(said).raw(mac).toBytes();
    }
  }

  /**
   * VERIFY: whether the host has the pairing key and saw the same contact.
   *
   * @param pairingKey KA; stays the caller's
   * @param request the data of VERIFY
   * @param proof V_MH
   */
  public boolean verifies(Key pairingKey, byte[] request, byte[] proof) throws KeyException {
    var opened = session;
    if (opened == null) {
      opened = PairingSession.ofModule(suite, pairingKey, hello, answer);
      session = opened;
    }
    byte[] expected = transcript.mac(suite, opened.mac(), Transcript.HOST_PROOF);
    transcript.add(request);
    return MessageDigest.isEqual(expected, proof);
  }

  /** VERIFY: makes the answer; the session is open. */
  public byte[] open() throws KeyException {
    byte[] proof = transcript.mac(suite, session().mac(), Transcript.MODULE_PROOF);
    step = Step.OPEN;
    return new TlvWriter(18).put(0x8E, proof).toBytes();
  }

  /** The session, which stays the contact's. */
  public PairingSession session() {
    var opened = session;
    if (opened == null) {
      throw new IllegalStateException("this contact has no session yet");
    }
    return opened;
  }

  private Key hostKey() {
    var key = hostKey;
    if (key == null) {
      throw new IllegalStateException("this contact has no cryptogram yet");
    }
    return key;
  }

  /** Wipes what it holds. */
  @Override
  public void close() {
    if (hostKey != null) {
      hostKey.close();
    }
    if (session != null) {
      session.close();
    }
  }
}
