// SPDX-License-Identifier: EPL-2.0
/** Pairing: the management centre with its code desk, its books, and the units that it knows. */
@NullMarked
package org.keywright.workbench.internal.pairing;

import org.jspecify.annotations.NullMarked;
