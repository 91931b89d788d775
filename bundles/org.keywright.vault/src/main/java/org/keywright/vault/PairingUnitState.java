// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** How a module or host stands with the centre. */
public enum PairingUnitState {
  /** May be paired. */
  ACTIVE,
  /** Is given no code any more. */
  REVOKED
}
