// SPDX-License-Identifier: EPL-2.0
/**
 * Keys, what is said about them, and the algorithms that work on them.
 *
 * <p>A key is held, never passed as bytes: {@link org.keywright.crypto.Key} is the handle that
 * callers carry, {@link org.keywright.crypto.KeyMaterial} the one holder of clear bytes behind it.
 * Algorithms come from providers ({@link org.keywright.crypto.spi}) and are named together by a
 * {@link org.keywright.crypto.Suite}.
 */
@NullMarked
@Export
@Version("1.3.0")
package org.keywright.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
