// SPDX-License-Identifier: EPL-2.0
package org.keywright.tls;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that lines under TLS go by.
 *
 * @param kind what it is
 * @param name what it is called in the vault
 * @param subject whose certificate or list it is; empty if there is no certificate yet
 * @param remark how it stands, for people
 * @param until until when it is good
 */
public record TlsEntry(
    Kind kind, String name, String subject, String remark, Optional<Instant> until) {
  /** What an entry is. */
  public enum Kind {
    /** Who this vault is. */
    IDENTITY,
    /** Whom it trusts. */
    AUTHORITY,
    /** What an authority has revoked. */
    LIST
  }
}
