// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

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

  /**
   * What a tool bar shows by a picture, and says by its words.
   *
   * @param key of its words
   */
  public static Action action(String key, String icon, Runnable act) {
    var action =
        new Action(text(key), Icons.descriptor(icon)) {
          @Override
          public void run() {
            act.run();
          }
        };
    action.setToolTipText(text(key));
    return action;
  }

  /**
   * Has Enter do something while there is something in a field. The default button of a dialog
   * takes the key otherwise, also one that cannot be pressed.
   */
  public static void onEnter(Text field, Runnable act) {
    field.addListener(
        SWT.Traverse,
        event -> {
          if (event.detail == SWT.TRAVERSE_RETURN && field.getCharCount() > 0) {
            event.doit = false;
          }
        });
    field.addListener(SWT.DefaultSelection, event -> act.run());
  }
}
