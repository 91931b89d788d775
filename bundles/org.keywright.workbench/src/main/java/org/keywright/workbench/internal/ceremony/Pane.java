// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.keywright.workbench.model.CeremonyTable;
import org.keywright.workbench.model.CeremonyView;

/** What one person is asked. It goes when he has answered, and what he typed with it. */
interface Pane {
  /** The least width of a button. */
  int LEAST = 100;

  /** Its widgets. */
  Control control();

  /** Puts the cursor where one begins. */
  void focus();

  /** Wipes what was typed, and takes the widgets away. */
  default void dispose() {
    control().dispose();
  }

  /** The window that leads the ceremony. */
  interface Lead {
    /** The ceremony. */
    CeremonyTable table();

    /** How it stands. */
    CeremonyView view();

    /** Answers in the background, and shows what is asked then. */
    void answer(Callable<CeremonyView> work);

    /** Does something else in the background. */
    <T> void run(Callable<T> work, Consumer<T> then);
  }

  /** A heading over what is asked. */
  static void heading(Composite parent, String words) {
    var label = new Label(parent, SWT.WRAP);
    label.setText(words.replace("&", "&&"));
    label.setFont(
        new LocalResourceManager(JFaceResources.getResources(), label)
            .create(
                FontDescriptor.createFrom(label.getFont()).increaseHeight(3).withStyle(SWT.BOLD)));
    GridDataFactory.fillDefaults().grab(true, false).hint(560, SWT.DEFAULT).applyTo(label);
  }

  /** What is asked, below it: it is read aloud and compared, so it is as plain as the rest. */
  static void words(Composite parent, String words) {
    var label = new Label(parent, SWT.WRAP);
    label.setText(words.replace("&", "&&"));
    GridDataFactory.fillDefaults().grab(true, false).hint(560, SWT.DEFAULT).applyTo(label);
  }

  /** A button. */
  static Button button(Composite parent, String words, Runnable act) {
    var button = new Button(parent, SWT.PUSH);
    button.setText(words);
    button.addListener(SWT.Selection, event -> act.run());
    int needed = button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(Math.max(LEAST, needed), SWT.DEFAULT)
        .applyTo(button);
    return button;
  }
}
