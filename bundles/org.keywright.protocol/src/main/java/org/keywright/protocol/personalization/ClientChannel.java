// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The other end of a module's local channel: opens it over a link, as a personalization unit or as
 * the central system, and sends commands through it.
 *
 * <p>Borrows the link. For one thread at a time; the owner closes it, which wipes its keys.
 */
public final class ClientChannel implements AutoCloseable {
  private static final int LONGEST_ANSWER = 0x10000;

  private final ApduChannel apdus;
  private final SecureMessaging messaging;
  private final CertificateChain module;
  private final Cryptography crypto;

  private ClientChannel(
      Cryptography crypto, ApduChannel apdus, SecureMessaging messaging, CertificateChain module) {
    this.crypto = crypto;
    this.apdus = apdus;
    this.messaging = messaging;
    this.module = module;
  }

  /** Who opens a channel. */
  public interface Client {
    /** As what it opens the channel. */
    ChannelPeer peer();

    /** The certificate that it shows. */
    Certificate certificate();

    /** Signs with the key of that certificate. */
    byte[] sign(byte[] message) throws Refusal;

    /**
     * Checks the module's certificates, of which the first is its own.
     *
     * @throws Refusal if they are not believed
     */
    void check(CertificateChain module) throws Refusal;
  }

  /**
   * Opens a channel. The user's act has armed the module, where one is needed.
   *
   * @throws StatusException if the module refuses
   * @throws AuthenticityException if the module does not prove who it is, or its certificates are
   *     not believed
   * @throws LinkException if the path fails
   * @throws Refusal if the client cannot sign
   */
  public static ClientChannel open(Cryptography crypto, ApduChannel apdus, Client client)
      throws LinkException, ModuleException, Refusal {
    byte[] number = crypto.keys().random(ChannelOpening.NONCE);
    try (EcKeyPair own = crypto.ecKeys().ephemeral()) {
      byte[] point = own.publicKey().encoded();
      byte[] data = new TlvWriter(128).put(0xB4, point).put(0xB0, number).toBytes();
      var in = TlvReader.of(send(apdus, client.peer(), 1, data));
      byte[] otherPoint = in.take(0xA3, EcPublicKey.LENGTH);
      byte[] otherNumber = in.take(0xA2, ChannelOpening.NONCE);
      byte[] chain = in.take(0xA1, 1, TlvReader.LIMIT);
      byte[] signature = in.take(0xA4, Tags.SIGNATURE);
      byte[] mac = in.take(0x8E, 32);
      in.end();
      try (var agreed =
          ChannelOpening.agree(
              crypto,
              client.peer(),
              own,
              EcPublicKey.of(otherPoint),
              point,
              number,
              otherPoint,
              otherNumber)) {
        var module = proved(crypto, client, agreed, chain, signature, mac);
        send(apdus, client.peer(), 2, finish(client, agreed, chain));
        return new ClientChannel(crypto, apdus, agreed.messaging(), module);
      }
    } catch (TlvException e) {
      throw new MalformedResponseException("OPEN CHANNEL", e.getMessage());
    } catch (KeyException e) {
      throw new AuthenticityException("OPEN CHANNEL", e.getMessage());
    }
  }

  private static CertificateChain proved(
      Cryptography crypto,
      Client client,
      ChannelOpening agreed,
      byte[] chain,
      byte[] signature,
      byte[] mac)
      throws KeyException, AuthenticityException {
    byte[] covered = agreed.moduleCovers(chain);
    if (!agreed.macHolds(covered, signature, mac)) {
      throw new AuthenticityException("OPEN CHANNEL", "the module's MAC is wrong");
    }
    var module = crypto.certificates().readChain(chain);
    try {
      client.check(module);
    } catch (Refusal e) {
      throw new AuthenticityException("OPEN CHANNEL", e.getMessage());
    }
    if (!crypto.ecKeys().verify(module.leaf().publicKey(), covered, signature)) {
      throw new AuthenticityException("OPEN CHANNEL", "the module's signature is wrong");
    }
    return module;
  }

  private static byte[] finish(Client client, ChannelOpening agreed, byte[] chain)
      throws KeyException, Refusal {
    byte[] certificate = client.certificate().encoded().toArray();
    byte[] covered = agreed.peerCovers(chain, certificate);
    byte[] signature = client.sign(covered);
    return new TlvWriter(1024)
        .put(0xB2, certificate)
        .put(0xB6, signature)
        .put(0x8E, agreed.mac(covered, signature))
        .toBytes();
  }

  private static byte[] send(ApduChannel apdus, ChannelPeer peer, int step, byte[] data)
      throws LinkException, StatusException {
    int ins = Instruction.OPEN_CHANNEL.ins();
    var answer = apdus.send(new CommandApdu(0x80, ins, step, peer.code(), data, LONGEST_ANSWER));
    if (!answer.status().ok()) {
      throw new StatusException("OPEN CHANNEL", answer.status());
    }
    return answer.data();
  }

  /** The module's certificates, of which the first is its own. */
  public CertificateChain module() {
    return module;
  }

  /** What binds a run to this channel. */
  public Bytes binding() {
    try {
      return messaging.binding();
    } catch (KeyException e) {
      throw new IllegalStateException("the agreed key makes no MAC", e);
    }
  }

  /** Begins as the central system. */
  public CentralRun central(SerialNumber number) throws KeyException {
    return new CentralRun(
        crypto, number, messaging.expand("KW2.KBPK"), messaging.expand("KW2.RCPT"));
  }

  /**
   * Sends a command through the channel.
   *
   * @throws AuthenticityException if the answer is not the module's
   */
  public ResponseApdu send(Instruction instruction, int p1, byte[] data)
      throws LinkException, AuthenticityException {
    try {
      var plain =
          new CommandApdu(SecureMessaging.CLA, instruction.ins(), p1, 0, data, LONGEST_ANSWER);
      return messaging.open(apdus.send(messaging.protect(plain)));
    } catch (KeyException e) {
      throw new IllegalStateException("the keys of the channel do not work", e);
    }
  }

  @Override
  public void close() {
    messaging.close();
  }
}
