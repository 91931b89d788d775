// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The certificates that the parties of a vault have issued, and what became of each. Safe for use
 * by many threads; each method that changes something is one commit.
 */
@ProviderType
public interface CertificateRegister {
  /**
   * Records a certificate as pending before it is given out.
   *
   * <p>A certificate for a work order moves that order on; the older pending ones of the same
   * subject, purpose and issuer are revoked as superseded, since their holder comes anew.
   *
   * @param quota how many certificates the issuer may give out under its own certificate; no limit
   *     if empty
   * @throws QuotaException if the quota is used up
   * @throws VaultException if the serial number is taken, or the order is not one that a
   *     certificate may be issued for now
   */
  IssuedCertificate issue(Grant grant, NewCertificate certificate, OptionalInt quota)
      throws VaultException;

  /**
   * Records that the holder has shown that it uses the key: the certificate is active, older ones
   * of the same subject, purpose and issuer are revoked as superseded, and its order is done.
   *
   * @throws VaultException if there is no such certificate, or it was revoked
   */
  IssuedCertificate activate(Grant grant, Party issuer, Bytes serial) throws VaultException;

  /**
   * Revokes a certificate.
   *
   * @throws VaultException if there is no such certificate, or it was revoked before
   */
  IssuedCertificate revoke(Grant grant, Party issuer, Bytes serial, RevocationReason reason)
      throws VaultException;

  /** One certificate. */
  Optional<IssuedCertificate> find(Party issuer, Bytes serial) throws VaultException;

  /** The certificate of a subject by an issuer that is pending, if there is one. */
  Optional<IssuedCertificate> pending(Party issuer, KeyPurpose purpose, String subject)
      throws VaultException;

  /** The certificates of one subject in all parties, the newest first. */
  List<IssuedCertificate> of(String subject) throws VaultException;

  /** A page of what is asked for, the newest first. */
  List<IssuedCertificate> page(Query query, int offset, int limit) throws VaultException;

  /**
   * A page of what is asked for in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<IssuedCertificate> page(
      Query query, Sorting<Column> sorting, Optional<IssuedCertificate> after, int limit)
      throws VaultException;

  /** The active certificates that end before a moment, those first that end first. */
  List<IssuedCertificate> endingBefore(Instant limit, int most) throws VaultException;

  /** Hands each revoked certificate of an issuer that is not run out to the consumer, in order. */
  void forEachRevoked(Party issuer, Instant now, Consumer<IssuedCertificate> consumer)
      throws VaultException;

  /** How many certificates an issuer has given out under its own certificate of that serial. */
  long used(Party issuer, Bytes authority) throws VaultException;

  /** Takes the next number for a list of revocations of an issuer, durably; at least 1. */
  long nextListNumber(Grant grant, Party issuer) throws VaultException;

  /** What certificates can be sorted by. */
  enum Column {
    /** The number in the register, which rises as certificates are issued. */
    NUMBER,
    /** What the holder is called. */
    SUBJECT,
    /** What its key is for. */
    PURPOSE,
    /** The state. */
    STATE,
    /** What the issuer is called. */
    ISSUER,
    /** When it ceases to be good. */
    NOT_AFTER,
    /** When it was issued. */
    ISSUED,
    /** The serial number. */
    SERIAL
  }

  /**
   * What is to be recorded of a certificate.
   *
   * @param issuer who signed it
   * @param purpose what its key is for
   * @param serial its serial number
   * @param subject what its holder is called
   * @param encoded the certificate itself, DER
   * @param notBefore when it begins to be good
   * @param notAfter when it ceases to be good
   * @param authority the serial number of the issuer's own certificate, against which quotas count;
   *     empty bytes where the issuer has none above it
   * @param order the work order, if it is for one
   * @param awaited what the proof of its holder is told by, if one is awaited; public data
   */
  record NewCertificate(
      Party issuer,
      KeyPurpose purpose,
      Bytes serial,
      String subject,
      Bytes encoded,
      Instant notBefore,
      Instant notAfter,
      Bytes authority,
      OptionalLong order,
      Optional<Bytes> awaited) {}

  /**
   * Which certificates are asked for.
   *
   * @param issuer whose; all if empty
   * @param purpose for which purpose; all if empty
   * @param state in which state; all if empty
   * @param text what the subject contains, upper and lower case alike; all if empty
   */
  record Query(
      Optional<Party> issuer,
      Optional<KeyPurpose> purpose,
      Optional<CertificateState> state,
      String text) {
    /** Everything. */
    public static final Query ALL =
        new Query(Optional.empty(), Optional.empty(), Optional.empty(), "");
  }
}
