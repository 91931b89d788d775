// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.ChainException;

/**
 * The certificates that were met lately, each with the key that was found to have signed it.
 *
 * <p>In one run the same few certificates are met again and again, and those of units in every run.
 * Neither what a certificate's bytes say nor who has signed them changes; whether it holds at an
 * instant, for a purpose and by the lists does, and is asked anew each time. Only what was good is
 * kept, and so much of it at most that a stream of strangers' certificates takes no memory.
 *
 * <p>Safe for use by many threads; two that meet the same certificate at once may both do the work.
 */
final class KnownCertificates {
  private static final int MOST = 512;

  private final Map<Bytes, Known> known = new Latest();
  private final EcKeys keys;

  KnownCertificates(EcKeys keys) {
    this.keys = keys;
  }

  /** Reads it and checks its form, as {@link CertificateReader} does. */
  Known read(Bytes encoded) throws ChainException {
    Known met;
    synchronized (known) {
      met = known.get(encoded);
    }
    if (met == null) {
      met = new Known(CertificateReader.read(encoded.toArray()));
      synchronized (known) {
        known.put(encoded, met);
      }
    }
    return met;
  }

  /** One certificate. */
  final class Known {
    private final CertificateReader.Read read;
    private volatile @Nullable EcPublicKey signer;

    private Known(CertificateReader.Read read) {
      this.read = read;
    }

    Certificate certificate() {
      return read.certificate();
    }

    /** Refuses it unless the signature is by this key. */
    void verify(EcPublicKey issuer) throws ChainException {
      if (!issuer.equals(signer)) {
        read.signed().verify(issuer, keys, "the " + certificate());
        signer = issuer;
      }
    }
  }

  /** The ones that were asked for last. */
  private static final class Latest extends LinkedHashMap<Bytes, Known> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Bytes, Known> eldest) {
      return size() > MOST;
    }
  }
}
