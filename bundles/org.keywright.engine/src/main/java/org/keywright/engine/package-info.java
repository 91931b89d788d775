// SPDX-License-Identifier: EPL-2.0
/**
 * Jobs over many modules: started by an engine, run on virtual threads, recorded item by item; and
 * what of a vault's keys and certificates ends.
 *
 * <p>Read {@link org.keywright.engine.RunningJob} first, which is what a caller holds, then {@link
 * org.keywright.engine.spi.JobWork}, which is what an engine brings.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
