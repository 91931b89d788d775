// SPDX-License-Identifier: EPL-2.0
/** One device on a page of its own, what goes over links, and what somebody should look into. */
@NullMarked
package org.keywright.workbench.internal.devices;

import org.jspecify.annotations.NullMarked;
