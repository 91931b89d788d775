// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.model.Statement;

/**
 * The part of a dialog in which one asks another officer to approve: what for, and a button. It
 * takes no room before it is offered. For the window's thread.
 */
public final class Approval {
  private static final int WORDS = 480;

  private final Composite whole;
  private final Text reason;
  private Optional<Button> ask = Optional.empty();

  /**
   * Makes the words and the field, of which nothing is seen yet.
   *
   * @param changed is called when somebody types
   */
  public Approval(Composite parent, Runnable changed) {
    whole = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 6).applyTo(whole);
    GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(whole);
    var words = new Label(whole, SWT.WRAP);
    words.setText(text("act.approval"));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .hint(WORDS, SWT.DEFAULT)
        .applyTo(words);
    new Label(whole, SWT.NONE).setText(text("act.reason"));
    reason = new Text(whole, SWT.BORDER | SWT.SINGLE);
    reason.addModifyListener(event -> changed.run());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(reason);
    whole.setVisible(false);
  }

  /** Takes the button, in a bar of buttons in which it has no place yet. */
  public void button(Button button) {
    ask = Optional.of(button);
    show(button, false);
  }

  /** Shows all of it. */
  public void offer() {
    whole.setVisible(true);
    ((GridData) whole.getLayoutData()).exclude = false;
    ask.ifPresent(button -> show(button, true));
  }

  private static void show(Button button, boolean yes) {
    button.setVisible(yes);
    ((GridData) button.getLayoutData()).exclude = !yes;
    // Columns are of one width: one that is not used would be a gap.
    ((GridLayout) button.getParent().getLayout()).numColumns += yes ? 1 : -1;
    button.getParent().layout();
  }

  /** What it is to be approved for; empty as long as nothing is said. */
  public String reason() {
    return reason.getText().strip();
  }

  /** Lets the button be pressed, if it is said what for. */
  public void possible(boolean yes) {
    boolean said = !reason().isEmpty() && !Statement.isOption(reason());
    ask.ifPresent(button -> button.setEnabled(yes && said));
  }
}
