// SPDX-License-Identifier: EPL-2.0
/** The conformance run and the proofs of the download protocol. */
@NullMarked
package org.keywright.claims.internal;

import org.jspecify.annotations.NullMarked;
