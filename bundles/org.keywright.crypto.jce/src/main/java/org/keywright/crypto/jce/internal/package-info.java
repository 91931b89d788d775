// SPDX-License-Identifier: EPL-2.0
/**
 * Algorithms on the JDK's providers and Bouncy Castle.
 *
 * <p>{@link org.keywright.crypto.jce.internal.Primitives} is everything that is computed with here,
 * proved by known answers before it exists; {@link org.keywright.crypto.jce.internal.SelfTest}
 * makes it a service, and every other component hangs on that service, so that a failed proof
 * leaves none. Keys go into JDK ciphers through {@link
 * org.keywright.crypto.jce.internal.CipherPool}, which keeps them ready and wipes their key
 * schedules after each use.
 */
@NullMarked
package org.keywright.crypto.jce.internal;

import org.jspecify.annotations.NullMarked;
