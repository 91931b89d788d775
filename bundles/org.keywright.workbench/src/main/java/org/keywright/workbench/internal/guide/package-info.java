// SPDX-License-Identifier: EPL-2.0
/** The guide in the window: its pages, and which of them is about the part in front. */
@NullMarked
package org.keywright.workbench.internal.guide;

import org.jspecify.annotations.NullMarked;
