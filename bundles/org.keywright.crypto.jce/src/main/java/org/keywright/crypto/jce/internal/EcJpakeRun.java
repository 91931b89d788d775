// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;

/**
 * One end of one run of EC J-PAKE (RFC 8236, clause 3), in that document's letters: x1 and x2 are
 * ours, X3 and X4 the other end's, s is the password.
 */
final class EcJpakeRun implements Pake {
  private static final byte[] KEY = ascii("KW PAKE key");
  private static final byte[] CONFIRMATION = ascii("KW PAKE confirmation");

  private enum Step {
    FIRST,
    SECOND,
    CONFIRMATION,
    CONFIRM,
    ENDED
  }

  /** A point that one end has sent, and what proves that it knows the number behind it. */
  private record Proved(ECPoint point, SchnorrProof proof) {
    static final int LENGTH = EcPublicKey.LENGTH + SchnorrProof.LENGTH;

    byte[] encoded() {
      byte[] out = Arrays.copyOf(point.getEncoded(false), LENGTH);
      System.arraycopy(proof.encoded(), 0, out, EcPublicKey.LENGTH, SchnorrProof.LENGTH);
      return out;
    }
  }

  private final RandomSource random;
  private final Hkdf hkdf;
  private final String ownName;
  private final String peerName;
  private final Bytes binding;
  private final ECPoint generator = P256.DOMAIN.getG();
  private BigInteger s;
  private BigInteger x2 = BigInteger.ZERO;
  private ECPoint gx1 = P256.DOMAIN.getCurve().getInfinity();
  private ECPoint gx2 = gx1;
  private ECPoint gx3 = gx1;
  private ECPoint gx4 = gx1;
  private byte[] ownMessages = {};
  private byte[] peerMessages = {};
  private @Nullable Key confirmationKey;
  private @Nullable Key key;
  private Step step = Step.FIRST;

  EcJpakeRun(
      BigInteger password,
      String ownName,
      String peerName,
      Bytes binding,
      RandomSource random,
      Hkdf hkdf) {
    this.s = password;
    this.ownName = ownName;
    this.peerName = peerName;
    this.binding = binding;
    this.random = random;
    this.hkdf = hkdf;
  }

  @Override
  public byte[] first() {
    begin(Step.FIRST);
    var x1 = P256.draw(random);
    x2 = P256.draw(random);
    gx1 = P256.timesBase(x1);
    gx2 = P256.timesBase(x2);
    byte[] message =
        joined(proved(generator, x1, gx1).encoded(), proved(generator, x2, gx2).encoded());
    ownMessages = message;
    step = Step.SECOND;
    return message.clone();
  }

  @Override
  public byte[] second(byte[] peerFirst) throws KeyException {
    begin(Step.SECOND);
    requireLength(peerFirst, FIRST_LENGTH);
    gx3 = checked(generator, Arrays.copyOf(peerFirst, Proved.LENGTH));
    gx4 = checked(generator, Arrays.copyOfRange(peerFirst, Proved.LENGTH, FIRST_LENGTH));
    peerMessages = peerFirst.clone();
    var base = sum(gx1, gx3, gx4);
    var number = x2.multiply(s).mod(P256.order());
    byte[] message = proved(base, number, P256.times(base, number, blinding())).encoded();
    ownMessages = joined(ownMessages, message);
    step = Step.CONFIRMATION;
    return message;
  }

  @Override
  public byte[] confirmation(byte[] peerSecond) throws KeyException {
    begin(Step.CONFIRMATION);
    requireLength(peerSecond, SECOND_LENGTH);
    ECPoint theirs = checked(sum(gx1, gx2, gx3), peerSecond);
    peerMessages = joined(peerMessages, peerSecond);
    var number = x2.multiply(s).mod(P256.order());
    ECPoint shared =
        P256.times(
            theirs.subtract(P256.times(gx4, number, blinding())).normalize(), x2, blinding());
    if (shared.isInfinity()) {
      throw new KeyException("the other end's messages lead to no key");
    }
    deriveKeys(shared.getAffineXCoord().getEncoded());
    step = Step.CONFIRM;
    return hkdf.hmac().mac(required(confirmationKey), named(ownName));
  }

  @Override
  public Key confirm(byte[] peerConfirmation) throws KeyException {
    begin(Step.CONFIRM);
    byte[] expected = hkdf.hmac().mac(required(confirmationKey), named(peerName));
    if (!MessageDigest.isEqual(expected, peerConfirmation)) {
      close();
      throw new KeyException("the other end does not know the same secret");
    }
    Key agreed = required(key).copy();
    close();
    return agreed;
  }

  /** The numbers cannot be wiped; they go with this object. */
  @Override
  public void close() {
    step = Step.ENDED;
    s = BigInteger.ZERO;
    x2 = BigInteger.ZERO;
    if (confirmationKey != null) {
      confirmationKey.close();
    }
    if (key != null) {
      key.close();
    }
  }

  /** A step that fails ends the run: only its last line sets the next one. */
  private void begin(Step wanted) {
    if (step != wanted) {
      throw new IllegalStateException("this run is at " + step + ", not at " + wanted);
    }
    step = Step.ENDED;
  }

  private Proved proved(ECPoint base, BigInteger number, ECPoint point) {
    return new Proved(point, SchnorrProof.make(base, number, point, context(ownName), random));
  }

  private ECPoint checked(ECPoint base, byte[] encoded) throws KeyException {
    var point = P256.point(EcPublicKey.of(Arrays.copyOf(encoded, EcPublicKey.LENGTH)));
    var proof = SchnorrProof.decode(Arrays.copyOfRange(encoded, EcPublicKey.LENGTH, Proved.LENGTH));
    if (!proof.holds(base, point, context(peerName))) {
      throw new KeyException("a proof of the other end does not hold");
    }
    return point;
  }

  private static ECPoint sum(ECPoint one, ECPoint two, ECPoint three) throws KeyException {
    ECPoint sum = one.add(two).add(three).normalize();
    if (sum.isInfinity()) {
      throw new KeyException("the other end's messages lead to no key");
    }
    return sum;
  }

  /** Whose proof it is, and in which run. */
  private byte[] context(String prover) {
    return joined(valued(ascii(prover)), valued(binding.toArray()));
  }

  private void deriveKeys(byte[] shared) throws KeyException {
    try (var secret = KeyMaterial.consume(shared);
        var pseudorandom = hkdf.extract(transcript(), secret)) {
      key = hkdf.expand(pseudorandom, KEY, Hkdf.PSEUDORANDOM_KEY);
      confirmationKey = hkdf.expand(pseudorandom, CONFIRMATION, Hkdf.PSEUDORANDOM_KEY);
    }
  }

  /** Names, binding and messages in an order that both ends have: the lesser name's first. */
  private byte[] transcript() {
    boolean mineFirst = ownName.compareTo(peerName) < 0;
    byte[] own = joined(valued(ascii(ownName)), valued(ownMessages));
    byte[] peer = joined(valued(ascii(peerName)), valued(peerMessages));
    return Digests.sha256(
        valued(binding.toArray()), mineFirst ? own : peer, mineFirst ? peer : own);
  }

  private byte[] named(String name) {
    return joined(valued(ascii(name)), transcript());
  }

  private byte[] blinding() {
    byte[] blinding = new byte[P256.BLINDING];
    random.nonce(blinding);
    return blinding;
  }

  private static void requireLength(byte[] message, int length) throws KeyException {
    if (message.length != length) {
      throw new KeyException(
          "a message of the other end has " + message.length + " bytes, not " + length);
    }
  }

  private static Key required(@Nullable Key made) {
    if (made == null) {
      throw new IllegalStateException("the keys of this run are not made");
    }
    return made;
  }

  /** The bytes behind their length in two bytes. */
  private static byte[] valued(byte[] bytes) {
    return joined(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
