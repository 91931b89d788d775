// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.function.Supplier;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyParts;

/**
 * The crypto by which officers hold the roots key together. Curves are proved when they are first
 * wanted, and a vault for one person wants none.
 *
 * @param parts parts the roots key
 * @param ecKeys the officers' key pairs
 * @param hkdf makes keys of what is agreed with them
 */
public record SplitKnowledge(KeyParts parts, Supplier<EcKeys> ecKeys, Supplier<Hkdf> hkdf) {}
