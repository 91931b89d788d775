// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import org.keywright.vault.Vaults;

/**
 * All parties that work with one holder's vault.
 *
 * @param vaults holds the vault, and is its owner's
 * @param manufacturers its manufacturers
 * @param units its personalization units
 * @param centrals its central systems
 * @param revocations what its parties revoke
 * @param devices its users' devices
 */
public record Site(
    Vaults vaults,
    Manufacturers manufacturers,
    PersonalizationUnits units,
    CentralSystems centrals,
    Revocations revocations,
    UserDevices devices) {}
