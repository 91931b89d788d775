// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.SequencedMap;
import org.keywright.console.CommandScreen;
import org.keywright.crypto.KeyMaterial;

/** The screen of a statement that was put together in a window: keeps what is said. */
record PerformedScreen(List<String> shown, List<String> told, Secrets secrets, Revealed revealed)
    implements CommandScreen {
  @Override
  public void show(String line) {
    synchronized (shown) {
      shown.add(line);
    }
  }

  @Override
  public void tell(String line) {
    synchronized (told) {
      told.add(line);
    }
  }

  @Override
  public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
    return secrets.ask(what, twice);
  }

  @Override
  public boolean reveal(String what, SequencedMap<String, KeyMaterial> given) {
    return revealed.take(what, given);
  }
}
