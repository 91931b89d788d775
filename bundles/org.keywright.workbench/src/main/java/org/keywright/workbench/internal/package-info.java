// SPDX-License-Identifier: EPL-2.0
/** Windows, views, editors, wizards and dialogs over the models. */
@NullMarked
package org.keywright.workbench.internal;

import org.jspecify.annotations.NullMarked;
