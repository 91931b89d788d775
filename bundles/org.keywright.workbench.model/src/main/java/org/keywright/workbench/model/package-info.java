// SPDX-License-Identifier: EPL-2.0
/**
 * What the workbench shows, without a window: rows, trees, plans and progress, on the same engines
 * as the console.
 *
 * <p>Read {@link org.keywright.workbench.model.Desk} first, which is what every view works with,
 * then {@link org.keywright.workbench.model.Statement}: what a person does here is a console
 * command. Nothing in here knows widgets; texts for people come from {@link
 * org.keywright.workbench.model.Texts}.
 */
@NullMarked
@Export
@Version("2.0.0")
package org.keywright.workbench.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
