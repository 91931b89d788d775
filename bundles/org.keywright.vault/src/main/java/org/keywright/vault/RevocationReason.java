// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** Why a certificate was revoked (RFC 5280, clause 5.3.1). */
public enum RevocationReason {
  /** The key is known, or is feared to be known, to others. */
  KEY_COMPROMISE(1, "key compromised"),
  /** The key of a personalization unit is known, or is feared to be known, to others. */
  CA_COMPROMISE(2, "key of the issuer compromised"),
  /** The holder has another name or owner now. */
  AFFILIATION_CHANGED(3, "affiliation changed"),
  /** Another certificate has taken its place. */
  SUPERSEDED(4, "superseded"),
  /** The holder is out of use. */
  CESSATION_OF_OPERATION(5, "out of operation"),
  /** The holder may no longer do what the certificate says. */
  PRIVILEGE_WITHDRAWN(9, "privilege withdrawn");

  private final int code;
  private final String words;

  RevocationReason(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The CRLReason. */
  public int code() {
    return code;
  }

  /** The same in words. */
  public String words() {
    return words;
  }
}
