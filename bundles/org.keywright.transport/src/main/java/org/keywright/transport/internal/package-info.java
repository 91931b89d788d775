// SPDX-License-Identifier: EPL-2.0
/**
 * The registry of transports: {@link org.keywright.transport.internal.PluggedTransports} hands out
 * {@link org.keywright.transport.internal.PluggedLink}s, which it can cut.
 */
@NullMarked
package org.keywright.transport.internal;

import org.jspecify.annotations.NullMarked;
