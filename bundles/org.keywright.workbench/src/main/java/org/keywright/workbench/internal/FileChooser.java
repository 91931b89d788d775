// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.keywright.workbench.model.NamedFile;

/**
 * Asks for a file, in the folder that was chosen last.
 *
 * @param saving whether it is one to be written
 * @param title the text's key
 * @param ending the ending of such files, with the point; several with semicolons between
 */
public record FileChooser(boolean saving, String title, String ending) {
  private static final String FOLDER = "files.folder";

  /**
   * Asks for the name of a file; nothing if nobody chose. Whoever writes it asks before whether an
   * existing one may be replaced.
   */
  public Optional<String> choose(Shell shell, String before) {
    var dialog = new FileDialog(shell, saving ? SWT.SAVE : SWT.OPEN);
    dialog.setText(text(title));
    dialog.setFilterExtensions(new String[] {"*" + ending, "*"});
    dialog.setFilterNames(new String[] {"*" + ending, text("file.all")});
    dialog.setFilterPath(folder());
    if (!before.isBlank()) {
      dialog.setFileName(saving ? NamedFile.withEnding(before, ending) : before);
    }
    Optional<String> chosen = Optional.ofNullable(dialog.open());
    if (chosen.isPresent()) {
      Remembered.put(FOLDER, dialog.getFilterPath());
    }
    return saving ? chosen.map(name -> NamedFile.withEnding(name, ending)) : chosen;
  }

  /** Where the last file was; at first where the workbench was begun. */
  private static String folder() {
    String last = Remembered.get(FOLDER);
    return last.isEmpty() ? System.getProperty("user.dir", "") : last;
  }

  /**
   * Asks for a file that is written at once, and whether an existing one may be replaced.
   *
   * @param proposed a name for it
   */
  public Optional<Path> target(Shell shell, String proposed) {
    return choose(shell, proposed).map(Path::of).filter(file -> replaces(shell, List.of(file)));
  }

  /** Whether files may be written: it is asked if there are such files already. */
  public static boolean replaces(Shell shell, List<Path> files) {
    String there =
        files.stream().filter(Files::exists).map(Path::toString).collect(Collectors.joining("\n"));
    if (there.isEmpty()) {
      return true;
    }
    String[] buttons = {text("file.replace.do"), text("button.cancel")};
    var question =
        new MessageDialog(
            shell,
            text("file.replace.title"),
            null,
            text("file.replace.ask", there),
            MessageDialog.WARNING,
            1,
            buttons);
    return question.open() == 0;
  }
}
