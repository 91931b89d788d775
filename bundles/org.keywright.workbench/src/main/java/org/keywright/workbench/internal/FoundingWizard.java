// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.FoundingPlan;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.VaultPlan;

/** Makes a vault: where, for whom, and each passphrase by the one whose it is. */
final class FoundingWizard extends Wizard {
  private final Desk desk;
  private final FoundingPlacePage place = new FoundingPlacePage();
  private final FoundingOfficersPage officers = new FoundingOfficersPage();
  private final PassphrasesPage passphrases = new PassphrasesPage(this::questions);
  private boolean busy;

  private FoundingWizard(Desk desk) {
    this.desk = desk;
    setWindowTitle(text("vault.create.title"));
  }

  static void open(Shell shell, Desk desk) {
    var dialog =
        new WizardWindow(shell, new FoundingWizard(desk)) {
          @Override
          protected void createButtonsForButtonBar(Composite parent) {
            super.createButtonsForButtonBar(parent);
            getButton(IDialogConstants.FINISH_ID).setText(text("vault.create.do"));
          }
        };
    dialog.setPageSize(560, 320);
    dialog.create();
    Chapters.mark(dialog.getShell(), "founding");
    dialog.open();
  }

  @Override
  public void addPages() {
    addPage(place);
    addPage(officers);
    addPage(passphrases);
  }

  @Override
  public @Nullable IWizardPage getNextPage(IWizardPage page) {
    return page.equals(place) && !place.withOfficers() ? passphrases : super.getNextPage(page);
  }

  private FoundingPlan plan() {
    return new FoundingPlan(
        place.address(),
        place.withOfficers() ? officers.appointees() : List.of(),
        officers.threshold(),
        place.test(),
        place.takesDatabasePassword());
  }

  /** Whose passphrases have to be typed, and as answers to what. */
  private List<PassphrasesPage.Asked> questions() {
    var asked = new ArrayList<PassphrasesPage.Asked>();
    FoundingPlan plan = plan();
    for (FoundingPlan.Appointee each : plan.officers()) {
      asked.add(
          new PassphrasesPage.Asked(
              each.name() + ", " + text(each.role()), Secrets.newPassphraseOf(each.name())));
    }
    if (plan.officers().isEmpty() && plan.placeProblem().isEmpty()) {
      String name = VaultPlan.name(plan.address());
      asked.add(new PassphrasesPage.Asked(name, Secrets.newPassphraseOf(name)));
    }
    return asked;
  }

  @Override
  public boolean canFinish() {
    return !busy
        && place.isPageComplete()
        && (!place.withOfficers() || officers.isPageComplete())
        && passphrases.isPageComplete();
  }

  @Override
  public boolean performFinish() {
    Statement statement = plan().statement();
    Secrets secrets = passphrases.secrets(place.databasePassword());
    busy(true);
    Background.act(
        getShell(),
        text("vault.create.title"),
        () -> {
          try (secrets) {
            return desk.perform(statement, secrets);
          }
        },
        this::ended,
        failure -> failed(Failures.line(failure)));
    return false;
  }

  private void ended(Performed done) {
    if (done.ok()) {
      getShell().close();
    } else {
      failed(done.message());
    }
  }

  private void failed(String why) {
    busy(false);
    passphrases.failed(why);
  }

  private void busy(boolean now) {
    busy = now;
    passphrases.setMessage(now ? text("act.busy") : text("founding.passphrases.hint"));
    getContainer().updateButtons();
  }

  @Override
  public void dispose() {
    passphrases.wipe();
    place.wipe();
    super.dispose();
  }
}
