// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letters;

/**
 * What a ceremony at a window works with.
 *
 * @param parts reads and writes parts of keys
 * @param letters makes letters and prints them
 */
record CeremonyTools(KeyParts parts, Letters letters) {}
