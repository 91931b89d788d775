// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests;

import java.security.SecureRandom;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.jce.internal.AesCbc;
import org.keywright.crypto.jce.internal.BouncyCastleCertificates;
import org.keywright.crypto.jce.internal.BouncyCastleEcKeys;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.jce.internal.EcJpake;
import org.keywright.crypto.jce.internal.HmacHkdf;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.crypto.jce.internal.Pkcs12Files;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.crypto.jce.internal.TlsChannels;
import org.keywright.crypto.jce.internal.X509TlsCertificates;
import org.keywright.crypto.jce.internal.X9KeyBlocks;
import org.keywright.crypto.pki.IdentityFiles;
import org.keywright.engine.personalization.internal.Services;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.transport.Transports;
import org.keywright.transport.sim.internal.SecurityModules;
import org.keywright.vault.Vaults;
import org.keywright.vault.jdbc.internal.SplitKnowledge;

/**
 * The public-key services, wired without a framework: proved once, as that takes its time. TLS goes
 * by the computer's clock.
 */
public final class TestCurves {
  private static final CurvePrimitives CURVES = new CurvePrimitives(Primitives.standard());

  private static final X509TlsCertificates TLS_CERTIFICATES = new X509TlsCertificates(CURVES);

  private TestCurves() {}

  /** Key pairs. */
  public static EcKeys ecKeys() {
    return new BouncyCastleEcKeys(CURVES);
  }

  /** What vaults with officers work with. */
  public static SplitKnowledge splitKnowledge(TestCrypto crypto) {
    return new SplitKnowledge(
        new PartedKeys(crypto.primitives), TestCurves::ecKeys, () -> new HmacHkdf(CURVES));
  }

  /** Ordinary certificates for lines under TLS. */
  public static X509TlsCertificates tlsCertificates() {
    return TLS_CERTIFICATES;
  }

  /** Files of PKCS#12. */
  public static IdentityFiles identityFiles() {
    return new Pkcs12Files(CURVES);
  }

  /** Certificates. */
  public static BouncyCastleCertificates certificates() {
    return new BouncyCastleCertificates(CURVES);
  }

  /** TLS. */
  public static SecureChannels channels() {
    return new TlsChannels(CURVES);
  }

  /** All that the personalization protocol computes with. */
  public static Cryptography cryptography(TestCrypto crypto) {
    EcKeys ecKeys = new BouncyCastleEcKeys(CURVES);
    KeyBlocks blocks = new X9KeyBlocks(crypto.primitives);
    return new Cryptography(
        ecKeys,
        new HmacHkdf(CURVES),
        new EcJpake(CURVES),
        certificates(),
        crypto.keys,
        blocks,
        crypto.sealing,
        new AesCbc(crypto.primitives),
        crypto.literal());
  }

  /** Security modules with noise of the platform's. */
  public static SecurityModules modules(TestCrypto crypto) {
    return new SecurityModules(cryptography(crypto), channels(), new SecureRandom()::nextBytes);
  }

  /** What the personalization engine works with. */
  public static Services services(TestCrypto crypto, Vaults vaults, Transports transports) {
    var parts = cryptography(crypto);
    return new Services(
        vaults,
        transports,
        channels(),
        crypto.suites,
        parts.ecKeys(),
        parts.hkdf(),
        parts.pakes(),
        parts.certificates(),
        parts.keys(),
        parts.keyBlocks(),
        parts.sealing(),
        parts.cbc());
  }
}
