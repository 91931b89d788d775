// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.Locale;

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

  /**
   * Whether the step to {@code next} is one that the standard allows (figure 3). Of its transition
   * 5, from active to destroyed, which it has for some kinds of keys, we make two for all: a key
   * that is in use is not destroyed by one slip.
   */
  public boolean mayBecome(KeyState next) {
    return switch (this) {
      case PRE_ACTIVE -> next == ACTIVE || next == COMPROMISED || next == DESTROYED;
      case ACTIVE -> next == SUSPENDED || next == DEACTIVATED || next == COMPROMISED;
      case SUSPENDED ->
          next == ACTIVE || next == DEACTIVATED || next == COMPROMISED || next == DESTROYED;
      case DEACTIVATED -> next == COMPROMISED || next == DESTROYED;
      case COMPROMISED -> next == DESTROYED;
      case DESTROYED -> false;
    };
  }

  /** Whether something new may be protected with the key (clauses 7.1 to 7.6). */
  public boolean mayProtect() {
    return this == ACTIVE;
  }

  /**
   * Whether what was protected may be processed. The standard leaves suspended and compromised keys
   * to who accepts the risk; here nobody does.
   */
  public boolean mayProcess() {
    return this == ACTIVE || this == DEACTIVATED;
  }

  /** Whether it may be found out that somebody else has the key (key confirmation, clause 7.1). */
  public boolean mayConfirm() {
    return mayProcess() || this == PRE_ACTIVE;
  }

  /** As people write it: {@code pre-active}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
