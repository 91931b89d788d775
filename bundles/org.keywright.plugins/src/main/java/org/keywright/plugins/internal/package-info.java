// SPDX-License-Identifier: EPL-2.0
/**
 * The folder of plug-ins. {@link org.keywright.plugins.internal.FolderPlugins} holds one {@link
 * org.keywright.plugins.internal.Shelved} for each jar; {@link
 * org.keywright.plugins.internal.Admission} decides which of them run.
 */
@NullMarked
package org.keywright.plugins.internal;

import org.jspecify.annotations.NullMarked;
