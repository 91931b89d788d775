// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** How a certificate that was issued stands. */
public enum CertificateState {
  /** Issued; its holder has not shown yet that it uses the key. */
  PENDING,
  /** Its holder has shown that it uses the key. */
  ACTIVE,
  /** Withdrawn for good, with reason and date; it is in the list of revocations. */
  REVOKED
}
