// SPDX-License-Identifier: EPL-2.0
/** Jobs: the wizards that begin them, their progress, and what became of each module. */
@NullMarked
package org.keywright.workbench.internal.jobs;

import org.jspecify.annotations.NullMarked;
