// SPDX-License-Identifier: EPL-2.0
/**
 * How a log is checked: {@link org.keywright.audit.internal.LogWalk} goes through its entries,
 * those of a vault ({@link org.keywright.audit.internal.VaultAudit}) or of an export ({@link
 * org.keywright.audit.internal.ExportFile}); and how it is forwarded: {@link
 * org.keywright.audit.internal.LogFeed} carries it to a receiver.
 */
@NullMarked
package org.keywright.audit.internal;

import org.jspecify.annotations.NullMarked;
