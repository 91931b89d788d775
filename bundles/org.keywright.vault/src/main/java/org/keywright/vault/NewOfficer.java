// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import org.keywright.crypto.KeyMaterial;

/**
 * Somebody who is to be an officer.
 *
 * @param name 1 to 64 letters, digits, dots, underscores and hyphens
 * @param role what he is there for
 * @param passphrase its UTF-8 bytes, at least 8; stays the caller's
 */
public record NewOfficer(String name, Role role, KeyMaterial passphrase) {}
