// SPDX-License-Identifier: EPL-2.0
/** The download engine's works, device lists, first units and reports. */
@NullMarked
package org.keywright.engine.download.internal;

import org.jspecify.annotations.NullMarked;
