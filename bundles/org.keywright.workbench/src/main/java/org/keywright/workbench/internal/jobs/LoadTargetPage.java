// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.internal.Dropping;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LoadPlan;

/** Which modules, by where they are. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class LoadTargetPage extends WizardPage {
  private final Desk desk;
  private final List<String> proposed;
  private final Supplier<Optional<String>> problem;
  private Text endpoints;

  LoadTargetPage(Desk desk, List<String> proposed, Supplier<Optional<String>> problem) {
    super("target");
    this.desk = desk;
    this.proposed = List.copyOf(proposed);
    this.problem = problem;
    setTitle(text("load.page.target"));
    setDescription(text("load.page.target.hint"));
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 6).applyTo(body);
    endpoints = new Text(body, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
    endpoints.addListener(SWT.Traverse, LoadTargetPage::leave);
    endpoints.setText(String.join("\n", proposed));
    endpoints.setMessage(text("load.endpoints.hint"));
    Dropping.lines(body, endpoints);
    endpoints.addModifyListener(event -> check());
    GridDataFactory.fillDefaults().grab(true, true).hint(400, 200).applyTo(endpoints);
    var simulated = new Link(body, SWT.NONE);
    simulated.setText("<a>" + text("load.simulated") + "</a>");
    simulated.addListener(SWT.Selection, event -> takeSimulated());
    setControl(body);
    check();
    setErrorMessage(null);
  }

  private void takeSimulated() {
    var units = desk.engines().simulator().units();
    endpoints.setText(String.join("\n", units.stream().map(unit -> "sim:" + unit.name()).toList()));
  }

  private void check() {
    Optional<String> wrong = problem.get();
    setErrorMessage(wrong.orElse(null));
    setPageComplete(wrong.isEmpty());
  }

  LoadPlan.Named targets() {
    return endpoints == null
        ? new LoadPlan.Named(proposed)
        : LoadPlan.Named.parse(endpoints.getText());
  }

  /** Names have no tabulators in them: the key leads on, as in fields of one line. */
  private static void leave(Event event) {
    if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
      event.doit = true;
    }
  }
}
