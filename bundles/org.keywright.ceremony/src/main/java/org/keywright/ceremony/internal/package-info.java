// SPDX-License-Identifier: EPL-2.0
/** The engine of ceremonies, whose memory is the vault's log of acts. */
@NullMarked
package org.keywright.ceremony.internal;

import org.jspecify.annotations.NullMarked;
