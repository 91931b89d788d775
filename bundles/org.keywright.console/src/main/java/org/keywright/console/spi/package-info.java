// SPDX-License-Identifier: EPL-2.0
/**
 * What brings commands to the console: groups of annotated methods that return values.
 *
 * <p>Read {@link org.keywright.console.spi.CommandGroup} first, then {@link
 * org.keywright.console.spi.Command}: the annotations are the one model of a command, from which
 * parsing, help, completion and the documentation's table are made. {@link
 * org.keywright.console.spi.Console} is what a command asks for when it needs a secret or shows
 * progress.
 */
@NullMarked
@Export
@Version("1.3.0")
package org.keywright.console.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
