// SPDX-License-Identifier: EPL-2.0
/** How the contracts look for what should not be there. */
@NullMarked
package org.keywright.testkit.internal;

import org.jspecify.annotations.NullMarked;
