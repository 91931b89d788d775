// SPDX-License-Identifier: EPL-2.0
/** The personalization engine's units and their servers. */
@NullMarked
package org.keywright.engine.personalization.internal;

import org.jspecify.annotations.NullMarked;
