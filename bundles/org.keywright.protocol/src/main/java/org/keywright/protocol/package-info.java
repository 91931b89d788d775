// SPDX-License-Identifier: EPL-2.0
/**
 * Words that all protocols share: who a module is, which applications it has, and how a unit
 * refuses.
 *
 * <p>The messages of each protocol are in a package of their own, such as {@link
 * org.keywright.protocol.download}. The protocol documents under {@code docs/protocols} say the
 * same for those who write a module in another language.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
