// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

/** Why a certificate is not good any more (RFC 5280, clause 5.3.1). */
public enum RevocationReason {
  /** No reason given. */
  UNSPECIFIED(0, "no reason given"),
  /** The private key may be known to others. */
  KEY_COMPROMISE(1, "key compromise"),
  /** The private key of the issuer may be known to others. */
  CA_COMPROMISE(2, "CA compromise"),
  /** Name or other content is not right any more. */
  AFFILIATION_CHANGED(3, "affiliation changed"),
  /** Replaced by another certificate. */
  SUPERSEDED(4, "superseded"),
  /** The holder is out of service. */
  CESSATION_OF_OPERATION(5, "cessation of operation");

  private final int code;
  private final String words;

  RevocationReason(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The number in the list. */
  public int code() {
    return code;
  }

  /** The standard's words. */
  public String words() {
    return words;
  }
}
