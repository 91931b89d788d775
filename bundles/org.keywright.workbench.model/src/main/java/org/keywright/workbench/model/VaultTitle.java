// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultInfo;

/**
 * The open vault in a few words, as a title and a status bar show it.
 *
 * @param name its file's name, or that none is open
 * @param tooltip more about it
 * @param test whether it is marked as for tests only
 */
public record VaultTitle(String name, String tooltip, boolean test) {
  /** The vault that is open, if any. */
  public static VaultTitle of(Optional<Vault> vault) {
    if (vault.isEmpty()) {
      return new VaultTitle(Texts.text("vault.none"), Texts.text("vault.none.hint"), false);
    }
    VaultInfo info = vault.get().info();
    return new VaultTitle(info.name(), String.join("\n", lines(info)), info.test());
  }

  private static List<String> lines(VaultInfo info) {
    var lines = new ArrayList<String>();
    lines.add(info.address());
    lines.add(Texts.text("vault.holds", info.keySets(), info.keys(), info.devices(), info.jobs()));
    if (info.test()) {
      lines.add(Texts.text("vault.test"));
    }
    if (info.failedOpenings() > 0) {
      lines.add(Texts.text("vault.failed", info.failedOpenings()));
    }
    return lines;
  }
}
