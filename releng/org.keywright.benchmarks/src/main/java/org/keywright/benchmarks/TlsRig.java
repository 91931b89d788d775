// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.jce.internal.X509TlsCertificates;
import org.keywright.crypto.pki.Validity;
import org.keywright.transport.TlsAuthority;
import org.keywright.transport.TlsCredential;
import org.keywright.transport.TlsCredentials;

/**
 * An authority, and ends that it certifies: Keywright's, and the bare JDK's with the same rules.
 */
final class TlsRig {
  private static final char[] NO_PASSWORD = {};

  private final Validity validity =
      Validity.of(Instant.now().minus(Duration.ofHours(1)), Duration.ofDays(1));
  private final CurvePrimitives curves = new CurvePrimitives(Primitives.standard());
  private final BouncyCastleEcKeys keys = new BouncyCastleEcKeys(curves);
  private final X509TlsCertificates certificates = new X509TlsCertificates(curves);
  private final EcKeyPair authorityKey = keys.generate();
  private final X509Certificate authority;

  TlsRig() throws KeyException {
    authority = certificates.authority(authorityKey.privateKey(), "bench", validity);
  }

  /** One end of Keywright's, whose key signs by handle. */
  TlsCredentials end(String name, String... hosts) throws KeyException {
    EcKeyPair pair = keys.generate();
    Bytes request = certificates.request(pair.privateKey(), name, Arrays.asList(hosts));
    var credential =
        new TlsCredential(
            name,
            List.of(issued(request)),
            certificates.signing(pair.privateKey()),
            List.of(new TlsAuthority(authority, false)),
            List.of(),
            () -> true);
    return (Optional<String> identity) -> credential;
  }

  private X509Certificate issued(Bytes request) throws KeyException {
    return certificates.issue(authorityKey.privateKey(), authority, request, validity);
  }

  /** One end of the bare JDK's: a key of its own in memory, a key manager that holds it open. */
  BareEnd bareEnd(String name, String... hosts) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var chain = new X509Certificate[] {certified(pair, name, hosts)};
    var own = store();
    own.setKeyEntry("own", pair.getPrivate(), NO_PASSWORD, chain);
    var keyManagers = KeyManagerFactory.getInstance("SunX509");
    keyManagers.init(own, NO_PASSWORD);
    var trusted = store();
    trusted.setCertificateEntry("authority", authority);
    var trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trusted);
    return new BareEnd(keyManagers, trustManagers);
  }

  /** Requests are made of handles, so a key of the JDK's is certified by its numbers. */
  private X509Certificate certified(KeyPair pair, String name, String... hosts) throws Exception {
    var number = ((ECPrivateKey) pair.getPrivate()).getS();
    byte[] scalar = new byte[32];
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - scalar.length);
    System.arraycopy(
        bytes, from, scalar, scalar.length - (bytes.length - from), bytes.length - from);
    try (var key = Key.of(KeySpec.EC_P256, KeyMaterial.consume(scalar))) {
      return issued(certificates.request(key, name, Arrays.asList(hosts)));
    }
  }

  private static KeyStore store() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /**
   * The managers of an end of the bare JDK's.
   *
   * @param keys its own
   * @param trust whom it trusts
   */
  record BareEnd(KeyManagerFactory keys, TrustManagerFactory trust) {
    SSLContext context() throws Exception {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    }
  }
}
