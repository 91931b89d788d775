// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.ceremony.Question;
import org.keywright.workbench.internal.Arrangement;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Chapters;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.model.CeremonyTable;
import org.keywright.workbench.model.CeremonyView;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Watch;

/**
 * Leads through a ceremony: the steps at the left, the one person who is asked at the right. It is
 * in front of everything until it ends or is broken off.
 */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the window
final class CeremonyWindow extends Dialog implements Pane.Lead {
  private static final Point SIZE = new Point(1040, 700);
  private static final int FRAME = 6;

  private final IWorkbenchWindow window;
  private final Desk desk;
  private final CeremonyTable table;
  private final Watch attendance;
  private CeremonyView view;
  private StepList steps;
  private Composite right;
  private Optional<Pane> pane = Optional.empty();
  private Label said;
  private Label progress;
  private ProgressBar bar;

  private CeremonyWindow(IWorkbenchWindow window, CeremonyTable table, CeremonyView view) {
    super(window.getShell());
    this.window = window;
    this.desk = window.getService(Desk.class);
    this.table = table;
    this.view = view;
    this.attendance = desk.attend();
  }

  /** Shows a ceremony as soon as it is known what is asked first. */
  static void lead(IWorkbenchWindow window, CeremonyTable table) {
    Background.act(
        window.getShell(),
        text("ceremony.title"),
        table::begun,
        view -> new CeremonyWindow(window, table, view).open(),
        failure -> {
          left(window, table);
          MessageDialog.openError(
              window.getShell(), text("ceremony.title"), Failures.line(failure));
        });
  }

  private static void left(IWorkbenchWindow window, CeremonyTable table) {
    Background.act(
        window.getShell(),
        text("ceremony.title"),
        () -> {
          table.close();
          return true;
        },
        closed -> {},
        failure ->
            MessageDialog.openError(
                window.getShell(), text("ceremony.title"), Failures.line(failure)));
  }

  @Override
  protected void configureShell(Shell shell) {
    super.configureShell(shell);
    Chapters.mark(shell, "ceremony");
    shell.setText(
        view.rehearsal()
            ? text("ceremony.rehearsal") + "  –  " + view.title()
            : text("ceremony.title") + "  –  " + view.title());
  }

  @Override
  protected boolean isResizable() {
    return true;
  }

  @Override
  protected Point getInitialSize() {
    return Arrangement.size(getShell(), "ceremony", SIZE);
  }

  @Override
  protected Control createContents(Composite parent) {
    // The frame is what the children leave free of it.
    parent.addListener(
        SWT.Paint,
        event -> {
          event.gc.setBackground(Band.colour(view.rehearsal()));
          event.gc.fillRectangle(parent.getClientArea());
        });
    Control contents = super.createContents(parent);
    GridLayoutFactory.fillDefaults().margins(FRAME, FRAME).spacing(0, 0).applyTo(parent);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(contents);
    return contents;
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(area);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .span(2, 1)
        .applyTo(Band.of(area, view.rehearsal(), view.title()));
    steps = new StepList(area);
    GridDataFactory.fillDefaults().grab(false, true).hint(340, 300).applyTo(steps.control());
    right = new Composite(area, SWT.NONE);
    GridLayoutFactory.fillDefaults().margins(20, 16).applyTo(right);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(right);
    foot(area);
    show(view);
    return area;
  }

  private void foot(Composite area) {
    var foot = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 6).spacing(12, 4).applyTo(foot);
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(foot);
    bar = new ProgressBar(foot, SWT.HORIZONTAL);
    GridDataFactory.fillDefaults().hint(220, SWT.DEFAULT).align(SWT.FILL, SWT.CENTER).applyTo(bar);
    progress = new Label(foot, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(progress);
    said = new Label(foot, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(700, 34).applyTo(said);
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    createButton(parent, IDialogConstants.CANCEL_ID, text("ceremony.breakoff"), false);
    buttons();
  }

  private void buttons() {
    var leave = getButton(IDialogConstants.CANCEL_ID);
    if (leave != null) {
      leave.setText(text(view.ended() ? "ceremony.close" : "ceremony.breakoff"));
      setButtonLayoutData(leave);
      leave.getParent().layout();
    }
  }

  private void show(CeremonyView now) {
    view = now;
    steps.show(now);
    bar.setMaximum(now.steps().size());
    bar.setSelection(now.done());
    progress.setText(now.progress());
    now.said().ifPresent(what -> say(what.words(), what.accepted()));
    pane.ifPresent(Pane::dispose);
    Pane next =
        now.question().map(question -> pane(question)).orElseGet(() -> new EndPane(right, this));
    pane = Optional.of(next);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(next.control());
    right.layout(true, true);
    next.focus();
    buttons();
  }

  private Pane pane(Question question) {
    return switch (question) {
      case Question.Presence presence ->
          presence.byPassphrase()
              ? new PresencePane(right, this, presence)
              : new ConfirmPane(right, this, presence);
      case Question.Statement statement -> new ConfirmPane(right, this, statement);
      case Question.Part part -> new PartPane(right, this, part);
      case Question.Handover handover -> new LetterPane(right, this, handover);
    };
  }

  private void say(String words, boolean good) {
    said.setText(words.replace("&", "&&"));
    said.setForeground(good ? Colours.good() : Colours.fault());
  }

  @Override
  public CeremonyTable table() {
    return table;
  }

  @Override
  public CeremonyView view() {
    return view;
  }

  @Override
  public void answer(Callable<CeremonyView> work) {
    run(work, this::show);
  }

  @Override
  public <T> void run(Callable<T> work, Consumer<T> then) {
    busy(true);
    say(text("act.busy"), true);
    Background.act(
        getShell(),
        text("ceremony.title"),
        work,
        done -> {
          busy(false);
          say("", true);
          then.accept(done);
        },
        failure -> {
          busy(false);
          say(Failures.line(failure), false);
          pane.ifPresent(Pane::focus);
        });
  }

  private void busy(boolean yes) {
    right.setEnabled(!yes);
    right.setCursor(yes ? getShell().getDisplay().getSystemCursor(SWT.CURSOR_WAIT) : null);
  }

  @Override
  protected void cancelPressed() {
    boolean leave =
        view.ended()
            || desk.locked().isPresent()
            || breaksOff(
                text(view.rehearsal() ? "ceremony.breakoff.rehearsal" : "ceremony.breakoff.ask"));
    if (leave) {
      super.cancelPressed();
    }
  }

  /** Whoever presses Enter, or Escape, goes on: all are here. */
  private boolean breaksOff(String question) {
    String[] buttons = {text("ceremony.breakoff.do"), text("ceremony.breakoff.goon")};
    return new MessageDialog(
                getShell(),
                text("ceremony.breakoff"),
                null,
                question,
                MessageDialog.QUESTION,
                1,
                buttons)
            .open()
        == 0;
  }

  @Override
  public boolean close() {
    pane.ifPresent(Pane::dispose);
    pane = Optional.empty();
    attendance.close();
    boolean closed = super.close();
    left(window, table);
    return closed;
  }
}
