// SPDX-License-Identifier: EPL-2.0
/**
 * What goes onto paper: letters with key components for custodians, and reports such as the minutes
 * of a ceremony, as PDF in memory, and their way to a printer.
 *
 * <p>Read {@link org.keywright.letters.Letters} first.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.letters;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
