// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.util.Optional;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;

/**
 * Keys whose random bytes a test can pin, so that a unit gives out the same challenge again and a
 * recorded message meets the very state in which it was valid.
 */
final class PinnedKeys implements Keys {
  private final Keys real;
  private Optional<byte[]> pinned = Optional.empty();

  PinnedKeys(Keys real) {
    this.real = real;
  }

  /** From now on all random bytes are these. */
  void pin(byte[] bytes) {
    pinned = Optional.of(bytes.clone());
  }

  @Override
  public byte[] random(int length) {
    return pinned.filter(p -> p.length == length).map(byte[]::clone).orElse(real.random(length));
  }

  @Override
  public Key generate(KeySpec spec) {
    return real.generate(spec);
  }

  @Override
  public Kcv kcv(Key key, KcvMethod method) throws KeyException {
    return real.kcv(key, method);
  }

  @Override
  public Optional<String> wellKnownName(Key key) {
    return real.wellKnownName(key);
  }
}
