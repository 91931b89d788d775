// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.workbench.model.DroppedFile;

/** Opens for each file that was dropped what asks about such files. */
final class DroppedFiles {
  private final IWorkbenchWindow window;
  private final VaultActs acts;

  DroppedFiles(IWorkbenchWindow window) {
    this.window = window;
    this.acts = new VaultActs(window);
  }

  /** Asks about one file after the other; says so of one that is for nothing here. */
  void take(List<String> files) {
    for (String file : files) {
      DroppedFile.of(Path.of(file)).ifPresentOrElse(this::take, () -> unknown(file));
    }
  }

  private void take(DroppedFile dropped) {
    String file = dropped.file().toString();
    switch (dropped.kind()) {
      case VAULT -> acts.open(file);
      case SCRIPT -> {
        if (MessageDialog.openConfirm(
            window.getShell(), text("script.run"), text("script.sure", file))) {
          acts.runScript(file);
        }
      }
      case CEREMONY -> Commands.begin(window, Ids.CEREMONY, Map.of(Ids.CEREMONY_SCRIPT, file));
      case PLUGIN -> acts.installPlugin(file);
      case KEY_BLOCK -> acts.importBlock(file);
      case DEVICE_LIST -> Commands.begin(window, Ids.CAMPAIGN, Map.of(Ids.LOAD_LIST, file));
    }
  }

  private void unknown(String file) {
    MessageDialog.openInformation(
        window.getShell(),
        text("app.name"),
        text("dropped.unknown", Path.of(file).getFileName(), DroppedFile.endings()));
  }
}
