// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Numbers;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Revealed;
import org.keywright.workbench.model.Statement;

/** Makes work orders; transaction numbers go into a file, or are shown once behind dots. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class OrderDialog extends ActDialog {
  private static final int USUAL_HOURS = 24;
  private static final int MOST_HOURS = 8760;

  private final List<String> units;
  private final int first;
  private final String renewed;
  private final Numbers numbers = new Numbers();
  private Combo unit;
  private Text modules;
  private Text list;
  private Button renewal;
  private Button tan;
  private Text tanFile;
  private Spinner hours;
  private boolean shown;

  /**
   * Makes the dialog.
   *
   * @param first the unit that is proposed, by its place among them
   * @param renewed the module whose certificate is renewed; empty for any
   */
  OrderDialog(Shell shell, Desk desk, List<String> units, int first, String renewed) {
    super(shell, desk, renewed.isEmpty() ? "order" : "order.again");
    this.units = List.copyOf(units);
    this.first = first;
    this.renewed = renewed;
  }

  @Override
  protected String act() {
    return "perso:order";
  }

  @Override
  protected void fields(FieldGrid grid) {
    unit = grid.choice("order.unit", units);
    unit.select(first);
    modules = grid.field("order.modules");
    modules.setMessage(text("order.modules.hint"));
    list = grid.file("order.list", new FileChooser(false, "order.list", ".csv"));
    hours = grid.number("order.hours", 1, MOST_HOURS, USUAL_HOURS);
    renewal = grid.check("order.renewal");
    tan = grid.check("order.tan");
    tanFile = grid.file("order.tanfile", new FileChooser(true, "order.tanfile", ".csv"));
    tanFile.setMessage(text("order.tanfile.hint"));
    modules.setText(renewed);
    renewal.setSelection(!renewed.isEmpty());
    (renewed.isEmpty() ? modules : hours).setFocus();
  }

  @Override
  protected Optional<String> obstacle() {
    return missing(units.isEmpty(), "personalize.nounit");
  }

  @Override
  protected Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  protected Statement statement() {
    Statement order = Statement.of("perso:order").argument(unit.getText());
    for (String module : modules.getText().strip().split("[\\s,]+", -1)) {
      order = module.isEmpty() ? order : order.argument(module);
    }
    return order
        .option("--devices", given(list))
        .flag("--renewal", renewal.getSelection())
        .flag("--tan", tan.getSelection() && given(tanFile).isEmpty())
        .option("--tan-file", tan.getSelection() ? given(tanFile) : Optional.empty())
        .option("--hours", hours.getSelection());
  }

  @Override
  protected Revealed revealed() {
    return numbers::take;
  }

  @Override
  protected void succeeded(Performed done) {
    if (numbers.size() > 0) {
      shown = true;
      var dialog = new NumbersDialog(getParentShell(), desk, numbers);
      getShell().getDisplay().asyncExec(dialog::open);
    }
  }

  /** Numbers that nobody is going to read are wiped here. */
  @Override
  public boolean close() {
    if (!shown) {
      numbers.close();
    }
    return super.close();
  }
}
