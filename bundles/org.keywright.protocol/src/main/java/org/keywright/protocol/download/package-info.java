// SPDX-License-Identifier: EPL-2.0
/**
 * Secure key download from a first unit (AS) to second units (EI): messages and both procedures.
 *
 * <p>Read {@link org.keywright.protocol.download.KeyExport} for what the first unit does and {@link
 * org.keywright.protocol.download.KeyImport} for what the second does; both derive {@link
 * org.keywright.protocol.download.SessionKeys} anew on every download and keep nothing.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.protocol.download;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
