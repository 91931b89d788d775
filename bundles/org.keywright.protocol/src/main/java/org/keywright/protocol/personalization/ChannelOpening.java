// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;

/**
 * What both ends of a local channel compute while it is opened: a signed key agreement of the SIGMA
 * family, in which each end signs both ephemeral keys and shows by a MAC that it has the agreed
 * one.
 *
 * <p>Owns the agreed key until {@link #messaging}.
 */
final class ChannelOpening implements AutoCloseable {
  /** The length of the random numbers. */
  static final int NONCE = Tags.NONCE;

  private final Cryptography crypto;
  private final ChannelPeer peer;
  private final byte[] digest;
  private final Key pseudorandom;
  private final Key macKey;
  private boolean handedOver;

  private ChannelOpening(
      Cryptography crypto, ChannelPeer peer, byte[] digest, Key pseudorandom, Key macKey) {
    this.crypto = crypto;
    this.peer = peer;
    this.digest = digest;
    this.pseudorandom = pseudorandom;
    this.macKey = macKey;
  }

  /**
   * Agrees on keys.
   *
   * @param own this end's ephemeral pair
   * @param other the other end's ephemeral public key
   * @param said the peer's ephemeral key and number, then the module's
   */
  static ChannelOpening agree(
      Cryptography crypto, ChannelPeer peer, EcKeyPair own, EcPublicKey other, byte[]... said)
      throws KeyException {
    byte[][] values = new byte[said.length + 1][];
    values[0] = new byte[] {(byte) peer.code()};
    System.arraycopy(said, 0, values, 1, said.length);
    byte[] digest = Sha256.of(Labelled.bytes("KW2.CHANNEL", values));
    try (KeyMaterial secret = crypto.ecKeys().agree(own.privateKey(), other)) {
      Key pseudorandom = crypto.hkdf().extract(digest, secret);
      byte[] info = "KW2.CHANNEL.MAC".getBytes(StandardCharsets.US_ASCII);
      Key macKey = crypto.hkdf().expand(pseudorandom, info, Hkdf.PSEUDORANDOM_KEY);
      return new ChannelOpening(crypto, peer, digest, pseudorandom, macKey);
    }
  }

  /** What the module signs. */
  byte[] moduleCovers(byte[] moduleChain) {
    return Labelled.bytes("KW2.CHANNEL.SM", digest, moduleChain);
  }

  /** What the other end signs. */
  byte[] peerCovers(byte[] moduleChain, byte[] peerCertificate) {
    String label = "KW2.CHANNEL." + peer.letters();
    return Labelled.bytes(label, digest, moduleChain, peerCertificate);
  }

  /** The MAC over what was signed and the signature. */
  byte[] mac(byte[] covered, byte[] signature) throws KeyException {
    return crypto.hkdf().hmac().mac(macKey, Labelled.bytes("KW2.MAC", covered, signature));
  }

  boolean macHolds(byte[] covered, byte[] signature, byte[] received) throws KeyException {
    return MessageDigest.isEqual(mac(covered, signature), received);
  }

  /** The open channel, which owns the agreed key from now on. */
  SecureMessaging messaging() throws KeyException {
    handedOver = true;
    return new SecureMessaging(crypto, pseudorandom);
  }

  @Override
  public void close() {
    macKey.close();
    if (!handedOver) {
      pseudorandom.close();
    }
  }
}
