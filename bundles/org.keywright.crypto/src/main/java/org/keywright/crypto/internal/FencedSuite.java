// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;

/**
 * A provider's suite behind a fence: what its code throws becomes a {@link KeyException}, and after
 * the cut every call is refused.
 */
final class FencedSuite {
  private final Suite suite;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile String lastFailure = "";
  private volatile boolean cut;

  FencedSuite(Suite inner) {
    suite =
        new Suite(
            inner.id(),
            inner.name(),
            inner.caution(),
            inner.keySpec(),
            new FencedDiversification(inner.algo1()),
            new FencedDiversification(inner.derivation()),
            new FencedWrap(inner.wrap()),
            new FencedMac(inner.mac()));
  }

  /** The suite as callers see it. */
  Suite suite() {
    return suite;
  }

  /** What went wrong so far; empty if nothing did. */
  String remark() {
    int count = failures.get();
    return count == 0 ? "" : "failed " + count + " times, last with " + lastFailure;
  }

  /** Refuses every call from now on. */
  void cut() {
    cut = true;
  }

  private <R> R call(Key key, Call<R> call) throws KeyException {
    if (cut) {
      throw new KeyException("suite %s was unplugged".formatted(suite));
    }
    try {
      return Objects.requireNonNull(call.run(), "the algorithm gave nothing");
    } catch (RuntimeException | LinkageError e) {
      if (key.material().wiped()) {
        throw e;
      }
      failures.incrementAndGet();
      lastFailure = e.getClass().getSimpleName();
      // The provider's message is left out, because it may hold bytes; where it failed is kept.
      var refusal = new KeyException("suite %s failed with %s".formatted(suite, lastFailure));
      refusal.setStackTrace(e.getStackTrace());
      throw refusal;
    }
  }

  @FunctionalInterface
  private interface Call<R> {
    R run() throws KeyException;
  }

  private final class FencedDiversification implements Diversification {
    private final Diversification inner;
    private final String name;

    FencedDiversification(Diversification inner) {
      this.inner = inner;
      this.name = inner.name();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      return call(master, () -> inner.diversify(master, label, spec, fields));
    }

    @Override
    public List<Key> diversifyAll(Key master, List<String> labels, KeySpec spec, byte[]... fields)
        throws KeyException {
      return call(master, () -> all(inner.diversifyAll(master, labels, spec, fields), labels));
    }
  }

  private static List<Key> all(List<Key> keys, List<String> labels) {
    if (keys.size() != labels.size()) {
      keys.forEach(Key::close);
      throw new IllegalStateException(keys.size() + " keys for " + labels.size() + " labels");
    }
    return keys;
  }

  private final class FencedWrap implements KeyWrap {
    private final KeyWrap inner;
    private final String name;

    FencedWrap(KeyWrap inner) {
      this.inner = inner;
      this.name = inner.name();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      return call(kek, () -> inner.wrap(kek, secret));
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
      return call(kek, () -> inner.unwrap(kek, wrapped));
    }
  }

  private final class FencedMac implements Mac {
    private final Mac inner;
    private final String name;
    private final int length;

    FencedMac(Mac inner) {
      this.inner = inner;
      this.name = inner.name();
      this.length = inner.length();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public byte[] mac(Key key, byte[] data) throws KeyException {
      return call(key, () -> inner.mac(key, data));
    }

    @Override
    public byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
      return call(key, () -> inner.mac(key, secret, data));
    }
  }
}
