// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes a strong key of a short secret that both ends know, so that neither the wire nor the other
 * end learns anything to guess against: EC J-PAKE on P-256 (RFC 8236) with key confirmation.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface Pakes {
  /**
   * Begins one run.
   *
   * @param password what both know, at least one byte; stays the caller's
   * @param ownName who one is, in ASCII, not as the other is
   * @param peerName who the other has to be
   * @param binding what the run is bound to, such as a channel's binding; the other end has to have
   *     the same
   * @throws KeyException if the password is empty or the names do not do
   */
  Pake begin(KeyMaterial password, String ownName, String peerName, Bytes binding)
      throws KeyException;
}
