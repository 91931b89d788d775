// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** Buttons with words in the person's language. For the window's thread. */
public final class Buttons {
  private Buttons() {}

  /**
   * A button that does something when it is pressed.
   *
   * @param key of its words
   */
  public static Button push(Composite parent, String key, Runnable act) {
    var button = new Button(parent, SWT.PUSH);
    button.setText(text(key));
    button.addListener(SWT.Selection, event -> act.run());
    return button;
  }
}
