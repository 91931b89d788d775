// SPDX-License-Identifier: EPL-2.0
/** Journeys of a person through a real window. */
@NullMarked
package org.keywright.workbench.tests;

import org.jspecify.annotations.NullMarked;
