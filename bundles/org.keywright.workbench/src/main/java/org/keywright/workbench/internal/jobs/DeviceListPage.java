// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.internal.RowTable;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.ListFindings;
import org.keywright.workbench.model.LoadPlan;

/** The modules of a device list; its faults are shown by line and column while one chooses. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
public final class DeviceListPage extends WizardPage {
  private static final int PARALLEL = 64;
  private static final int MOST_PARALLEL = 4096;

  private final String proposed;
  private final Supplier<Optional<String>> problem;
  private final Supplier<Callable<DeviceListSummary>> look;
  private Text devices;
  private Text template;
  private Text where;
  private Spinner parallel;
  private Text report;
  private Button skipBad;
  private Label found;
  private RowTable<List<String>> faults;
  private Optional<ListFindings> findings = Optional.empty();
  private int asked;

  /**
   * Makes a page.
   *
   * @param key of its title; its hint has the ending {@code .hint}
   * @param proposed the list that is proposed, or empty
   * @param problem what is missing or wrong in the fields, before the list is looked at
   * @param look gives what looks through the list that is chosen now
   */
  public DeviceListPage(
      String key,
      String proposed,
      Supplier<Optional<String>> problem,
      Supplier<Callable<DeviceListSummary>> look) {
    super("list");
    this.proposed = proposed;
    this.problem = problem;
    this.look = look;
    setTitle(text(key));
    setDescription(text(key + ".hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 6).applyTo(body);
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    var grid = new FieldGrid(fields, this::changed);
    devices = grid.file("load.devices", new FileChooser(false, "load.devices", ".csv"));
    template = grid.field("load.template");
    template.setMessage("tcp://host:7700/{serial}");
    where = grid.field("load.where");
    where.setMessage(text("load.where.hint"));
    parallel = grid.number("load.parallel", 1, MOST_PARALLEL, PARALLEL);
    report = grid.file("load.report", new FileChooser(true, "load.report", ".csv"));
    skipBad = grid.check("load.skipbad");
    found = new Label(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).indent(0, 4).applyTo(found);
    faults = new RowTable<>(body, SWT.MULTI | SWT.BORDER, "faults", columns());
    faults.whenEmpty(() -> findings.isEmpty() ? "" : text("empty.faults"));
    GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, 90).applyTo(faults.control());
    setControl(body);
    devices.setText(proposed);
    changed();
    setErrorMessage(null);
  }

  @Override
  public void setVisible(boolean visible) {
    super.setVisible(visible);
    if (visible) {
      changed();
      setErrorMessage(null);
    }
  }

  /** Looks through the list anew; what comes of an earlier look is left. */
  private void changed() {
    if (skipBad == null || faults == null) {
      return;
    }
    findings = Optional.empty();
    int now = ++asked;
    check();
    if (problem.get().isEmpty()) {
      read(now);
    }
  }

  private void read(int now) {
    Background.read(
        faults.control(),
        look.get(),
        summary -> {
          if (now == asked) {
            show(new ListFindings(summary));
          }
        },
        failure -> {
          if (now == asked) {
            setErrorMessage(Failures.line(failure));
          }
        });
  }

  private void show(ListFindings now) {
    findings = Optional.of(now);
    found.setText(now.summary());
    faults.show(now.faults());
    check();
  }

  private static List<Column<List<String>, Comparator<List<String>>>> columns() {
    return List.of(
        Column.words("list.line", 60, fault -> fault.get(0)),
        Column.words("list.column", 110, fault -> fault.get(1)),
        Column.words("list.fault", 430, fault -> fault.get(2)));
  }

  private void check() {
    Optional<String> wrong =
        problem.get().or(() -> findings.flatMap(now -> now.problem(skipBad.getSelection())));
    if (findings.isEmpty()) {
      found.setText("");
      faults.show(List.of());
    }
    setErrorMessage(wrong.orElse(null));
    setPageComplete(wrong.isEmpty() && findings.isPresent());
  }

  /** The list that is chosen. */
  public LoadPlan.Listed targets() {
    return devices == null
        ? new LoadPlan.Listed(proposed, "", "")
        : new LoadPlan.Listed(devices.getText(), template.getText(), where.getText());
  }

  /** How many modules at a time. */
  public int parallel() {
    return parallel == null ? PARALLEL : parallel.getSelection();
  }

  /** Whether lines with faults are left out. */
  public boolean skipBad() {
    return skipBad != null && skipBad.getSelection();
  }

  /** Where the report goes, if anywhere. */
  public Optional<Path> report() {
    return report == null || report.getText().isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(report.getText().strip()));
  }
}
