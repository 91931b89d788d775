// SPDX-License-Identifier: EPL-2.0
/**
 * Proofs that ask what Keywright's own servers do: claims 20 and 21 of personalization, which name
 * the personalization unit and the central system, and claim 8 of pairing, which names the
 * management centre. Each has a vault of its own, made for it and gone with it.
 */
@NullMarked
package org.keywright.claims.engines.internal;

import org.jspecify.annotations.NullMarked;
