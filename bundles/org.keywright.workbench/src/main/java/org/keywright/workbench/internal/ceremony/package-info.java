// SPDX-License-Identifier: EPL-2.0
/** Key ceremonies at the window: prepared, led person by person, and their minutes. */
@NullMarked
package org.keywright.workbench.internal.ceremony;

import org.jspecify.annotations.NullMarked;
