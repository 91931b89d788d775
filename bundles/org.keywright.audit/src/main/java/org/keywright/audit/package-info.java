// SPDX-License-Identifier: EPL-2.0
/**
 * The audit of a vault: signed checkpoints of its log of acts, exports of the log, their check by
 * whoever has neither the vault nor its passphrase, and the log's way to a syslog receiver.
 *
 * <p>Read {@link org.keywright.audit.Audit} first, then {@link org.keywright.audit.Forwarding}.
 * What files and messages hold is in {@code docs/audit.md}.
 */
@NullMarked
@Export
@Version("1.2.0")
package org.keywright.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
