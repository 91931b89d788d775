// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

/** The states of a key's life (NIST SP 800-57 part 1 rev. 5, clause 7). */
public enum KeyState {
  /** Made, not yet authorised for use. */
  PRE_ACTIVE,
  /** In use. */
  ACTIVE,
  /** Withheld for a time. */
  SUSPENDED,
  /** No longer used to protect; may still open what was protected. */
  DEACTIVATED,
  /** Known or feared to be in other hands. */
  COMPROMISED,
  /** Gone; only what is said about it remains. */
  DESTROYED;

  /** Whether the step to {@code next} is one that the standard allows (figure 3). */
  public boolean mayBecome(KeyState next) {
    return switch (this) {
      case PRE_ACTIVE ->
          next == ACTIVE || next == SUSPENDED || next == COMPROMISED || next == DESTROYED;
      case ACTIVE -> next == SUSPENDED || next == DEACTIVATED || next == COMPROMISED;
      case SUSPENDED ->
          next == ACTIVE || next == DEACTIVATED || next == COMPROMISED || next == DESTROYED;
      case DEACTIVATED, COMPROMISED -> next == DESTROYED || (next == COMPROMISED && this != next);
      case DESTROYED -> false;
    };
  }
}
