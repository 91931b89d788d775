// SPDX-License-Identifier: EPL-2.0
/** The editor of a key set, and what is done with its keys. */
@NullMarked
package org.keywright.workbench.internal.keyset;

import org.jspecify.annotations.NullMarked;
