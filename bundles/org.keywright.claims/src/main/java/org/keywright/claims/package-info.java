// SPDX-License-Identifier: EPL-2.0
/**
 * The conformance run: proves each claim of the protocols against running units, through their
 * commands, and prints what was observed.
 *
 * <p>Read {@link org.keywright.claims.Claims}; an engine brings its proofs by {@link
 * org.keywright.claims.spi.ClaimProofs}.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.claims;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
