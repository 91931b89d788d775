// SPDX-License-Identifier: EPL-2.0
/**
 * The workbench's application. What it shows is worked out in {@code
 * org.keywright.workbench.model}; the views, editors and dialogs here put that into widgets and
 * hand back what people do.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.workbench;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
