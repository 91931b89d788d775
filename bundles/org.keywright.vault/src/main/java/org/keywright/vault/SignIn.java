// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import org.keywright.crypto.KeyMaterial;

/**
 * An officer who shows that it is he.
 *
 * @param officer his name
 * @param passphrase its UTF-8 bytes; stays the caller's
 */
public record SignIn(String officer, KeyMaterial passphrase) {}
