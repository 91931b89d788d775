// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import org.keywright.crypto.pki.Validity;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;

/** What the register of certificates says, in words for people. */
public final class CertificateWords {
  private CertificateWords() {}

  /** What its key is for. */
  public static String purpose(IssuedCertificate certificate) {
    return Texts.text(certificate.purpose());
  }

  /** How it stands, and why it was revoked. */
  public static String state(IssuedCertificate certificate) {
    String state = Texts.text(certificate.state());
    return certificate.reason().map(why -> state + ": " + Texts.text(why)).orElse(state);
  }

  /** Whose it is, and what for. */
  public static String holder(IssuedCertificate certificate) {
    return certificate.subject() + ", " + purpose(certificate);
  }

  /** Who signed it. */
  public static String issuer(IssuedCertificate certificate) {
    return certificate.issuer().name();
  }

  /** Until when it is good; an identity is so for the module's life. */
  public static String until(IssuedCertificate certificate) {
    return certificate.notAfter().isBefore(Validity.NO_END)
        ? Moments.text(certificate.notAfter())
        : Texts.text("chain.noend");
  }

  /** Whether it can be revoked. */
  public static boolean revocable(IssuedCertificate certificate) {
    return certificate.state() != CertificateState.REVOKED;
  }
}
