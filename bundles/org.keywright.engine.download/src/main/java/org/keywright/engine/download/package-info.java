// SPDX-License-Identifier: EPL-2.0
/**
 * Secure key download as jobs: one key into one place of many modules.
 *
 * <p>Read {@link org.keywright.engine.download.Downloads} first, which starts everything, then
 * {@link org.keywright.engine.download.LoadProcedure}, which is the conversation with one module.
 */
@NullMarked
@Export
@Version("1.3.0")
package org.keywright.engine.download;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
