// SPDX-License-Identifier: EPL-2.0
/**
 * Two ways to the platform's PC/SC service, {@link
 * org.keywright.transport.pcsc.internal.DirectPcsc} and {@link
 * org.keywright.transport.pcsc.internal.SmartcardioPcsc}, behind the interface {@link
 * org.keywright.transport.pcsc.internal.Pcsc}, and the transport on top of them, {@link
 * org.keywright.transport.pcsc.internal.PcscTransport}.
 */
@NullMarked
package org.keywright.transport.pcsc.internal;

import org.jspecify.annotations.NullMarked;
