// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key pairs on P-256, signatures and agreement by Bouncy Castle. */
@Component
public final class BouncyCastleEcKeys implements EcKeys {
  private static final int LONGEST_VARIATION = 64;
  private static final byte[] NO_VARIATION = {};
  private static final byte[] PROBE = "pairwise consistency".getBytes(StandardCharsets.US_ASCII);

  private final RandomSource random;
  private final Drbg drbg;
  private final Ecdsa ecdsa;
  private final Ecdh ecdh;

  /** Takes the proved algorithms. */
  @Activate
  public BouncyCastleEcKeys(@Reference CurvePrimitives primitives) {
    random = primitives.random();
    drbg = primitives.drbg();
    ecdsa = primitives.ecdsa();
    ecdh = primitives.ecdh();
  }

  @Override
  public EcKeyPair generate() {
    return ofPlatform(this::proved);
  }

  @Override
  public EcKeyPair ephemeral() {
    return ofPlatform(this::paired);
  }

  /** What becomes of a private key that was drawn, which it owns. */
  @FunctionalInterface
  private interface Pairing {
    EcKeyPair of(Key privateKey) throws KeyException;
  }

  private EcKeyPair ofPlatform(Pairing pairing) {
    try {
      return pairing.of(drawn(random::key, NO_VARIATION));
    } catch (KeyException e) {
      throw new IllegalStateException("the platform's random numbers are not random", e);
    }
  }

  @Override
  public EcKeyPair generate(EntropySource source, byte[] variation) throws KeyException {
    return proved(drawn(source, variation));
  }

  private Key drawn(EntropySource source, byte[] variation) throws KeyException {
    if (variation.length > LONGEST_VARIATION) {
      throw new KeyException("a variation value has at most " + LONGEST_VARIATION + " bytes");
    }
    byte[] noise = new byte[Drbg.ENTROPY + Drbg.NONCE];
    byte[] drawn = new byte[P256.LENGTH];
    try {
      source.fill(noise);
      NoiseHealth.check(noise);
      var generator =
          drbg.seeded(
              new ListedEntropy(Arrays.copyOf(noise, Drbg.ENTROPY)),
              Arrays.copyOfRange(noise, Drbg.ENTROPY, noise.length));
      BigInteger number;
      do {
        generator.generate(drawn, variation, false);
        number = new BigInteger(1, drawn);
      } while (!P256.inRange(number));
      return Key.of(KeySpec.EC_P256, KeyMaterial.copyOf(drawn));
    } finally {
      Arrays.fill(noise, (byte) 0);
      Arrays.fill(drawn, (byte) 0);
    }
  }

  private EcKeyPair paired(Key privateKey) throws KeyException {
    boolean good = false;
    try {
      var pair = new EcKeyPair(privateKey, publicKey(privateKey));
      good = true;
      return pair;
    } finally {
      if (!good) {
        privateKey.close();
      }
    }
  }

  /** The pair, once it has signed and verified (FIPS 140-3 IG, 10.3.A). */
  private EcKeyPair proved(Key privateKey) throws KeyException {
    boolean good = false;
    try {
      var pair = new EcKeyPair(privateKey, publicKey(privateKey));
      good = verify(pair.publicKey(), PROBE, sign(privateKey, PROBE));
      if (!good) {
        throw new IllegalStateException("a new key pair does not fit together");
      }
      return pair;
    } finally {
      if (!good) {
        privateKey.close();
      }
    }
  }

  @Override
  public EcPublicKey publicKey(Key privateKey) throws KeyException {
    return P256.publicKey(P256.timesBase(P256.number(privateKey, "a public key")));
  }

  @Override
  public byte[] sign(Key privateKey, byte[] message) throws KeyException {
    return ecdsa.sign(P256.number(privateKey, "ECDSA"), Digests.sha256(message));
  }

  @Override
  public boolean verify(EcPublicKey publicKey, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_LENGTH
        && ecdsa.verify(publicKey, Digests.sha256(message), signature);
  }

  @Override
  public KeyMaterial agree(Key privateKey, EcPublicKey peer) throws KeyException {
    byte[] blinding = new byte[P256.BLINDING];
    random.nonce(blinding);
    return KeyMaterial.consume(ecdh.agree(P256.number(privateKey, "ECDH"), peer, blinding));
  }
}
