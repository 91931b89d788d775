// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.Arrays;
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
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.AppointmentPlan;
import org.keywright.workbench.model.AppointmentPlan.Change;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.OfficerList;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/**
 * Changes who the officers are and what they are there for: the security officers who are needed
 * type their passphrases, who comes makes one of his own, and whose role changes types his.
 */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class AppointmentDialog extends ActDialog {
  private final Change change;
  private final OfficerList officers;
  private final String chosen;
  private final List<Role> roles;
  private Optional<Text> comes = Optional.empty();
  private Optional<Combo> role = Optional.empty();
  private Optional<Text> own = Optional.empty();
  private Optional<FreshPassphrase> fresh = Optional.empty();
  private QuorumFields quorum;

  /**
   * Makes the dialog.
   *
   * @param chosen whom it is about; nobody of those who are there if somebody is added
   */
  AppointmentDialog(Shell shell, Desk desk, Change change, OfficerList officers, String chosen) {
    super(shell, desk, change.texts());
    this.change = change;
    this.officers = officers;
    this.chosen = chosen;
    this.roles =
        Arrays.stream(Role.values())
            .filter(each -> change == Change.ADD || !present().equals(Optional.of(each)))
            .toList();
  }

  private Optional<Role> present() {
    return officers.active().stream()
        .filter(officer -> officer.name().equals(chosen))
        .map(Officer::role)
        .findFirst();
  }

  @Override
  protected void fields(FieldGrid grid) {
    if (change != Change.ADD) {
      grid.settled("officer.whom", chosen + present().map(each -> ", " + text(each)).orElse(""));
    }
    if (change == Change.ADD || change == Change.REPLACE) {
      comes = Optional.of(grid.field("officer.comes"));
    }
    if (change == Change.ADD || change == Change.ROLE) {
      Combo choice = grid.choice("officer.role", roles.stream().map(each -> text(each)).toList());
      choice.select(Math.max(0, roles.indexOf(Role.OPERATOR)));
      role = Optional.of(choice);
    }
    if (change == Change.ROLE) {
      own = Optional.of(grid.masked("officer.role.own"));
    }
    if (change.makesPassphrase()) {
      fresh = Optional.of(new FreshPassphrase(grid, "officer.fresh"));
    }
    quorum = new QuorumFields(grid, holders(), officers.threshold());
    comes.or(() -> own).ifPresentOrElse(Text::setFocus, quorum::setFocus);
  }

  /** Who is there for it beside whom it is about: too few would be left without the others. */
  private List<String> holders() {
    return officers.holders().stream()
        .filter(name -> change == Change.ADD || !name.equals(chosen))
        .toList();
  }

  private AppointmentPlan plan() {
    String typed = comes.map(field -> field.getText().strip()).orElse("");
    return new AppointmentPlan(
        change,
        change == Change.ADD ? typed : chosen,
        typed,
        role.map(choice -> roles.get(choice.getSelectionIndex())).orElse(Role.OPERATOR),
        quorum.names(),
        officers.threshold());
  }

  @Override
  protected Optional<String> problem() {
    return plan()
        .problem()
        .or(
            () ->
                missing(
                    own.filter(field -> field.getCharCount() == 0).isPresent(), "officer.own.none"))
        .or(() -> fresh.flatMap(FreshPassphrase::problem))
        .or(quorum::problem);
  }

  /** There have to be security officers enough. */
  @Override
  protected Optional<String> obstacle() {
    boolean leaves = change == Change.REMOVE || change == Change.ROLE;
    if (leaves && officers.needed(chosen)) {
      return Optional.of(text("officers.needed", officers.threshold()));
    }
    int here = holders().size();
    return here < officers.threshold()
        ? Optional.of(text("officers.toofew", officers.threshold(), here))
        : Optional.empty();
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
    own.ifPresent(field -> MaskedFields.take(field, Secrets.passphraseOf(chosen), secrets));
    quorum.take(secrets);
    return Secrets.named(secrets);
  }

  @Override
  public boolean close() {
    own.ifPresent(MaskedFields::wipe);
    fresh.ifPresent(FreshPassphrase::wipe);
    quorum.wipe();
    return super.close();
  }
}
