// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says who this program is on lines under TLS, and whom it trusts there. Safe for use by many
 * threads; asked for each line, so it has to be quick when nothing has changed.
 */
@ConsumerType
public interface TlsCredentials {
  /**
   * What holds now. The same object is given until something of it changes; from then on the old
   * one is not {@link TlsCredential#inForce in force}, and transports ask anew: sessions that were
   * made under it are not resumed, and lines that are open go on only if the new one trusts their
   * other end.
   *
   * @param identity which identity; empty for that of the links which this program opens
   * @throws LinkException if there is none; the message says why and what to do
   */
  TlsCredential current(Optional<String> identity) throws LinkException;
}
