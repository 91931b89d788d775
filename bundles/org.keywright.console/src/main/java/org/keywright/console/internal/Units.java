// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import org.keywright.console.spi.CommandException;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;

/** The personalization units of the open vault. */
record Units(Vaults vaults) {
  List<String> names() throws VaultException {
    return vaults.require().roots().all().stream()
        .filter(root -> root.purpose() == RootPurpose.PERSONALIZATION_UNIT)
        .map(RootKey::name)
        .toList();
  }

  /** The only one. */
  String only() throws VaultException, CommandException {
    List<String> names = names();
    if (names.size() != 1) {
      throw new CommandException(
          names.isEmpty()
              ? "the vault has no personalization unit"
              : "which personalization unit? " + String.join(", ", names),
          "--unit NAME");
    }
    return names.getFirst();
  }
}
