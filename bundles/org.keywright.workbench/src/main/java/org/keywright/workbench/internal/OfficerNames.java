// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.VaultPlan;

/**
 * Proposes to who opens a vault those who can sign in to it. Their names stand in the vault,
 * readable without a passphrase. For the window's thread.
 */
final class OfficerNames {
  private final Desk desk;
  private final Text address;
  private final List<Combo> fields;
  private final Runnable read;
  private List<String> names = List.of();

  /**
   * Proposes nobody yet.
   *
   * @param address where the vault is
   * @param fields one for each of them
   * @param read told when they were read
   */
  OfficerNames(Desk desk, Text address, List<Combo> fields, Runnable read) {
    this.desk = desk;
    this.address = address;
    this.fields = List.copyOf(fields);
    this.read = read;
  }

  /** Whether there are any, as far as is known: of a vault on a server that may be later. */
  boolean any() {
    return !names.isEmpty();
  }

  /** Reads them from where the vault is now. */
  void read() {
    String typed = address.getText();
    if (VaultPlan.problem(typed, false).isPresent()) {
      are(List.of());
    } else {
      Background.read(
          address,
          () -> desk.officersAt(typed.strip()),
          names -> {
            if (address.getText().equals(typed)) {
              are(names);
            }
          },
          why -> are(List.of()));
    }
  }

  private void are(List<String> found) {
    if (!found.equals(names)) {
      names = found;
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).setItems(names.toArray(String[]::new));
        fields.get(i).select(Math.min(i, names.size() - 1));
      }
    }
    read.run();
  }
}
