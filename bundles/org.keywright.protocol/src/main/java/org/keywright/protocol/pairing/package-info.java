// SPDX-License-Identifier: EPL-2.0
/** The messages and derivations of the pairing protocol. */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.protocol.pairing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
