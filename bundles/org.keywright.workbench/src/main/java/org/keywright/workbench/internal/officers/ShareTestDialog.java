// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officer;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.Columns;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.OfficerList;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/**
 * Tests what each officer holds, one after the other: passphrase, key pair and share. It stays open
 * until all have been here, and nobody sees another's passphrase.
 */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class ShareTestDialog extends ActDialog {
  private static final int RESULT = 2;

  private final List<OfficerList.Row> rows;
  private final String chosen;
  private Table table;
  private Text passphrase;

  /**
   * Makes the dialog.
   *
   * @param chosen who is tested first
   */
  ShareTestDialog(Shell shell, Desk desk, OfficerList officers, String chosen) {
    super(shell, desk, "officer.test");
    this.rows = officers.rows().stream().filter(row -> row.officer().active()).toList();
    this.chosen = chosen;
  }

  @Override
  protected void fields(FieldGrid grid) {
    table = grid.table(Math.min(6, rows.size() + 1));
    Columns.fixed(table, "officers.name", 130);
    Columns.fixed(table, "officers.share", 70);
    Columns.fixed(table, "officers.tested", 330);
    for (OfficerList.Row row : rows) {
      var item = new TableItem(table, SWT.NONE);
      item.setImage(Icons.image("note"));
      item.setText(
          new String[] {
            row.officer().name(), row.share(), row.tested().map(Moments::text).orElse("")
          });
    }
    passphrase = grid.masked("vault.passphrase");
    table.addListener(SWT.Selection, event -> choose(table.getSelectionIndex()));
    choose(
        IntStream.range(0, rows.size())
            .filter(row -> rows.get(row).officer().name().equals(chosen))
            .findFirst()
            .orElse(0));
  }

  /** What somebody has typed is not there any more when another sits down. */
  private void choose(int row) {
    table.setSelection(row);
    MaskedFields.wipe(passphrase);
    check();
    passphrase.setFocus();
  }

  private Officer officer() {
    return rows.get(Math.max(0, table.getSelectionIndex())).officer();
  }

  @Override
  protected Optional<String> problem() {
    return missing(passphrase.getCharCount() == 0, "vault.passphrase.none");
  }

  @Override
  protected Statement statement() {
    return Statement.of("officer:test").argument(officer().name());
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    MaskedFields.take(passphrase, Secrets.passphraseOf(officer().name()), secrets);
    return Secrets.named(secrets);
  }

  @Override
  protected void told(Performed done) {
    String name = done.statement().words().getLast();
    for (TableItem item : table.getItems()) {
      if (item.getText().equals(name)) {
        item.setImage(Icons.image(done.ok() ? "done" : "fault"));
        item.setText(RESULT, done.message());
      }
    }
  }

  /** The next who has not been here yet. */
  @Override
  protected boolean again() {
    IntStream.range(0, rows.size())
        .filter(row -> Icons.image("note").equals(table.getItem(row).getImage()))
        .findFirst()
        .ifPresent(this::choose);
    return true;
  }

  @Override
  protected String leaving() {
    return "officer.test.leave";
  }

  @Override
  public boolean close() {
    MaskedFields.wipe(passphrase);
    return super.close();
  }
}
