// SPDX-License-Identifier: EPL-2.0
/** The runner of jobs: workers that draw items from one source, their records and their counts. */
@NullMarked
package org.keywright.engine.internal;

import org.jspecify.annotations.NullMarked;
