// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.VaultPlan;

/** Where a new vault is to be, and for whom. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class FoundingPlacePage extends WizardPage {
  private FieldGrid grid;
  private Text address;
  private Text databasePassword;
  private Button officers;
  private Button person;
  private Button test;

  FoundingPlacePage() {
    super("place", text("founding.place"), null);
    setDescription(text("founding.place.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 8).applyTo(body);
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    grid = new FieldGrid(fields, this::check);
    address = grid.file("vault.file", new FileChooser(true, "vault.file.choose", ".kwv"));
    address.setMessage(text("vault.file.hint"));
    databasePassword = grid.masked("vault.database");
    grid.show(databasePassword, false);
    officers = choice(body, "founding.officers.choice", "founding.officers.about");
    person = choice(body, "founding.person.choice", "founding.person.about");
    officers.setSelection(true);
    test = new Button(body, SWT.CHECK);
    test.setText(text("vault.create.test"));
    GridDataFactory.fillDefaults().indent(0, 12).applyTo(test);
    test.addListener(SWT.Selection, event -> check());
    address.setFocus();
    setControl(body);
  }

  private Button choice(Composite body, String key, String about) {
    var choice = new Button(body, SWT.RADIO);
    choice.setText(text(key));
    GridDataFactory.fillDefaults().indent(0, 8).applyTo(choice);
    choice.addListener(SWT.Selection, event -> check());
    var words = new Label(body, SWT.WRAP);
    words.setText(text(about));
    Colours.faint(words);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .indent(24, 0)
        .hint(480, SWT.DEFAULT)
        .applyTo(words);
    return choice;
  }

  private void check() {
    grid.show(databasePassword, VaultPlan.onServer(address.getText()));
    Optional<String> problem = VaultPlan.problem(address.getText(), true);
    setErrorMessage(problem.orElse(null));
    setPageComplete(problem.isEmpty());
  }

  String address() {
    return address.getText().strip();
  }

  boolean withOfficers() {
    return !person.getSelection();
  }

  boolean test() {
    return test.getSelection();
  }

  boolean takesDatabasePassword() {
    return databasePassword.getCharCount() > 0;
  }

  /** The password of the database's user, if one was typed, which the caller owns. */
  Map<String, KeyMaterial> databasePassword() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    if (takesDatabasePassword()) {
      MaskedFields.take(
          databasePassword, Secrets.databasePassword(VaultPlan.name(address())), secrets);
    }
    return secrets;
  }

  void wipe() {
    MaskedFields.wipe(databasePassword);
  }
}
