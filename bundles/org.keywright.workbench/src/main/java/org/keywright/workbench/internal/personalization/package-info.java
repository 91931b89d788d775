// SPDX-License-Identifier: EPL-2.0
/** Personalization: work orders, personalization units and central systems, runs over lists. */
@NullMarked
package org.keywright.workbench.internal.personalization;

import org.jspecify.annotations.NullMarked;
