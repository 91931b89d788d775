// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Shows what a statement answered, as the console does. */
public final class ResultDialog extends TitledDialog {
  private final String key;
  private final String words;

  /**
   * Makes a dialog.
   *
   * @param key what its texts' keys begin with: {@code .title} and {@code .answer}
   * @param words the answer
   */
  public ResultDialog(Shell shell, String key, String words) {
    super(shell, key);
    this.key = key;
    this.words = words;
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = (Composite) super.createDialogArea(parent);
    setMessage(text(key + ".answer"));
    var shown =
        new Text(area, SWT.READ_ONLY | SWT.MULTI | SWT.BORDER | SWT.H_SCROLL | SWT.V_SCROLL);
    shown.setFont(JFaceResources.getTextFont());
    shown.setText(words);
    GridDataFactory.fillDefaults().grab(true, true).hint(720, 160).applyTo(shown);
    return area;
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    createButton(parent, IDialogConstants.OK_ID, text("numbers.done"), true);
  }
}
