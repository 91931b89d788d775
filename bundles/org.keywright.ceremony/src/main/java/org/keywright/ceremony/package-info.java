// SPDX-License-Identifier: EPL-2.0
/**
 * Key ceremonies: a script says which steps are taken by whom, and the engine leads through it,
 * asking one person at a time.
 *
 * <p>Read {@link org.keywright.ceremony.CeremonyScript} first, then {@link
 * org.keywright.ceremony.Ceremony}: the state machine that a console or a window drives. What
 * happened is in the log of acts, from which {@link org.keywright.ceremony.SignedMinutes} are made.
 */
@NullMarked
@Export
@Version("2.0.0")
package org.keywright.ceremony;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
