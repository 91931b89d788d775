// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import org.keywright.crypto.Bytes;

/**
 * Something public that lines under TLS go by. What a content means is not the vault's part.
 *
 * @param kind what it is
 * @param name of the identity, the authority, or the issuer of a list
 * @param content one or more structures in DER, one behind the other; empty for {@link Kind#SHOWN}
 * @param actor who put it in
 * @param since when
 */
public record TlsRecord(Kind kind, String name, Bytes content, String actor, Instant since) {
  /** What a record is. */
  public enum Kind {
    /** The certificates of an identity, its own first; the key is a root key of that name. */
    IDENTITY,
    /** The identity that links show; there is one such record at most. */
    SHOWN,
    /** The certificate of an authority that is trusted, and has to issue revocation lists. */
    AUTHORITY,
    /** The certificate of an authority that is trusted, whether it issues lists or not. */
    AUTHORITY_WITHOUT_LISTS,
    /** A revocation list. */
    REVOCATION_LIST
  }
}
