// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import java.time.Instant;
import org.keywright.vault.Enrolment;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.TlsRecord;

/** A time that ends. What is said of it, and what is to be done, says who shows it. */
public sealed interface Ending {
  /** When it ends. */
  Instant ends();

  /** Whether it has ended by a moment. */
  default boolean over(Instant now) {
    return !ends().isAfter(now);
  }

  /**
   * A period of a key (NIST SP 800-57 part 1 rev. 5, clause 5.3.5).
   *
   * @param key which
   * @param protecting whether it is the originator-usage period, and not the recipient-usage period
   * @param ends the period's end
   */
  record OfKey(KeyStanding key, boolean protecting, Instant ends) implements Ending {}

  /**
   * A certificate that lines under TLS go by, or a revocation list.
   *
   * @param record which, and of what kind
   * @param ends the certificate's end, or when the next list is due
   */
  record OfTls(TlsRecord record, Instant ends) implements Ending {}

  /**
   * The certificate of somebody that a party of the vault goes by, itself among them.
   *
   * @param enrolment who, and what he is to which party
   * @param ends the certificate's end
   */
  record OfEnrolment(Enrolment enrolment, Instant ends) implements Ending {}

  /**
   * A certificate that a party of the vault has issued.
   *
   * @param certificate which
   */
  record OfIssued(IssuedCertificate certificate) implements Ending {
    @Override
    public Instant ends() {
      return certificate.notAfter();
    }
  }
}
