// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/** Installs a vendor's plug-in: its jar is copied into the folder that is watched. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class PluginDialog extends ActDialog {
  private final String proposed;
  private Text file;

  PluginDialog(Shell shell, Desk desk, String proposed) {
    super(shell, desk, "plugin.install");
    this.proposed = proposed;
  }

  @Override
  protected void fields(FieldGrid grid) {
    file = grid.file("plugin.file", new FileChooser(false, "plugin.file", ".jar"));
    file.setText(proposed);
    file.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    String named = file.getText().strip();
    if (named.isEmpty()) {
      return Optional.of(text("plugin.nofile"));
    }
    return missing(!Files.isRegularFile(Path.of(named)), "plugin.nofile");
  }

  @Override
  protected Statement statement() {
    return Statement.of("plugin:install").argument(file.getText().strip());
  }
}
