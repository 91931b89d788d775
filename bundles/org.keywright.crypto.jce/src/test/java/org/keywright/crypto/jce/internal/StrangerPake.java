// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other end of a password agreement, written from docs/protocols/channels.md, section 4, on the
 * JDK alone: affine points, no tricks.
 */
final class StrangerPake {
  private static final BigInteger P =
      new BigInteger("2")
          .pow(256)
          .subtract(new BigInteger("2").pow(224))
          .add(new BigInteger("2").pow(192))
          .add(new BigInteger("2").pow(96))
          .subtract(BigInteger.ONE);
  private static final BigInteger N =
      new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
  private static final Point G =
      new Point(
          new BigInteger("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296", 16),
          new BigInteger("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5", 16));

  private record Point(BigInteger x, BigInteger y) {
    Point plus(Point other) {
      BigInteger slope =
          equals(other)
              ? x.pow(2)
                  .subtract(BigInteger.ONE)
                  .multiply(BigInteger.valueOf(3))
                  .multiply(y.add(y).modInverse(P))
              : other.y.subtract(y).multiply(other.x.subtract(x).modInverse(P));
      BigInteger sumX = slope.pow(2).subtract(x).subtract(other.x).mod(P);
      return new Point(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(P));
    }

    Point times(BigInteger number) {
      Point sum = this;
      for (int bit = number.bitLength() - 2; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (number.testBit(bit)) {
          sum = sum.plus(this);
        }
      }
      return sum;
    }

    Point minus(Point other) {
      return plus(new Point(other.x, P.subtract(other.y)));
    }

    byte[] encoded() {
      return join(new byte[] {4}, bytes(x), bytes(y));
    }

    static Point at(byte[] message, int from) {
      return new Point(
          new BigInteger(1, Arrays.copyOfRange(message, from + 1, from + 33)),
          new BigInteger(1, Arrays.copyOfRange(message, from + 33, from + 65)));
    }
  }

  private final Random random = new Random(5);
  private final BigInteger s;
  private final byte[] own;
  private final byte[] peer;
  private final byte[] binding;
  private final boolean ownFirst;
  private final BigInteger x1 = number();
  private final BigInteger x2 = number();
  private byte[] sent = {};
  private byte[] received = {};
  private byte[] confirmationKey = {};
  private byte[] key = {};

  StrangerPake(String password, String own, String peer, byte[] binding) {
    this.s = new BigInteger(1, password.getBytes(StandardCharsets.US_ASCII));
    this.own = own.getBytes(StandardCharsets.US_ASCII);
    this.peer = peer.getBytes(StandardCharsets.US_ASCII);
    this.binding = binding;
    this.ownFirst = own.compareTo(peer) < 0;
  }

  byte[] first() throws Exception {
    sent = join(proved(G, x1), proved(G, x2));
    return sent;
  }

  byte[] second(byte[] first) throws Exception {
    received = first;
    verify(G, first, 0);
    verify(G, first, 162);
    Point base = G.times(x1).plus(Point.at(first, 0)).plus(Point.at(first, 162));
    byte[] second = proved(base, x2.multiply(s).mod(N));
    sent = join(sent, second);
    return second;
  }

  byte[] confirmation(byte[] second) throws Exception {
    Point x4 = Point.at(received, 162);
    verify(G.times(x1).plus(G.times(x2)).plus(Point.at(received, 0)), second, 0);
    received = join(received, second);
    Point shared = Point.at(second, 0).minus(x4.times(x2.multiply(s).mod(N))).times(x2);
    byte[] pseudorandom = hmac(transcript(), bytes(shared.x));
    confirmationKey =
        hmac(pseudorandom, "KW PAKE confirmation".getBytes("US-ASCII"), new byte[] {1});
    key = hmac(pseudorandom, "KW PAKE key".getBytes("US-ASCII"), new byte[] {1});
    return hmac(confirmationKey, valued(own), transcript());
  }

  byte[] confirm(byte[] confirmation) throws Exception {
    if (!Arrays.equals(hmac(confirmationKey, valued(peer), transcript()), confirmation)) {
      throw new IllegalArgumentException("the other end does not know the password");
    }
    return key;
  }

  private byte[] transcript() throws Exception {
    byte[] mine = join(valued(own), valued(sent));
    byte[] theirs = join(valued(peer), valued(received));
    return sha256(valued(binding), ownFirst ? mine : theirs, ownFirst ? theirs : mine);
  }

  private byte[] proved(Point base, BigInteger number) throws Exception {
    BigInteger v = number();
    Point point = base.times(number);
    byte[] commitment = base.times(v).encoded();
    BigInteger c = challenge(base, commitment, point, own);
    return join(point.encoded(), commitment, bytes(v.subtract(number.multiply(c)).mod(N)));
  }

  private void verify(Point base, byte[] message, int from) throws Exception {
    Point point = Point.at(message, from);
    byte[] commitment = Arrays.copyOfRange(message, from + 65, from + 130);
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(message, from + 130, from + 162));
    BigInteger c = challenge(base, commitment, point, peer);
    if (!Arrays.equals(base.times(r).plus(point.times(c)).encoded(), commitment)) {
      throw new IllegalArgumentException("the proof does not hold");
    }
  }

  private BigInteger challenge(Point base, byte[] commitment, Point point, byte[] prover)
      throws Exception {
    return new BigInteger(
            1, sha256(base.encoded(), commitment, point.encoded(), valued(prover), valued(binding)))
        .mod(N);
  }

  private BigInteger number() {
    return new BigInteger(255, random).add(BigInteger.TWO);
  }

  private static byte[] sha256(byte[]... parts) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(join(parts));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(join(parts));
  }

  private static byte[] valued(byte[] value) {
    return join(new byte[] {(byte) (value.length >> 8), (byte) value.length}, value);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] raw = number.toByteArray();
    byte[] out = new byte[32];
    int length = Math.min(32, raw.length);
    System.arraycopy(raw, raw.length - length, out, 32 - length, length);
    return out;
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
