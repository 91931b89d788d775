// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim;

/** What a simulated unit is. */
public enum Role {
  /** A first unit: holds application keys and gives them out. */
  AS,
  /** A second unit: takes application keys. */
  EI,
  /** A removable module: is paired with hosts. */
  MS,
  /** A host: is paired with modules. */
  MH,
  /** A security module: is personalized. */
  SM
}
