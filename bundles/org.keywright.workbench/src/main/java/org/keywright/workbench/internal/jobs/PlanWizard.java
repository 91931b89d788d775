// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Chapters;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.internal.WizardWindow;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Plan;
import org.keywright.workbench.model.Statement;

/** Asks what is to be done, shows what would happen, and begins it; the jobs are shown then. */
public abstract class PlanWizard extends Wizard {
  /** The window that it belongs to. */
  protected final IWorkbenchWindow window;

  /** The desk that carries out. */
  protected final Desk desk;

  private final String key;

  /**
   * Makes a wizard.
   *
   * @param key what its texts' keys begin with: {@code .title}, and {@code .which} of what goes in
   */
  protected PlanWizard(IWorkbenchWindow window, Desk desk, String key) {
    this.window = window;
    this.desk = desk;
    this.key = key;
  }

  @Override
  public final String getWindowTitle() {
    return text(key + ".title");
  }

  /** What is chosen now. */
  protected abstract Plan plan();

  /** Puts the pages in that come before the preview. */
  protected abstract void addChoices();

  /** Shows it until somebody finishes or leaves it. */
  protected final void ask() {
    var dialog = new WizardWindow(window.getShell(), this);
    dialog.setPageSize(700, 400);
    dialog.create();
    Chapters.mark(dialog.getShell(), key);
    dialog.open();
  }

  @Override
  public final void addPages() {
    addChoices();
    addPage(new PreviewPage(desk, this::plan, key + ".which"));
  }

  @Override
  public boolean canFinish() {
    return getContainer().getCurrentPage() instanceof PreviewPage preview
        && preview.isPageComplete();
  }

  /** Where a report is written in place of what is there; nowhere unless a wizard says so. */
  protected Optional<Path> report() {
    return Optional.empty();
  }

  @Override
  public boolean performFinish() {
    if (!FileChooser.replaces(getShell(), report().stream().toList())) {
      return false;
    }
    List<Statement> statements = plan().statements();
    began();
    Background.act(
        window.getShell(),
        text(key + ".title"),
        () -> perform(statements),
        this::ended,
        failure -> {});
    return true;
  }

  /** It begins: shows the jobs. */
  protected void began() {
    try {
      window.getActivePage().showView(Ids.JOBS);
    } catch (PartInitException e) {
      throw new IllegalStateException("the jobs cannot be shown", e);
    }
  }

  /** It ended: tells what went wrong, unless the table of jobs shows it. */
  protected void ended(Performed done) {
    new VaultActs(window).report(done, key + ".title");
  }

  private Performed perform(List<Statement> statements) {
    Performed last = desk.perform(statements.getFirst());
    for (Statement next : statements.subList(1, statements.size())) {
      if (!last.ok()) {
        return last;
      }
      last = desk.perform(next);
    }
    return last;
  }
}
