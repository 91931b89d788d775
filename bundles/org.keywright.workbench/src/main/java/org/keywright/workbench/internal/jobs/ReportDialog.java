// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.keywright.workbench.internal.ActDialog;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.NamedFile;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** Asks where the report of a job goes: for people as PDF, for programs as CSV. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class ReportDialog extends ActDialog {
  private final long job;
  private final String title;
  private Text pdf;
  private Text csv;

  ReportDialog(Shell shell, Desk desk, long job, String title) {
    super(shell, desk, "report");
    this.job = job;
    this.title = title;
  }

  /** What is on record can be read without leave. */
  @Override
  protected String act() {
    return "";
  }

  @Override
  protected void fields(FieldGrid grid) {
    grid.settled("report.job", text("report.which", Long.toString(job), title));
    pdf = grid.target("report.pdf", new FileChooser(true, "report.title", ".pdf"));
    csv = grid.target("report.csv", new FileChooser(true, "report.title", ".csv"));
    pdf.setFocus();
  }

  private static Optional<String> ending(Text field, String ending) {
    return given(field)
        .filter(file -> !file.toLowerCase(java.util.Locale.ROOT).endsWith(ending))
        .map(file -> text("report.ending", file, ending));
  }

  @Override
  protected Optional<String> problem() {
    if (given(pdf).isEmpty() && given(csv).isEmpty()) {
      return Optional.of(text("report.none"));
    }
    return ending(pdf, ".pdf")
        .or(() -> ending(csv, ".csv"))
        .or(() -> NamedFile.targetProblem(pdf.getText()))
        .or(() -> NamedFile.targetProblem(csv.getText()));
  }

  private List<String> files() {
    return Stream.of(given(pdf), given(csv)).flatMap(Optional::stream).toList();
  }

  @Override
  protected Statement statement() {
    Statement statement = Statement.of("job:report").argument(job);
    for (String file : files()) {
      statement = statement.option("--out", file);
    }
    return statement;
  }

  /** Says where it is, and has the desktop show it if somebody wants that. */
  @Override
  protected void succeeded(Performed done) {
    List<String> files = files();
    String[] buttons = {text("report.open"), text("numbers.done")};
    int pressed =
        new MessageDialog(
                getShell(),
                text("report.title"),
                null,
                text("report.written", String.join("\n", files)),
                MessageDialog.INFORMATION,
                1,
                buttons)
            .open();
    if (pressed == 0 && !Program.launch(files.getFirst())) {
      MessageDialog.openError(
          getShell(), text("report.title"), text("report.noprogram", files.getFirst()));
    }
  }
}
