// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

/** Why a secure channel did not come to be. */
public enum HandshakeFault {
  /** The chain that the other end showed was refused here. */
  CERTIFICATE_REFUSED,
  /** The other end showed no certificate. */
  NO_CERTIFICATE,
  /** The other end refused the chain that was shown to it. */
  REFUSED_BY_PEER,
  /** The two ends have no version or algorithms in common. */
  NOTHING_IN_COMMON,
  /** The other end does not know the shared key, or has another under that name. */
  SHARED_KEY,
  /** What came is no TLS, or was changed on its way. */
  GARBLED,
  /** The other end closed, or the line broke. */
  CLOSED,
  /** It took longer than allowed. */
  TIMED_OUT
}
