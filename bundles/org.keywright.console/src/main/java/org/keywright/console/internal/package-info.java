// SPDX-License-Identifier: EPL-2.0
/** The headless application. */
@NullMarked
package org.keywright.console.internal;

import org.jspecify.annotations.NullMarked;
