// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The module's end of a local channel: OPEN CHANNEL in two steps, then secure messaging.
 *
 * <p>For one thread at a time; the owner closes it, which wipes its keys.
 */
public final class ModuleChannel implements AutoCloseable {
  private final Cryptography crypto;
  private final ChannelPeer peer;
  private final byte[] ownChain;
  private @Nullable ChannelOpening opening;
  private @Nullable SecureMessaging messaging;
  private Optional<Certificate> peerCertificate = Optional.empty();

  /** What the module says to the certificate of the other end. */
  @FunctionalInterface
  public interface PeerCheck {
    /** Returns the certificate if it is believed; a {@link Refusal} otherwise. */
    Certificate check(Bytes encoded) throws Refusal;
  }

  /** Signs with the key that the module shows in this channel. */
  @FunctionalInterface
  public interface Signer {
    /** Signs a message. */
    byte[] sign(byte[] message) throws KeyException;
  }

  /**
   * Begins.
   *
   * @param peer to whom
   * @param chain the module's certificates in DER, one behind the other, its own first
   */
  public ModuleChannel(Cryptography crypto, ChannelPeer peer, Bytes chain) {
    this.crypto = crypto;
    this.peer = peer;
    this.ownChain = chain.toArray();
  }

  /**
   * OPEN CHANNEL, first step: returns the answer's data.
   *
   * @throws TlvException if the data are malformed
   * @throws Refusal 6988 if the ephemeral key is no point of the curve
   */
  public byte[] first(byte[] data, Signer signer) throws TlvException, Refusal {
    var in = TlvReader.of(data);
    byte[] point = in.take(0xB4, EcPublicKey.LENGTH);
    byte[] number = in.take(0xB0, ChannelOpening.NONCE);
    in.end();
    byte[] ownNumber = crypto.keys().random(ChannelOpening.NONCE);
    try (EcKeyPair own = crypto.ecKeys().ephemeral()) {
      byte[] ownPoint = own.publicKey().encoded();
      var agreed =
          ChannelOpening.agree(
              crypto, peer, own, EcPublicKey.of(point), point, number, ownPoint, ownNumber);
      opening = agreed;
      byte[] covered = agreed.moduleCovers(ownChain);
      byte[] signature = signer.sign(covered);
      return new TlvWriter(1024)
          .put(0xA3, ownPoint)
          .put(0xA2, ownNumber)
          .put(0xA1, ownChain)
          .put(0xA4, signature)
          .put(0x8E, agreed.mac(covered, signature))
          .toBytes();
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    }
  }

  /**
   * OPEN CHANNEL, second step: the other end shows who it is. Whatever fails, the channel is to be
   * closed.
   *
   * @throws TlvException if the data are malformed
   * @throws Refusal 6985 without a first step, 6988 for MAC or signature, or what the check says
   */
  public void second(byte[] data, PeerCheck check) throws TlvException, Refusal {
    ChannelOpening agreed = opening;
    if (agreed == null || messaging != null) {
      throw new Refusal(0x6985);
    }
    var in = TlvReader.of(data);
    byte[] certificate = in.take(0xB2, 1, Tags.CERTIFICATE);
    byte[] signature = in.take(0xB6, Tags.SIGNATURE);
    byte[] mac = in.take(0x8E, 32);
    in.end();
    byte[] covered = agreed.peerCovers(ownChain, certificate);
    try {
      if (!agreed.macHolds(covered, signature, mac)) {
        throw new Refusal(0x6988);
      }
      Certificate believed = check.check(Bytes.of(certificate));
      if (!crypto.ecKeys().verify(believed.publicKey(), covered, signature)) {
        throw new Refusal(0x6988);
      }
      messaging = agreed.messaging();
      peerCertificate = Optional.of(believed);
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    }
  }

  /** To whom. */
  public ChannelPeer peer() {
    return peer;
  }

  /** The other end's certificate once the channel is open; empty before. */
  public Optional<Certificate> peerCertificate() {
    return peerCertificate;
  }

  /** What binds a run to this channel. */
  public Bytes binding() throws KeyException {
    return open().binding();
  }

  /** The keys for transaction keys in this channel, which the receiver owns. */
  public TransactionKeys transactionKeys(SerialNumber module) throws KeyException {
    Key protection = open().expand("KW2.KBPK");
    return new TransactionKeys(crypto, module, protection, open().expand("KW2.RCPT"));
  }

  /**
   * Checks and opens a command of class 84.
   *
   * @throws Refusal 6985 if the channel is not open, 6988 if the command is not authentic: the
   *     channel is to be closed then
   */
  public CommandApdu open(CommandApdu received) throws Refusal {
    if (messaging == null) {
      throw new Refusal(0x6985);
    }
    try {
      return open().open(received);
    } catch (KeyException | AuthenticityException e) {
      throw new Refusal(0x6988);
    }
  }

  /** Protects the answer to a command that was opened. */
  public ResponseApdu protect(ResponseApdu plain) throws KeyException {
    return open().protect(plain);
  }

  private SecureMessaging open() {
    SecureMessaging found = messaging;
    if (found == null) {
      throw new IllegalStateException("the channel is not open");
    }
    return found;
  }

  @Override
  public void close() {
    if (opening != null) {
      opening.close();
    }
    if (messaging != null) {
      messaging.close();
    }
  }
}
