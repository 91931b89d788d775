// SPDX-License-Identifier: EPL-2.0
/** The pairing engine's centre and its contacts. */
@NullMarked
package org.keywright.engine.pairing.internal;

import org.jspecify.annotations.NullMarked;
