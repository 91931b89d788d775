// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.Suite;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/** Makes a key set. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class KeySetDialog extends ActDialog {
  private final List<Suite> suites;
  private Text name;
  private Combo suite;
  private Text setId;
  private Text keyFile;

  KeySetDialog(Shell shell, Desk desk) {
    super(shell, desk, "keyset.create");
    this.suites = desk.engines().suites().all();
  }

  /** What the new key set is called, once it is made. */
  String name() {
    return performed().map(done -> done.statement().words().get(1)).orElse("");
  }

  @Override
  protected void fields(FieldGrid grid) {
    name = grid.field("keyset.name");
    suite =
        grid.choice(
            "keyset.suite.field",
            suites.stream()
                .map(each -> each + each.caution().map(caution -> "  ⚠ " + caution).orElse(""))
                .toList());
    for (int i = 0; i < suites.size(); i++) {
      if (suites.get(i).caution().isEmpty()) {
        suite.select(i);
      }
    }
    setId = grid.field("keyset.setid.field");
    setId.setMessage(text("keyset.setid.hint"));
    keyFile = grid.file("keyset.keyfile", new FileChooser(false, "keyset.keyfile.choose", ".hex"));
    keyFile.setMessage(text("keyset.keyfile.hint"));
    name.setFocus();
  }

  @Override
  protected Optional<String> problem() {
    if (name.getText().isBlank()) {
      return Optional.of(text("keyset.noname"));
    } else if (suite.getSelectionIndex() < 0) {
      return Optional.of(text("keyset.nosuite"));
    }
    return Optional.empty();
  }

  @Override
  protected Statement statement() {
    return Statement.of("keyset:create")
        .argument(name.getText().strip())
        .option("--suite", "%02X".formatted(suites.get(suite.getSelectionIndex()).id()))
        .option("--set-id", given(setId))
        .option("--transport-key-file", given(keyFile));
  }
}
