// SPDX-License-Identifier: EPL-2.0
/**
 * Modules reached over TCP, and the listener that serves units the same way. {@link
 * org.keywright.transport.tcp.internal.TcpTransport} opens links, {@link
 * org.keywright.transport.tcp.internal.TcpUnitServer} listens; {@link
 * org.keywright.transport.tcp.internal.Frames} is the wire between them.
 */
@NullMarked
package org.keywright.transport.tcp.internal;

import org.jspecify.annotations.NullMarked;
