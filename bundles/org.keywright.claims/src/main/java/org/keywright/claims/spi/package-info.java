// SPDX-License-Identifier: EPL-2.0
/** What brings proofs to the conformance run: {@link org.keywright.claims.spi.ClaimProofs}. */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.claims.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
