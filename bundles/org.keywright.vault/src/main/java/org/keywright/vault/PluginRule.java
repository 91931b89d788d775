// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import org.keywright.crypto.Bytes;

/**
 * Which plug-ins a vault lets in beside it: code that runs while its keys are open.
 *
 * @param kind by what it tells them
 * @param digest SHA-256 of the signer's certificate in DER, or of the whole file; empty for {@link
 *     Kind#ANY}
 * @param name of the signer or the file, for people
 * @param actor who made the rule
 * @param since when
 */
public record PluginRule(Kind kind, Bytes digest, String name, String actor, Instant since) {
  /** By what a rule tells plug-ins. */
  public enum Kind {
    /** Those that are signed with the key of one certificate. */
    SIGNER,
    /** One file, whoever signed it. */
    FILE,
    /** All: the vault is for tests only. */
    ANY
  }
}
