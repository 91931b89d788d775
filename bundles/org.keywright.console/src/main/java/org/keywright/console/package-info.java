// SPDX-License-Identifier: EPL-2.0
/**
 * The console for programs that show one themselves: sessions with the same commands, whose output,
 * questions and completion go to somebody else's screen.
 *
 * <p>Read {@link org.keywright.console.Consoles} first, then {@link
 * org.keywright.console.CommandScreen}, which is what the program brings.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.console;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
