// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** How one item of a job stands. */
public enum ItemState {
  /** The command that changes the module was handed over or is about to be; not settled. */
  SENT(false),
  /** Done, by the module's own proof. */
  DONE(true),
  /** Refused, by the module or before it was asked; nothing has changed in the module. */
  REFUSED(true),
  /** Not reached; nothing has changed in the module. */
  UNREACHED(false),
  /** Whether the module has changed is not known; the next run settles it. */
  UNKNOWN(false);

  private final boolean settled;

  ItemState(boolean settled) {
    this.settled = settled;
  }

  /** Whether a resume leaves the item alone. */
  public boolean settled() {
    return settled;
  }
}
