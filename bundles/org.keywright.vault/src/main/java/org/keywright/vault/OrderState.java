// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.Locale;

/** How a work order stands. */
public enum OrderState {
  /** A module may come. */
  OPEN,
  /** The transaction number was right, and is used up. */
  PROVED,
  /** A certificate was issued; the module has not shown yet that it uses the key. */
  ISSUED,
  /** The module uses its key. */
  DONE,
  /** The transaction number was wrong too often. */
  BLOCKED,
  /** Withdrawn by an operator. */
  CANCELLED;

  /** The same in words. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }
}
