// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/**
 * Asks for a file.
 *
 * @param saving whether it is one to be written
 * @param title the text's key
 * @param ending the ending of such files, with the point
 */
public record FileChooser(boolean saving, String title, String ending) {
  /** Asks; nothing if nobody chose. */
  public Optional<String> choose(Shell shell, String before) {
    var dialog = new FileDialog(shell, saving ? SWT.SAVE : SWT.OPEN);
    dialog.setText(text(title));
    dialog.setFilterExtensions(new String[] {"*" + ending, "*"});
    dialog.setFilterNames(new String[] {"*" + ending, text("file.all")});
    dialog.setOverwrite(saving);
    if (!before.isBlank()) {
      dialog.setFileName(before);
    }
    return Optional.ofNullable(dialog.open());
  }
}
