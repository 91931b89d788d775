// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Credential;

/**
 * A credential in the form that Bouncy Castle's TLS takes. The private key stays a handle; its
 * number is read for the length of one signature.
 */
final class OwnCredentials implements TlsCredentialedSigner {
  /** ecdsa_secp256r1_sha256, the one signature that is made and taken. */
  static final SignatureAndHashAlgorithm ALGORITHM =
      SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256);

  private final Credential credential;
  private final Ecdsa ecdsa;
  private final Certificate certificate;

  /**
   * Prepares the credential; {@code context} is what the request for it named, if there was one.
   */
  OwnCredentials(Credential credential, Ecdsa ecdsa, TlsCrypto crypto, byte[] context)
      throws IOException {
    this.credential = credential;
    this.ecdsa = ecdsa;
    this.certificate = new Certificate(context, entries(credential, crypto));
  }

  private static CertificateEntry[] entries(Credential credential, TlsCrypto crypto)
      throws IOException {
    List<org.keywright.crypto.pki.Certificate> shown =
        credential.chain().certificates().stream()
            .filter(each -> !each.root() || each.equals(credential.certificate()))
            .toList();
    var entries = new CertificateEntry[shown.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          new CertificateEntry(crypto.createCertificate(shown.get(i).encoded().toArray()), null);
    }
    return entries;
  }

  @Override
  public Certificate getCertificate() {
    return certificate;
  }

  @Override
  public byte[] generateRawSignature(byte[] digest) throws IOException {
    try {
      return KeySigner.der(ecdsa.sign(P256.number(credential.privateKey(), "TLS"), digest));
    } catch (KeyException | IllegalStateException e) {
      throw new TlsFatalAlert(AlertDescription.internal_error, e);
    }
  }

  @Override
  public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
    return ALGORITHM;
  }

  /** None: the digest alone is signed. */
  @Override
  @SuppressWarnings("NullAway") // null is how Bouncy Castle is told that there is none
  public TlsStreamSigner getStreamSigner() {
    return null;
  }
}
