// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * One contact as a host sees it, from HELLO to the end of its session. Volatile; the host decides
 * what it stores, and when.
 *
 * <p>The owner closes it, which wipes its keys. For one thread.
 */
public final class HostContact implements AutoCloseable {
  private final HostHello hello;
  private final Bytes encodedHello;
  private final Transcript transcript = new Transcript();
  private Step step = Step.BEGUN;
  private @Nullable Suite suite;
  private @Nullable ModuleHello answer;
  private @Nullable PairingSession session;
  private byte[] expectedProof = {};

  /** How far a contact has come. */
  public enum Step {
    /** HELLO is made. */
    BEGUN,
    /** PAIR is made. */
    PAIRING,
    /** The module wants a code, or none. */
    ASKED,
    /** CODE is made. */
    CODED,
    /** VERIFY is made. */
    VERIFYING,
    /** The session is open. */
    OPEN
  }

  /** Begins a contact. */
  public HostContact(HostHello hello) {
    this.hello = hello;
    byte[] said = hello.encode();
    encodedHello = Bytes.of(said);
    transcript.add(said);
  }

  /** What the host says. */
  public HostHello hello() {
    return hello;
  }

  /** The data of HELLO. */
  public byte[] encodedHello() {
    return encodedHello.toArray();
  }

  /** How far it has come. */
  public Step step() {
    return step;
  }

  /**
   * Takes the answer to HELLO.
   *
   * @param chosen the suite that it names
   * @param encoded the answer exactly as it came
   */
  public void greeted(Suite chosen, ModuleHello said, byte[] encoded) {
    suite = chosen;
    answer = said;
    transcript.add(encoded);
  }

  /** Makes the data of PAIR. */
  public byte[] pair(int generation, Bytes cryptogram) {
    byte[] data = new PairRequest(generation, cryptogram).encode();
    transcript.add(data);
    step = Step.PAIRING;
    return data;
  }

  /**
   * Takes the answer to PAIR; what the user is to see.
   *
   * @throws TlvException if it is not laid out as it must be
   */
  public CodePrompt asked(byte[] encoded) throws TlvException {
    var demand = CodeDemand.decode(encoded);
    transcript.add(encoded);
    step = Step.ASKED;
    return new CodePrompt(answer().module(), hello.host(), answer().index(), demand);
  }

  /**
   * Makes the data of CODE.
   *
   * @param hostKey MHK_SN; stays the caller's
   * @param code ASCII digits, none if none is needed; stays the caller's
   */
  public byte[] enterCode(Key hostKey, KeyMaterial code) throws KeyException {
    try (Key key =
            PairingKeys.codeTransportKey(suite(), hostKey, hello, answer(), transcript.digest());
        KeyMaterial block = CodeBlock.of(code)) {
      byte[] data = new TlvWriter(32).put(0x9A, suite().wrap().wrap(key, block)).toBytes();
      transcript.add(data);
      step = Step.CODED;
      return data;
    }
  }

  /**
   * Takes the answer to CODE: KA, which the caller owns.
   *
   * @param hostKey MHK_SN; stays the caller's
   * @throws TlvException if it is not laid out as it must be
   * @throws KeyException if the key does not open or is of another kind
   * @throws Refusal 6988 if the module's MAC does not hold
   */
  public Key paired(Key hostKey, byte[] encoded) throws TlvException, KeyException, Refusal {
    var in = TlvReader.of(encoded);
    byte[] wrapped = in.take(0xAD, 24, 72);
    int covered = in.position();
    byte[] mac = in.take(0x8E, 16);
    in.end();
    Key pairingKey;
    try (Key key = PairingKeys.returnKey(suite(), hostKey, hello, answer())) {
      pairingKey = Key.of(suite().keySpec(), suite().wrap().unwrap(key, wrapped));
    }
    boolean holds = false;
    try {
      var opened = PairingSession.ofHost(suite(), pairingKey, hello, answer());
      session = opened;
      transcript.add(Arrays.copyOf(encoded, covered));
      byte[] expected = transcript.mac(suite(), opened.mac(), Transcript.KEY_RETURN);
      holds = MessageDigest.isEqual(expected, mac);
      if (!holds) {
        throw new Refusal(0x6988);
      }
      transcript.add(Arrays.copyOfRange(encoded, covered, encoded.length));
      return pairingKey;
    } finally {
      if (!holds) {
        pairingKey.close();
      }
    }
  }

  /**
   * Makes the data of VERIFY.
   *
   * @param pairingKey KA for this module; stays the caller's
   */
  public byte[] verify(Key pairingKey) throws KeyException {
    var opened = session;
    if (opened == null) {
      opened = PairingSession.ofHost(suite(), pairingKey, hello, answer());
      session = opened;
    }
    byte[] proof = transcript.mac(suite(), opened.mac(), Transcript.HOST_PROOF);
    byte[] data = new TlvWriter(18).put(0x8E, proof).toBytes();
    transcript.add(data);
    // All that the module's proof covers is there now, and so is the key.
    expectedProof = transcript.mac(suite(), opened.mac(), Transcript.MODULE_PROOF);
    step = Step.VERIFYING;
    return data;
  }

  /**
   * Takes the answer to VERIFY; the session is open.
   *
   * @throws TlvException if it is not laid out as it must be
   * @throws Refusal 6988 if the module's proof does not hold
   */
  public void verified(byte[] encoded) throws TlvException, Refusal {
    var in = TlvReader.of(encoded);
    byte[] proof = in.take(0x8E, 16);
    in.end();
    if (!MessageDigest.isEqual(expectedProof, proof)) {
      throw new Refusal(0x6988);
    }
    step = Step.OPEN;
  }

  /** The session, which stays the contact's. */
  public PairingSession session() {
    return present(session);
  }

  /** What the module said. */
  public ModuleHello answer() {
    return present(answer);
  }

  private Suite suite() {
    return present(suite);
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("this contact has not come so far");
    }
    return part;
  }

  /** Wipes what it holds. */
  @Override
  public void close() {
    Arrays.fill(expectedProof, (byte) 0);
    if (session != null) {
      session.close();
    }
  }
}
