// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Officer;
import org.keywright.vault.Role;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.AppointmentPlan;
import org.keywright.workbench.model.AppointmentPlan.Change;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.OfficerList;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/**
 * Changes who the officers are: the security officers who are needed type their passphrases, and
 * who comes makes one of his own.
 */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class AppointmentDialog extends ActDialog {
  private static final List<Role> ROLES = List.of(Role.values());

  private final Change change;
  private final OfficerList officers;
  private final String chosen;
  private Optional<Combo> whom = Optional.empty();
  private Optional<Text> comes = Optional.empty();
  private Optional<Combo> role = Optional.empty();
  private Optional<FreshPassphrase> fresh = Optional.empty();
  private QuorumFields quorum;

  /**
   * Makes the dialog.
   *
   * @param chosen whom it is about, if it is about one who is there
   */
  AppointmentDialog(Shell shell, Desk desk, Change change, OfficerList officers, String chosen) {
    super(shell, desk, change.texts());
    this.change = change;
    this.officers = officers;
    this.chosen = chosen;
  }

  @Override
  protected void fields(FieldGrid grid) {
    if (change != Change.ADD) {
      Combo choice =
          grid.choice("officer.whom", officers.active().stream().map(Officer::name).toList());
      choice.select(Math.max(0, choice.indexOf(chosen)));
      whom = Optional.of(choice);
    }
    if (change == Change.ADD || change == Change.REPLACE) {
      comes = Optional.of(grid.field("officer.comes"));
    }
    if (change == Change.ADD) {
      Combo choice = grid.choice("officer.role", ROLES.stream().map(each -> text(each)).toList());
      choice.select(ROLES.indexOf(Role.OPERATOR));
      role = Optional.of(choice);
    }
    if (change.makesPassphrase()) {
      fresh = Optional.of(new FreshPassphrase(grid, "officer.fresh"));
    }
    quorum = new QuorumFields(grid, holders(), officers.threshold());
    comes.ifPresentOrElse(Text::setFocus, quorum::setFocus);
  }

  /** Who has lost his passphrase cannot open the roots; who leaves comes last. */
  private List<String> holders() {
    var others = officers.holders().stream().filter(name -> !name.equals(chosen)).toList();
    var all = new ArrayList<>(others);
    if (change != Change.RECOVER && officers.holders().contains(chosen)) {
      all.add(chosen);
    }
    return all;
  }

  private AppointmentPlan plan() {
    String typed = comes.map(field -> field.getText().strip()).orElse("");
    return new AppointmentPlan(
        change,
        whom.map(Combo::getText).orElse(typed),
        typed,
        role.map(choice -> ROLES.get(choice.getSelectionIndex())).orElse(Role.OPERATOR),
        quorum.names(),
        officers.threshold());
  }

  @Override
  protected Optional<String> problem() {
    return plan().problem().or(() -> fresh.flatMap(FreshPassphrase::problem)).or(quorum::problem);
  }

  @Override
  protected Statement statement() {
    return plan().statement();
  }

  @Override
  protected Secrets secrets() {
    Map<String, KeyMaterial> secrets = new HashMap<>();
    plan()
        .newcomer()
        .ifPresent(
            name -> fresh.ifPresent(field -> field.take(Secrets.newPassphraseOf(name), secrets)));
    quorum.take(secrets);
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    fresh.ifPresent(FreshPassphrase::wipe);
    quorum.wipe();
    return super.close();
  }
}
