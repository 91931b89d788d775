// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.vault.Request;
import org.keywright.workbench.internal.Approval;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.FileChooser;
import org.keywright.workbench.internal.TitledDialog;
import org.keywright.workbench.model.CeremonyRoom;
import org.keywright.workbench.model.CeremonyTable;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Rights;
import org.keywright.workbench.model.Statement;

/** Asks for the script of a ceremony, shows its people and steps, and begins it or a rehearsal. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class PrepareDialog extends TitledDialog {
  private static final String RUN = "ceremony:run";
  private static final int ASK = IDialogConstants.CLIENT_ID;

  private final Optional<Statement> wanted;
  private final Desk desk;
  private final CeremonyRoom room;
  private final Optional<String> proposed;
  private Optional<CeremonyScript> script = Optional.empty();
  private List<CeremonyRecord> unfinished = List.of();
  private Optional<String> unreadable = Optional.empty();
  private Optional<CeremonyTable> table = Optional.empty();
  private FieldGrid grid;
  private Text file;
  private ScriptSteps steps;
  private Button rehearsing;
  private Button running;
  private Button resuming;
  private Combo which;
  private Text minutes;
  private Rights rights = Rights.ALL;
  private Approval approval;

  /**
   * Makes the dialog.
   *
   * @param proposed a script to begin with, if there is one
   * @param wanted the command that holds or resumes a ceremony, if one was asked for before
   */
  PrepareDialog(IWorkbenchWindow window, Optional<String> proposed, Optional<Statement> wanted) {
    super(window.getShell(), "ceremony.prepare");
    this.proposed = proposed;
    this.wanted = wanted;
    this.desk = window.getService(Desk.class);
    this.room = window.getService(CeremonyRoom.class);
  }

  /** The ceremony that was begun, which the caller closes. */
  Optional<CeremonyTable> table() {
    return table;
  }

  @Override
  public void create() {
    super.create();
    file.setFocus();
    proposed.ifPresent(file::setText);
    file.setFocus();
    Background.read(
        getShell(), () -> Rights.of(desk.vault()), this::allowed, why -> allowed(Rights.ALL));
    Background.read(
        getShell(),
        () -> desk.vault().isPresent() ? room.unfinished() : List.<CeremonyRecord>of(),
        this::brokenOff,
        failure -> brokenOff(List.of()));
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = (Composite) super.createDialogArea(parent);
    var body = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 8).applyTo(body);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    grid = new FieldGrid(fields, this::check);
    file =
        grid.file("ceremony.script", new FileChooser(false, "ceremony.script.choose", ".ceremony"));
    file.addModifyListener(event -> readScript());
    steps = new ScriptSteps(body);
    modes(body);
    approval = new Approval(body, this::check);
    wanted.ifPresent(this::choose);
    return area;
  }

  /** Chooses what was asked for before. */
  private void choose(Statement statement) {
    List<String> words = statement.words();
    boolean resumes = words.getFirst().equals("ceremony:resume");
    rehearsing.setSelection(false);
    running.setSelection(!resumes);
    resuming.setSelection(resumes);
    if (!resumes) {
      file.setText(words.get(1));
      minutes.setText(words.size() > 3 ? words.get(3) : "");
    }
  }

  private void allowed(Rights read) {
    rights = read;
    if (rights.approval(RUN) && rights.refusal(RUN).isEmpty()) {
      approval.offer();
      FieldGrid.grow(getShell());
    }
    check();
    setErrorMessage(null);
  }

  /** Asks another officer's approval; the ceremony is begun when it is there. */
  private void ask() {
    String why = approval.reason();
    Optional<Path> compared = rehearsal();
    Callable<Request> asking = resuming.getSelection() ? askToResume(why) : askToRun(compared, why);
    approval.possible(false);
    Background.act(
        getShell(),
        text("act.ask"),
        asking,
        made -> {
          MessageDialog.openInformation(
              getShell(), text("act.ask"), text("ceremony.asked", made.number()));
          cancelPressed();
          Commands.run(PlatformUI.getWorkbench(), "requests");
        },
        failure -> {
          check();
          setErrorMessage(Failures.line(failure));
        });
  }

  private Callable<Request> askToRun(Optional<Path> compared, String why) {
    CeremonyScript chosen = script.orElseThrow();
    Statement by =
        Statement.of("ceremony:run")
            .argument(file.getText().strip())
            .option("--rehearsal", compared);
    return () -> room.ask(chosen, compared, by, why);
  }

  private Callable<Request> askToResume(String why) {
    String id = unfinished.get(which.getSelectionIndex()).id();
    return () -> room.askToResume(id, why);
  }

  private void modes(Composite body) {
    rehearsing = mode(body, "ceremony.mode.rehearse");
    running = mode(body, "ceremony.mode.run");
    resuming = mode(body, "ceremony.mode.resume");
    rehearsing.setSelection(true);
    var fields = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).indent(24, 0).applyTo(fields);
    var more = new FieldGrid(fields, this::check);
    minutes =
        more.file(
            "ceremony.rehearsal.minutes",
            new FileChooser(false, "ceremony.rehearsal.minutes", ".jsonl"));
    minutes.setMessage(text("ceremony.rehearsal.hint"));
    which = more.choice("ceremony.brokenoff", List.of());
  }

  private Button mode(Composite body, String key) {
    var mode = new Button(body, SWT.RADIO);
    mode.setText(text(key));
    mode.addListener(SWT.Selection, event -> check());
    return mode;
  }

  private void brokenOff(List<CeremonyRecord> found) {
    unfinished = found;
    which.setItems(
        found.stream()
            .map(each -> each.id() + "  " + each.script().title())
            .toArray(String[]::new));
    if (!found.isEmpty()) {
      which.select(0);
    }
    check();
    setErrorMessage(null);
  }

  private void readScript() {
    String typed = file.getText().strip();
    Background.read(
        file,
        () -> room.read(Path.of(typed)),
        read -> {
          if (file.getText().strip().equals(typed)) {
            scriptIs(Optional.of(read), Optional.empty());
          }
        },
        failure -> scriptIs(Optional.empty(), Optional.of(Failures.line(failure))));
  }

  /** The script of what is begun, or goes on. */
  private Optional<CeremonyScript> chosen() {
    return resuming.getSelection()
        ? unfinished.stream()
            .skip(which.getSelectionIndex())
            .findFirst()
            .map(CeremonyRecord::script)
        : script;
  }

  private void scriptIs(Optional<CeremonyScript> read, Optional<String> why) {
    script = read;
    unreadable = why;
    check();
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    approval.button(createButton(parent, ASK, text("act.ask"), false));
    createButton(parent, IDialogConstants.OK_ID, text("ceremony.begin"), true);
    createButton(parent, IDialogConstants.CANCEL_ID, text("button.cancel"), false);
    check();
    setErrorMessage(null);
  }

  @Override
  protected void buttonPressed(int button) {
    if (button == ASK) {
      ask();
    } else {
      super.buttonPressed(button);
    }
  }

  private Optional<String> problem() {
    if (!rehearsing.getSelection() && rights.refusal(RUN).isPresent()) {
      return rights.refusal(RUN);
    } else if (resuming.getSelection()) {
      return unfinished.isEmpty() ? Optional.of(text("ceremony.nobrokenoff")) : minutesProblem();
    } else if (file.getText().isBlank()) {
      return Optional.of(text("ceremony.noscript"));
    } else if (script.isEmpty()) {
      return Optional.of(unreadable.orElse(text("table.reading")));
    } else if (running.getSelection() && desk.vault().isEmpty()) {
      return Optional.of(text("ceremony.novault"));
    }
    return running.getSelection() ? minutesProblem() : Optional.empty();
  }

  private Optional<String> minutesProblem() {
    try {
      return rehearsal().filter(path -> !Files.exists(path)).isPresent()
          ? Optional.of(text("file.missing", minutes.getText().strip()))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of(text("file.malformed", minutes.getText().strip()));
    }
  }

  private Optional<Path> rehearsal() {
    return Optional.of(minutes.getText().strip()).filter(name -> !name.isEmpty()).map(Path::of);
  }

  private void check() {
    var ok = getButton(IDialogConstants.OK_ID);
    if (ok == null) {
      return;
    }
    minutes.setEnabled(!rehearsing.getSelection());
    which.setEnabled(resuming.getSelection());
    steps.show(chosen());
    Optional<String> problem = problem();
    setErrorMessage(problem.orElse(null));
    ok.setEnabled(problem.isEmpty());
    approval.possible(problem.isEmpty() && !rehearsing.getSelection());
  }

  @Override
  protected void okPressed() {
    Callable<CeremonyTable> begin = begin();
    getButton(IDialogConstants.OK_ID).setEnabled(false);
    Background.act(
        getShell(),
        text("ceremony.title"),
        begin,
        begun -> {
          table = Optional.of(begun);
          super.okPressed();
        },
        failure -> {
          check();
          setErrorMessage(Failures.line(failure));
        });
  }

  private Callable<CeremonyTable> begin() {
    Optional<Path> compared = rehearsing.getSelection() ? Optional.empty() : rehearsal();
    if (resuming.getSelection()) {
      String id = unfinished.get(which.getSelectionIndex()).id();
      return () -> room.resume(id, compared);
    }
    CeremonyScript chosen = script.orElseThrow();
    if (rehearsing.getSelection()) {
      return () -> room.rehearse(chosen);
    }
    return () -> room.begin(chosen, compared);
  }
}
