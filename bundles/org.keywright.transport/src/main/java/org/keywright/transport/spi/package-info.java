// SPDX-License-Identifier: EPL-2.0
/**
 * What a vendor implements to bring a transport: {@link
 * org.keywright.transport.spi.TransportProvider} and {@link org.keywright.transport.Link}.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.transport.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
