// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.vault.Officer;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.FormDialog;
import org.keywright.workbench.internal.FormDialog.Field;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.AppointmentPlan.Change;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.OfficerList;
import org.keywright.workbench.model.Rights;
import org.keywright.workbench.model.Statement;

/** What officers do about themselves and their periods, from wherever in a window they do it. */
final class OfficerActs {
  private final IWorkbenchWindow window;
  private final Desk desk;

  OfficerActs(IWorkbenchWindow window) {
    this.window = window;
    this.desk = window.getService(Desk.class);
  }

  private Shell shell() {
    return window.getShell();
  }

  /** The officers of the open vault, and how many of them open the roots. */
  private record Bench(Rights rights, int threshold) {}

  private void withOfficers(Consumer<Bench> then) {
    Background.read(
        shell(),
        () -> {
          Vault vault = desk.requireVault();
          if (vault.officers().onePerson()) {
            throw new VaultException(text("vault.person"));
          }
          return new Bench(Rights.of(desk.vault()), vault.officers().threshold());
        },
        then,
        failure ->
            MessageDialog.openInformation(shell(), text("app.name"), Failures.line(failure)));
  }

  /** Asks who signs in. */
  void signIn() {
    withOfficers(bench -> new SignInDialog(shell(), desk, bench.rights()).open());
  }

  /** Asks whoever is signed in for another passphrase of his own. */
  void changePassphrase() {
    withOfficers(
        bench ->
            bench
                .rights()
                .who()
                .ifPresent(who -> new PassphraseDialog(shell(), desk, who.name()).open()));
  }

  /** Asks for a change of who the officers are. */
  void change(Change change, String chosen, OfficerList officers) {
    new AppointmentDialog(shell(), desk, change, officers, chosen).open();
  }

  /** Asks whether somebody who is locked may try again. */
  void unlock(String chosen, OfficerList officers) {
    var locked = officers.active().stream().filter(Officer::locked).map(Officer::name).toList();
    new FormDialog(
            shell(),
            desk,
            "officer:unlock",
            "officer.unlock",
            List.of(Field.choice("whom", locked, chosen)),
            values -> Statement.of("officer:unlock").argument(values.of("whom")),
            done -> {})
        .open();
  }

  /** Has officers show that what they hold is sound, one after the other. */
  void test(String chosen, OfficerList officers) {
    new ShareTestDialog(shell(), desk, officers, chosen).open();
  }

  /** Has nobody signed in. */
  void signOut() {
    perform("officer:sign-out", "officer.sign-out.title");
  }

  /** Asks the security officers for a period. */
  void openPeriod() {
    withOfficers(
        bench ->
            new PeriodDialog(shell(), desk, bench.rights().holders(), bench.threshold()).open());
  }

  /** Ends the period, and with it what works under it. */
  void closePeriod() {
    if (MessageDialog.openConfirm(shell(), text("period.close.title"), text("period.close.ask"))) {
      perform("period:close", "period.close.title");
    }
  }

  private void perform(String command, String title) {
    var acts = new VaultActs(window);
    Background.act(
        shell(),
        text(title),
        () -> desk.perform(Statement.of(command)),
        done -> acts.report(done, title),
        failure -> MessageDialog.openError(shell(), text(title), Failures.line(failure)));
  }
}
