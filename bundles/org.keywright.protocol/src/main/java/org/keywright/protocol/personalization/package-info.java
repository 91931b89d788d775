// SPDX-License-Identifier: EPL-2.0
/**
 * The personalization protocol: how a module gets a certified key of its own, and what it says to
 * its central system.
 *
 * <p>Read {@link org.keywright.protocol.personalization.ModuleRun} and {@link
 * org.keywright.protocol.personalization.UnitRun} first: the two sides of a run, over whatever
 * link. {@link org.keywright.protocol.personalization.ModuleChannel} and {@link
 * org.keywright.protocol.personalization.ClientChannel} are the two ends of the local link. The
 * same stands in {@code docs/protocols/personalization.md} for those who write a module or a unit
 * in another language.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.protocol.personalization;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
