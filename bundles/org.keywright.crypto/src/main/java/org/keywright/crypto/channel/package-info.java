// SPDX-License-Identifier: EPL-2.0
/**
 * Channels between two programs that know each other: TLS 1.3 with certificates on both sides, or
 * with a key that both hold.
 *
 * <p>{@link org.keywright.crypto.channel.SecureChannels} makes a {@link
 * org.keywright.crypto.channel.SecureChannel} of a socket, from either end.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.crypto.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
