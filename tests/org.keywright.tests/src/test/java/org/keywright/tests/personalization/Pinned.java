// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.protocol.personalization.Cryptography;

/**
 * The cryptography of one party whose random values are pinned: the n-th value of a kind is the
 * SHA-256 of the party's name, the kind and n, cut to its length.
 */
final class Pinned {
  private final String party;
  private int numbers;
  private int ephemerals;
  private int noises;

  Pinned(String party) {
    this.party = party;
  }

  /** How many values of each kind were given. */
  record Place(int numbers, int ephemerals, int noises) {}

  /** Where it is. */
  Place place() {
    return new Place(numbers, ephemerals, noises);
  }

  /** Goes back to where it was: the same values come again. */
  void go(Place place) {
    numbers = place.numbers;
    ephemerals = place.ephemerals;
    noises = place.noises;
  }

  /** The value of a name. */
  static byte[] value(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(name.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The key pair of a name. */
  static EcKeyPair pair(EcKeys ecKeys, String name) {
    return Bureau.made(
        () -> {
          Key key = Key.of(KeySpec.EC_P256, KeyMaterial.consume(value(name)));
          return new EcKeyPair(key, ecKeys.publicKey(key));
        });
  }

  /** 48 bytes for each key that the party makes. */
  EntropySource noise() {
    return out -> {
      String name = party + " noise " + ++noises;
      byte[] first = value(name + "a");
      byte[] second = value(name + "b");
      for (int i = 0; i < out.length; i++) {
        out[i] = i < first.length ? first[i] : second[i - first.length];
      }
    };
  }

  Cryptography of(Cryptography real) {
    return new Cryptography(
        ecKeys(real.ecKeys()),
        real.hkdf(),
        real.pakes(),
        real.certificates(),
        keys(real.keys()),
        real.keyBlocks(),
        real.sealing(),
        real.cbc(),
        real.literal());
  }

  private EcKeys ecKeys(EcKeys real) {
    return new EcKeys() {
      @Override
      public EcKeyPair generate() {
        return real.generate();
      }

      @Override
      public EcKeyPair ephemeral() {
        return pair(real, party + " ephemeral " + ++ephemerals);
      }

      @Override
      public EcKeyPair generate(EntropySource source, byte[] variation) throws KeyException {
        return real.generate(source, variation);
      }

      @Override
      public EcPublicKey publicKey(Key privateKey) throws KeyException {
        return real.publicKey(privateKey);
      }

      @Override
      public byte[] sign(Key privateKey, byte[] message) throws KeyException {
        return real.sign(privateKey, message);
      }

      @Override
      public boolean verify(EcPublicKey publicKey, byte[] message, byte[] signature) {
        return real.verify(publicKey, message, signature);
      }

      @Override
      public KeyMaterial agree(Key privateKey, EcPublicKey peer) throws KeyException {
        return real.agree(privateKey, peer);
      }
    };
  }

  private Keys keys(Keys real) {
    return new Keys() {
      @Override
      public Key generate(KeySpec spec) {
        return real.generate(spec);
      }

      @Override
      public byte[] random(int length) {
        return Arrays.copyOf(value(party + " number " + ++numbers), length);
      }

      @Override
      public Kcv kcv(Key key, KcvMethod method) throws KeyException {
        return real.kcv(key, method);
      }

      @Override
      public Optional<String> wellKnownName(Key key) {
        return real.wellKnownName(key);
      }
    };
  }
}
