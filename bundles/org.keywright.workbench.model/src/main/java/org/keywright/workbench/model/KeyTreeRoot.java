// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/**
 * The open vault, above its key sets.
 *
 * @param vault the vault
 * @param tree its key sets
 */
public record KeyTreeRoot(VaultTitle vault, KeySetTree tree) {}
