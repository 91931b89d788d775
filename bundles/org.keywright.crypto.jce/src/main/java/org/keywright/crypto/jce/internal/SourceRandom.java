// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** A {@link RandomSource} in the form that Bouncy Castle takes. */
final class SourceRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  SourceRandom(RandomSource source) {
    super(new Delegate(source), null);
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a random source is not written out");
  }

  private static final class Delegate extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final transient RandomSource source;

    Delegate(RandomSource source) {
      this.source = source;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // The source seeds itself, and nobody else does.
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      source.key(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      source.key(seed);
      return seed;
    }
  }
}
