// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.util.Optional;
import java.util.Random;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;

/** Keys and random numbers that come again with their seed. For one thread. */
final class SeededKeys implements Keys {
  private final Keys real;
  private final Random random;

  SeededKeys(Keys real, long seed) {
    this.real = real;
    this.random = new Random(seed);
  }

  @Override
  public Key generate(KeySpec spec) {
    try {
      return Key.of(spec, KeyMaterial.consume(random(spec.length())));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public Kcv kcv(Key key, KcvMethod method) throws KeyException {
    return real.kcv(key, method);
  }

  @Override
  public Optional<String> wellKnownName(Key key) {
    return Optional.empty();
  }
}
