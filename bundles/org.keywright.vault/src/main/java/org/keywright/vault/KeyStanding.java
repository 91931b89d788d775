// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeySpec;

/**
 * What all keys of a vault have in common: which it is, and how it stands in its life.
 *
 * @param key which; an application key with its version
 * @param label what people call it; empty for other keys
 * @param spec its kind
 * @param version KVN, TVER or generation
 * @param kcv its check value, if its algorithm has one
 * @param life how it stands
 * @param wellKnown the name of the public test key that it is, if it is one
 * @param created when it was made
 */
public record KeyStanding(
    KeyName key,
    String label,
    KeySpec spec,
    int version,
    Optional<Kcv> kcv,
    KeyLife life,
    Optional<String> wellKnown,
    Instant created) {}
