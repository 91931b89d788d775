// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.engine.download.LoadMode;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.LoadPlan;

/** Which modules: some that are named, or those of a device list. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class LoadTargetPage extends WizardPage {
  private static final int PARALLEL = 64;
  private static final int MOST_PARALLEL = 4096;

  private final Desk desk;
  private final List<String> proposed;
  private Button byName;
  private Button byList;
  private Text endpoints;
  private Composite listed;
  private Text devices;
  private Text template;
  private Text where;
  private Spinner parallel;
  private Button skipBad;
  private Text report;

  LoadTargetPage(Desk desk, List<String> proposed) {
    super("target");
    this.desk = desk;
    this.proposed = List.copyOf(proposed);
    setTitle(text("load.page.target"));
    setDescription(text("load.page.target.hint"));
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(0, 0).spacing(0, 6).applyTo(body);
    byName = choice(body, "load.byname");
    endpoints = new Text(body, SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
    endpoints.setText(String.join("\n", proposed));
    endpoints.setMessage(text("load.endpoints.hint"));
    endpoints.addModifyListener(event -> check());
    GridDataFactory.fillDefaults().grab(true, true).indent(20, 0).hint(400, 90).applyTo(endpoints);
    var simulated = new Link(body, SWT.NONE);
    simulated.setText("<a>" + text("load.simulated") + "</a>");
    simulated.addListener(SWT.Selection, event -> takeSimulated());
    GridDataFactory.fillDefaults().indent(20, 0).applyTo(simulated);
    byList = choice(body, "load.bylist");
    listed = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).indent(20, 0).applyTo(listed);
    var grid = new FieldGrid(listed, this::check);
    devices = grid.file("load.devices", new FileChooser(false, "load.devices", ".csv"));
    template = grid.field("load.template");
    template.setMessage("tcp://host:7700/{serial}");
    where = grid.field("load.where");
    where.setMessage(text("load.where.hint"));
    parallel = grid.number("load.parallel", 1, MOST_PARALLEL, PARALLEL);
    skipBad = grid.check("load.skipbad");
    report = grid.file("load.report", new FileChooser(true, "load.report", ".csv"));
    byName.setSelection(true);
    setControl(body);
    check();
    setErrorMessage(null);
  }

  private Button choice(Composite body, String key) {
    var choice = new Button(body, SWT.RADIO);
    choice.setText(text(key));
    choice.addListener(SWT.Selection, event -> check());
    return choice;
  }

  private void takeSimulated() {
    var units = desk.engines().simulator().units();
    endpoints.setText(String.join("\n", units.stream().map(unit -> "sim:" + unit.name()).toList()));
  }

  private void check() {
    if (report == null) {
      return;
    }
    boolean list = byList.getSelection();
    endpoints.setEnabled(!list);
    for (var field : listed.getChildren()) {
      field.setEnabled(list);
    }
    Optional<String> problem =
        new LoadPlan("", 0, "", LoadMode.NEW, targets(), parallel(), skipBad(), Optional.empty())
            .targetProblem();
    setErrorMessage(problem.orElse(null));
    setPageComplete(problem.isEmpty());
  }

  LoadPlan.Targets targets() {
    if (byList == null || !byList.getSelection()) {
      return endpoints == null
          ? new LoadPlan.Named(proposed)
          : LoadPlan.Named.parse(endpoints.getText());
    }
    return new LoadPlan.Listed(devices.getText(), template.getText(), where.getText());
  }

  int parallel() {
    return parallel == null ? PARALLEL : parallel.getSelection();
  }

  boolean skipBad() {
    return skipBad != null && skipBad.getSelection();
  }

  Optional<Path> report() {
    return report == null || report.getText().isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(report.getText().strip()));
  }
}
