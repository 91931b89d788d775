// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.keywright.workbench.internal.TitledDialog;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Numbers;
import org.keywright.workbench.model.Watch;

/**
 * Transaction numbers that were just made, shown once: behind dots until somebody asks for one.
 * They are drawn digit by digit, so that nothing can be marked or copied, and are wiped when the
 * dialog or the vault closes.
 */
@SuppressWarnings("NullAway.Init") // the widgets are made after the dialog
final class NumbersDialog extends TitledDialog {
  private static final String[] DIGITS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  private static final String DOT = "•";
  private static final int GROUP = 4;

  private final Desk desk;
  private final Numbers numbers;
  private Table table;
  private Canvas canvas;
  private Button show;
  private Watch watch = () -> {};

  /**
   * Makes a dialog.
   *
   * @param numbers from now on this dialog's, which wipes them
   */
  NumbersDialog(Shell shell, Desk desk, Numbers numbers) {
    super(shell, "numbers");
    this.desk = desk;
    this.numbers = numbers;
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = (Composite) super.createDialogArea(parent);
    var body = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(8, 8).applyTo(body);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
    new Label(body, SWT.NONE).setText(text("numbers.of"));
    new Label(body, SWT.NONE);
    table = new Table(body, SWT.BORDER | SWT.FULL_SELECTION);
    for (int i = 0; i < numbers.size(); i++) {
      new TableItem(table, SWT.NONE).setText(numbers.label(i));
    }
    table.setSelection(0);
    table.addListener(SWT.Selection, event -> hide());
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(360, 110).applyTo(table);
    canvas = new Canvas(body, SWT.DOUBLE_BUFFERED);
    var resources = new LocalResourceManager(JFaceResources.getResources(), canvas);
    canvas.setFont(
        resources.create(
            FontDescriptor.createFrom(JFaceResources.getTextFont()).increaseHeight(10)));
    canvas.addListener(SWT.Paint, event -> paint(event.gc));
    GridDataFactory.fillDefaults().grab(true, false).hint(300, 48).applyTo(canvas);
    show = new Button(body, SWT.TOGGLE);
    show.setText(text("numbers.show"));
    show.addListener(SWT.Selection, event -> canvas.redraw());
    GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(show);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::closeWithVault));
    return area;
  }

  private void closeWithVault() {
    if (!canvas.isDisposed() && desk.vault().isEmpty()) {
      close();
    }
  }

  private void hide() {
    show.setSelection(false);
    canvas.redraw();
  }

  private void paint(GC gc) {
    int index = table.getSelectionIndex();
    if (index < 0 || index >= numbers.size()) {
      return;
    }
    int width = gc.textExtent(DIGITS[0]).x + 3;
    int top = (canvas.getClientArea().height - gc.getFontMetrics().getHeight()) / 2;
    if (show.getSelection()) {
      numbers.draw(index, (position, digit) -> draw(gc, DIGITS[digit - '0'], position, width, top));
    } else {
      for (int i = 0; i < numbers.length(index); i++) {
        draw(gc, DOT, i, width, top);
      }
    }
  }

  private static void draw(GC gc, String digit, int position, int width, int top) {
    gc.drawString(digit, position * width + position / GROUP * width / 2, top, true);
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    createButton(parent, IDialogConstants.OK_ID, text("numbers.done"), true);
  }

  @Override
  public boolean close() {
    watch.close();
    numbers.close();
    return super.close();
  }
}
