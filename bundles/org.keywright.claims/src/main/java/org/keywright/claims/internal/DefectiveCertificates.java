// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;

/**
 * Makes certificates of a good one that are wrong in one way each, and well signed all the same:
 * any part of them left out, or there twice; and some that are wrong by their signature alone.
 */
final class DefectiveCertificates {
  private static final int SIGNED = 0;
  private static final int INTEGER = 0x02;
  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;

  private final EcKeys ecKeys;
  private final EcKeyPair stranger;

  /**
   * Makes the maker.
   *
   * @param stranger a key that nobody trusts
   */
  DefectiveCertificates(EcKeys ecKeys, EcKeyPair stranger) {
    this.ecKeys = ecKeys;
    this.stranger = stranger;
  }

  /** How many a good certificate has. */
  static int count(Certificate good) {
    return content(good).defects().size() + 2;
  }

  /**
   * Makes one of them.
   *
   * @param number which, from 0
   * @param issuer the key that has signed the good one
   */
  Certificate of(Certificate good, int number, Key issuer) throws KeyException {
    var defects = content(good).defects();
    if (number < defects.size()) {
      return posing(good, signed(good, defects.get(number), issuer));
    }
    return posing(
        good,
        number == defects.size()
            ? signed(good, content(good), stranger.privateKey())
            : Bytes.of(ModuleClaims.flippedAtEnd(good.encoded().toArray())));
  }

  private static DerNode content(Certificate good) {
    return DerNode.read(good.encoded().toArray()).parts().get(SIGNED);
  }

  private Bytes signed(Certificate good, DerNode content, Key key) throws KeyException {
    byte[] made = ecKeys.sign(key, content.encode());
    var numbers = List.of(number(made, 0), number(made, made.length / 2));
    byte[] encoded = new DerNode(SEQUENCE, numbers, Bytes.of()).encode();
    byte[] bits = new byte[encoded.length + 1];
    System.arraycopy(encoded, 0, bits, 1, encoded.length);
    var parts = new ArrayList<>(DerNode.read(good.encoded().toArray()).parts());
    parts.set(SIGNED, content);
    parts.set(parts.size() - 1, new DerNode(BIT_STRING, List.of(), Bytes.of(bits)));
    return Bytes.of(new DerNode(SEQUENCE, parts, Bytes.of()).encode());
  }

  private static DerNode number(byte[] signature, int from) {
    byte[] half = Arrays.copyOfRange(signature, from, from + signature.length / 2);
    byte[] value = new BigInteger(1, half).toByteArray();
    return new DerNode(INTEGER, List.of(), Bytes.of(value));
  }

  /** What a unit sends that does not look at what it sends. */
  private static Certificate posing(Certificate good, Bytes encoded) {
    return new Certificate(
        encoded,
        good.serial(),
        good.subject(),
        good.issuer(),
        good.validity(),
        good.publicKey(),
        good.subjectKeyId(),
        good.authorityKeyId(),
        good.purpose(),
        good.freshness(),
        good.quota());
  }
}
