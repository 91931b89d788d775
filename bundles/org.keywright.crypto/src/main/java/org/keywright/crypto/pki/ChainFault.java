// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

/**
 * Why a certificate, a chain, a request or a revocation list is refused: one word for one cause.
 */
public enum ChainFault {
  /** Not DER, or not the structure that it should be. */
  ENCODING("is not encoded as it should be"),
  /** Not X.509 version 3. */
  VERSION("is not of version 3"),
  /** The serial number is not positive, or shorter than 64 bits or longer than 20 bytes. */
  SERIAL("has a serial number that is not of 8 to 20 bytes"),
  /** A name is not of the profile's form. */
  NAME("has a name that is not of the profile"),
  /** The signature algorithm is not ECDSA with SHA-256. */
  WEAK_ALGORITHM("is not signed with ECDSA and SHA-256"),
  /** The key is not on P-256. */
  CURVE("has a key that is not on the curve P-256"),
  /** The key's point is not on its curve, or not uncompressed. */
  POINT("has a key that is no valid point"),
  /** An extension is there twice. */
  DOUBLED_EXTENSION("has an extension twice"),
  /** A critical extension is not known. */
  UNKNOWN_CRITICAL("has a critical extension that is not known"),
  /**
   * An extension that the profile asks for is missing, not known there, or of another criticality.
   */
  EXTENSIONS("has not the extensions of its profile"),
  /** It is for another purpose than the one wanted, for none or for several. */
  PURPOSE("is for another purpose"),
  /** The key usage is another than the purpose's. */
  KEY_USAGE("has a key usage that does not fit its purpose"),
  /** It says that it may certify and must not, or the other way round. */
  CA_FLAG("has the wrong CA flag"),
  /** The path length is missing or another, or too many certificates follow. */
  PATH_LENGTH("has a path length that does not fit"),
  /** The name constraints are not the profile's, or a name below is not within them. */
  NAME_CONSTRAINT("breaks a name constraint"),
  /** A key identifier does not fit the key that it names. */
  KEY_IDENTIFIER("has a key identifier that does not fit"),
  /** The freshness value is missing, not of 32 bytes, or where none belongs. */
  FRESHNESS("has not the freshness value that belongs there"),
  /** The validity ends before it begins, or is longer than the purpose allows. */
  VALIDITY("is valid for longer than its purpose allows"),
  /** The validity has not begun. */
  NOT_YET_VALID("is not valid yet"),
  /** The validity has ended. */
  EXPIRED("has expired"),
  /** The signature is wrong. */
  SIGNATURE("has a wrong signature"),
  /** The chain ends at nobody who is trusted. */
  UNKNOWN_ISSUER("was issued by somebody who is not trusted"),
  /** The next certificate is not the issuer's, or its purpose is not one that may issue this. */
  ORDER("was not issued by the next one in the chain"),
  /** It is on a revocation list of its issuer. */
  REVOKED("was revoked"),
  /** There is no revocation list in date, and one is required. */
  REVOCATION_UNKNOWN("has no revocation list in date"),
  /** It is good, but for another key than the one awaited. */
  OTHER_KEY("is for another key than the one awaited");

  private final String words;

  ChainFault(String words) {
    this.words = words;
  }

  /** What it is, to be read after "the certificate". */
  public String words() {
    return words;
  }
}
