// SPDX-License-Identifier: EPL-2.0
/** Officers at the window: sign-in, periods, requests, and the lock. */
@NullMarked
package org.keywright.workbench.internal.officers;

import org.jspecify.annotations.NullMarked;
