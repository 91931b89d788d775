// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/**
 * A dialog with a title and a hint, which opens as large as it was left, and of which <b>F1</b>
 * opens the chapter.
 */
public abstract class TitledDialog extends TitleAreaDialog {
  private final String key;

  /**
   * Makes a dialog.
   *
   * @param key what its texts' keys begin with: {@code .title}, {@code .hint}
   */
  protected TitledDialog(Shell shell, String key) {
    super(shell);
    this.key = key;
  }

  @Override
  protected void configureShell(Shell shell) {
    super.configureShell(shell);
    setHelpAvailable(false);
    shell.setText(text(key + ".title"));
    Chapters.mark(shell, key);
  }

  @Override
  protected final boolean isResizable() {
    return true;
  }

  @Override
  protected final Point getInitialSize() {
    Point needed = TitleWords.size(getShell(), getDialogArea(), text(key + ".hint"));
    return Arrangement.size(getShell(), key, needed);
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    setTitle(text(key + ".title"));
    setMessage(text(key + ".hint"));
    return super.createDialogArea(parent);
  }
}
