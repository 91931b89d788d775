// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Revealed;
import org.keywright.workbench.model.Rights;
import org.keywright.workbench.model.Secrets;
import org.keywright.workbench.model.Statement;

/**
 * A dialog that puts a statement together, shows it, and carries it out; it stays open, with what
 * was typed but for secrets, if that fails. What whoever is signed in may not do it says at once,
 * with who could; what another officer has to approve can be asked for here.
 */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
public abstract class ActDialog extends TitledDialog {
  private static final int STATEMENT = 420;
  private static final int ASK = IDialogConstants.CLIENT_ID;

  /** The desk that carries out. */
  protected final Desk desk;

  private final String key;
  private Optional<Text> preview = Optional.empty();
  private Rights rights = Rights.ALL;
  private FieldGrid asked;
  private Approval approval;
  private Optional<Performed> performed = Optional.empty();

  /**
   * Makes a dialog.
   *
   * @param key what its texts' keys begin with: {@code .title}, {@code .hint}, {@code .do}
   */
  protected ActDialog(Shell shell, Desk desk, String key) {
    super(shell, key);
    this.desk = desk;
    this.key = key;
  }

  /** Puts the fields in. */
  protected abstract void fields(FieldGrid grid);

  /** What is missing or wrong; empty if nothing is. */
  protected abstract Optional<String> problem();

  /** What stands in its way whatever is typed, which is said at once; most have nothing. */
  protected Optional<String> obstacle() {
    return Optional.empty();
  }

  /**
   * Whether nobody has come yet to the fields in which something is missing: it is not said then.
   */
  protected boolean early() {
    return false;
  }

  /** What would be done; called if there is no problem. */
  protected abstract Statement statement();

  /** What is done in this order, until one fails; most do one thing. */
  protected List<Statement> statements() {
    return List.of(statement());
  }

  /** The act that has to be allowed, by its name in the log. */
  protected String act() {
    return key.replaceFirst("\\.", ":");
  }

  /** Whether what came of it is what was asked for; the dialog closes then. */
  protected boolean isAnswer(Performed done) {
    return done.ok();
  }

  /** Takes the secrets out of their fields, which are empty then. */
  protected Secrets secrets() {
    return Secrets.NONE;
  }

  /** Takes numbers that the statement gives out for people; most give none. */
  protected Revealed revealed() {
    return Revealed.NOTHING;
  }

  /** Done with what came of it, before the dialog closes; it went well. */
  protected void succeeded(Performed done) {
    // most have nothing to add
  }

  /** Hears whatever came of it, before anything else happens. */
  protected void told(Performed done) {
    // most have nothing to add
  }

  /** Whether the dialog stays for another go when it went well; most are done then. */
  protected boolean again() {
    return false;
  }

  /** The key of what stands on the button that closes it. */
  protected String leaving() {
    return "button.cancel";
  }

  /** What stands in a field, without blanks around it; nothing if it is empty. */
  protected static Optional<String> given(Text field) {
    return Statement.given(field.getText());
  }

  /** What is missing, in words; nothing if it is there. */
  protected static Optional<String> missing(boolean is, String key) {
    return is ? Optional.of(text(key)) : Optional.empty();
  }

  /** What came of it, if it was done. */
  public Optional<Performed> performed() {
    return performed;
  }

  @Override
  protected Control createDialogArea(Composite parent) {
    var area = (Composite) super.createDialogArea(parent);
    var body = new Composite(area, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 12).applyTo(body);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(body);
    var grid = new Composite(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(grid);
    asked = new FieldGrid(grid, this::check);
    fields(asked);
    approval = new Approval(body, this::check);
    preview = Optional.of(preview(body));
    Dialog.applyDialogFont(area);
    return area;
  }

  private static Text preview(Composite body) {
    var foot = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(foot);
    GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.END).applyTo(foot);
    new Label(foot, SWT.NONE).setText(text("act.statement"));
    Text shown = FieldGrid.statement(foot);
    ((GridData) shown.getLayoutData()).widthHint = STATEMENT;
    return shown;
  }

  @Override
  public void create() {
    super.create();
    Background.read(
        getShell(), () -> Rights.of(desk.vault()), this::allowed, why -> allowed(Rights.ALL));
  }

  private void allowed(Rights read) {
    rights = read;
    if (rights.approval(act()) && rights.refusal(act()).isEmpty()) {
      approval.offer();
      FieldGrid.grow(getShell());
    }
    if (rights.refusal(act()).isPresent() || rights.approval(act())) {
      begin();
    }
  }

  /** Of fields that nobody has filled yet it is not said that they are empty. */
  private void begin() {
    check();
    setErrorMessage(rights.refusal(act()).or(this::obstacle).orElse(null));
  }

  @Override
  protected void buttonPressed(int button) {
    if (button == ASK) {
      perform(List.of(Statement.asking(statement(), approval.reason())));
    } else {
      super.buttonPressed(button);
    }
  }

  @Override
  protected void createButtonsForButtonBar(Composite parent) {
    approval.button(createButton(parent, ASK, text("act.ask"), false));
    createButton(parent, IDialogConstants.OK_ID, text(key + ".do"), true);
    createButton(parent, IDialogConstants.CANCEL_ID, text(leaving()), false);
    begin();
  }

  /** Looks at the fields, says what is missing, and shows what would be done. */
  protected final void check() {
    var ok = getButton(IDialogConstants.OK_ID);
    if (ok == null) {
      return;
    }
    Optional<String> obstacle = rights.refusal(act()).or(this::obstacle);
    Optional<String> problem = obstacle.or(this::problem).or(this::misread);
    setErrorMessage((early() ? obstacle : problem).orElse(null));
    ok.setEnabled(problem.isEmpty());
    approval.possible(problem.isEmpty());
    preview.ifPresent(shown -> shown.setText(problem.isEmpty() ? words() : ""));
  }

  /** What the console would take for an option is no value, whichever field it stands in. */
  private Optional<String> misread() {
    try {
      statements();
      return Optional.empty();
    } catch (Statement.OptionException e) {
      return Optional.of(text("name.dash"));
    }
  }

  private String words() {
    return String.join("; ", statements().stream().map(Statement::text).toList());
  }

  @Override
  protected void okPressed() {
    if (FileChooser.replaces(getShell(), asked.targets())) {
      perform(statements());
    }
  }

  private void perform(List<Statement> statements) {
    Secrets secrets = secrets();
    Revealed revealed = revealed();
    busy(true);
    Background.act(
        getShell(),
        text(key + ".title"),
        () -> {
          try (secrets) {
            return desk.perform(statements, secrets, revealed);
          }
        },
        this::ended,
        failure -> failed(Failures.line(failure)));
  }

  private void ended(Performed done) {
    told(done);
    if (!isAnswer(done)) {
      failed(done.message());
      return;
    }
    if (done.statement().block().isPresent()) {
      asked(done);
    } else if (again()) {
      busy(false);
      check();
      setErrorMessage(null);
    } else {
      performed = Optional.of(done);
      succeeded(done);
      setReturnCode(OK);
      close();
    }
  }

  /** It was asked for: whoever asked sees it among the requests. */
  private void asked(Performed done) {
    MessageDialog.openInformation(getShell(), text("act.ask"), done.message());
    setReturnCode(CANCEL);
    close();
    Commands.run(PlatformUI.getWorkbench(), "requests");
  }

  private void failed(String why) {
    busy(false);
    setErrorMessage(why);
    TitleWords.widen(getShell(), why);
  }

  private void busy(boolean yes) {
    getButton(IDialogConstants.OK_ID).setEnabled(!yes);
    approval.possible(!yes);
    getContents().setCursor(yes ? getShell().getDisplay().getSystemCursor(SWT.CURSOR_WAIT) : null);
    if (yes) {
      setErrorMessage(null);
      setMessage(text("act.busy"));
    } else {
      setMessage(text(key + ".hint"));
    }
  }
}
