// SPDX-License-Identifier: EPL-2.0
/**
 * The vault: key sets, application keys, devices, jobs and their records, and the log of acts.
 *
 * <p>Read {@link org.keywright.vault.Vault} first, then {@link org.keywright.vault.Grant}: nobody
 * opens a key or changes anything without a grant, and a grant is had only by saying who asks, what
 * for, and on what. Who may do what in a vault with {@link org.keywright.vault.Officers} is the
 * table {@link org.keywright.vault.Right}; what opens roots is there only in a {@link
 * org.keywright.vault.Period}.
 */
@NullMarked
@Export
@Version("2.1.0")
package org.keywright.vault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
