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
  private static final String FOLDER = "files.folder";

  /** Asks; nothing if nobody chose. */
  public Optional<String> choose(Shell shell, String before) {
    var dialog = new FileDialog(shell, saving ? SWT.SAVE : SWT.OPEN);
    dialog.setText(text(title));
    dialog.setFilterExtensions(new String[] {"*" + ending, "*"});
    dialog.setFilterNames(new String[] {"*" + ending, text("file.all")});
    dialog.setOverwrite(saving);
    dialog.setFilterPath(folder());
    if (!before.isBlank()) {
      dialog.setFileName(before);
    }
    Optional<String> chosen = Optional.ofNullable(dialog.open());
    chosen.ifPresent(file -> Remembered.put(FOLDER, dialog.getFilterPath()));
    return chosen;
  }

  /** Where the last file was; at first where the workbench was begun. */
  private static String folder() {
    String last = Remembered.get(FOLDER);
    return last.isEmpty() ? System.getProperty("user.dir", "") : last;
  }
}
