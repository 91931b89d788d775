// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.vault.Party;
import org.keywright.vault.RootPurpose;

/** The devices of users that a personalization unit enrols. */
public enum DeviceKind {
  /** IU: enters transaction numbers into modules. */
  IDENTIFICATION_UNIT(KeyPurpose.IDENTIFICATION, RootPurpose.IDENTIFICATION_UNIT),
  /** Carries tickets from the unit to modules. */
  APPLIANCE(KeyPurpose.APPLIANCE, RootPurpose.APPLIANCE);

  private final KeyPurpose purpose;
  private final RootPurpose root;

  DeviceKind(KeyPurpose purpose, RootPurpose root) {
    this.purpose = purpose;
    this.root = root;
  }

  /** What its key is certified for. */
  public KeyPurpose purpose() {
    return purpose;
  }

  /** A device of this kind whose key this vault holds. */
  public Party party(String name) {
    return new Party(root, name);
  }
}
