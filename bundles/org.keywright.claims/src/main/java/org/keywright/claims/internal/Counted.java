// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;

/**
 * A suite made of another one's algorithms that counts what is asked of them, so that a proof can
 * say that an operation key was computed anew, or that no unwrap was started.
 */
final class Counted implements SuiteProvider {
  /** Its id, in the vendors' range. */
  static final int ID = 0xF0;

  /** The id of the suite that it is made of. */
  static final int COUNTED = 0x01;

  final AtomicLong operationKeys = new AtomicLong();
  final AtomicLong unwraps = new AtomicLong();
  private final Suite suite;

  Counted(Suite counted) {
    suite =
        new Suite(
            ID,
            counted.name() + ", counted",
            Optional.of("for the conformance run only"),
            counted.keySpec(),
            new CountedDiversification(counted.algo1(), operationKeys),
            counted.derivation(),
            new CountedWrap(counted.wrap(), unwraps),
            counted.mac());
  }

  @Override
  public Suite suite() {
    return suite;
  }

  private record CountedDiversification(Diversification counted, AtomicLong count)
      implements Diversification {
    @Override
    public String name() {
      return counted.name();
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      count.incrementAndGet();
      return counted.diversify(master, label, spec, fields);
    }

    @Override
    public List<Key> diversifyAll(Key master, List<String> labels, KeySpec spec, byte[]... fields)
        throws KeyException {
      count.addAndGet(labels.size());
      return counted.diversifyAll(master, labels, spec, fields);
    }
  }

  private record CountedWrap(KeyWrap counted, AtomicLong count) implements KeyWrap {
    @Override
    public String name() {
      return counted.name();
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      return counted.wrap(kek, secret);
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
      count.incrementAndGet();
      return counted.unwrap(kek, wrapped);
    }
  }
}
