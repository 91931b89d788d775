// SPDX-License-Identifier: EPL-2.0
/**
 * Commands and answers, the links that carry them, and the registry of transports.
 *
 * <p>A link moves bytes and knows nothing of keys. Read {@link org.keywright.transport.Transports}
 * for how a link is opened and {@link org.keywright.transport.ApduChannel} for how a command is
 * sent over it. What vendors implement is in {@link org.keywright.transport.spi}.
 */
@NullMarked
@Export
@Version("1.3.0")
package org.keywright.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
