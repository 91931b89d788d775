// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A version of an application key that another one has taken the place of.
 *
 * @param keySet its key set
 * @param standing how it stands
 */
public record KeyVersion(String keySet, KeyStanding standing) {
  /** The versions before the newest, the newest of them first. */
  public static List<KeyVersion> before(Vault vault, String keySet, int ref) throws VaultException {
    return vault.lives().versions(KeyName.of(keySet, ref)).stream()
        .skip(1)
        .map(standing -> new KeyVersion(keySet, standing))
        .toList();
  }
}
