// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.crypto.internal.PluggedSuites;
import org.keywright.crypto.spi.SuiteProvider;
import org.keywright.tests.TestCrypto;

/** Suites 01 and 10 that count what is asked of them, and can be told to make a wrong SAS. */
final class WatchedSuites {
  /** The registry to build units on. */
  final PluggedSuites registry = new PluggedSuites();

  /** How often a key was unwrapped, or tried to be. */
  final AtomicLong unwraps = new AtomicLong();

  /** How often ALGO1 made an operation key. */
  final AtomicLong operationKeys = new AtomicLong();

  private volatile boolean wrongSas;

  WatchedSuites(TestCrypto crypto) {
    for (Suite suite : crypto.suites.all()) {
      var watched =
          new Suite(
              suite.id(),
              suite.name(),
              suite.caution(),
              suite.keySpec(),
              new CountingAlgo1(suite.algo1()),
              suite.derivation(),
              new CountingWrap(suite.wrap()),
              new SasSpoiler(suite.mac()));
      SuiteProvider provider = () -> watched;
      registry.bindSuite(provider, Map.of(SuiteProvider.RESERVED_ID, true));
    }
  }

  /** From now on the MAC over a secret, which is SAS, is wrong in one bit. */
  void spoilSas() {
    wrongSas = true;
  }

  private final class CountingAlgo1 implements Diversification {
    private final Diversification real;

    CountingAlgo1(Diversification real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      operationKeys.incrementAndGet();
      return real.diversify(master, label, spec, fields);
    }
  }

  private final class CountingWrap implements KeyWrap {
    private final KeyWrap real;

    CountingWrap(KeyWrap real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      return real.wrap(kek, secret);
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
      unwraps.incrementAndGet();
      return real.unwrap(kek, wrapped);
    }
  }

  private final class SasSpoiler implements Mac {
    private final Mac real;

    SasSpoiler(Mac real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public int length() {
      return real.length();
    }

    @Override
    public byte[] mac(Key key, byte[] data) throws KeyException {
      return real.mac(key, data);
    }

    @Override
    public byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
      byte[] sas = real.mac(key, secret, data);
      sas[0] ^= (byte) (wrongSas ? 1 : 0);
      return sas;
    }
  }
}
