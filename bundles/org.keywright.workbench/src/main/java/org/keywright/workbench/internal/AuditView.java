// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.audit.AuditException;
import org.keywright.vault.ActLog;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.LogSearch;
import org.keywright.workbench.model.LogVerdict;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Watch;

/** The log of acts: read, searched, and checked. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class AuditView extends ViewPart {

  private final Map<LogSearch.Field, Text> filters = new EnumMap<>(LogSearch.Field.class);
  private Desk desk;
  private Composite all;
  private ActTable acts;
  private VerdictPicture verdict;
  private Label said;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public AuditView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults()
        .numColumns(9)
        .spacing(6, 4)
        .extendedMargins(2, 6, 0, 0)
        .applyTo(all);
    var typing = Later.typed(all, this::refresh);
    for (LogSearch.Field field : LogSearch.Field.values()) {
      filter(field).addModifyListener(typing);
    }
    button("audit.verify", this::verify);
    writing("audit:checkpoint", "audit.checkpoint", ".checkpoint");
    writing("audit:export", "audit.export", ".jsonl;*.csv");
    verdict = new VerdictPicture(all);
    GridDataFactory.fillDefaults().grab(true, false).span(9, 1).indent(2, 0).applyTo(verdict);
    said = new Label(all, SWT.NONE);
    said.setText(text("audit.unverified"));
    Colours.faint(said);
    GridDataFactory.fillDefaults().grab(true, false).span(9, 1).indent(2, 0).applyTo(said);
    acts = new ActTable(all, desk);
    GridDataFactory.fillDefaults().grab(true, true).span(9, 1).applyTo(acts.control());
    getSite().setSelectionProvider(acts.offered());
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private Text filter(LogSearch.Field field) {
    var text = new Text(all, SWT.SEARCH | SWT.ICON_CANCEL);
    text.setMessage(field.title());
    if (field.isMoment()) {
      text.setToolTipText(text("log.moment.hint"));
    }
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .indent(filters.isEmpty() ? 2 : 0, 2)
        .hint(70, SWT.DEFAULT)
        .applyTo(text);
    filters.put(field, text);
    return text;
  }

  private Button button(String key, Runnable act) {
    Button button = Buttons.push(all, key, act);
    GridDataFactory.fillDefaults().indent(0, 2).applyTo(button);
    return button;
  }

  private void writing(String command, String key, String ending) {
    Offered.control(desk, button(key, () -> file(command, key, ending)), command);
  }

  private void refresh() {
    if (all.isDisposed()) {
      return;
    }
    var now = Instant.now();
    var typed = new EnumMap<LogSearch.Field, String>(LogSearch.Field.class);
    boolean clear = true;
    for (var each : filters.entrySet()) {
      typed.put(each.getKey(), each.getValue().getText());
      clear &= check(each.getKey(), each.getValue(), now);
    }
    // What is half typed looks for nothing yet.
    if (clear) {
      acts.show(LogSearch.filter(typed, now));
    }
  }

  private static boolean check(LogSearch.Field field, Text text, Instant now) {
    Optional<String> problem = LogSearch.problem(field, text.getText(), now);
    text.setForeground(problem.isPresent() ? Colours.fault() : null);
    if (field.isMoment()) {
      text.setToolTipText(problem.orElseGet(() -> text("log.moment.hint")));
    }
    return problem.isEmpty();
  }

  private void verify() {
    Background.act(all, text("audit.verify"), this::check, this::show, this::failed);
  }

  private void show(LogVerdict found) {
    verdict.show(found);
    said.setText(found.words());
    said.setToolTipText(found.words());
    said.setForeground(found.whole() ? Colours.good() : Colours.fault());
  }

  private LogVerdict check() throws VaultException {
    var vault = desk.requireVault();
    try {
      return LogVerdict.of(desk.engines().audit().verify(List.of()));
    } catch (VaultException | AuditException e) {
      long entries = vault.log().page(0, 1).stream().mapToLong(ActLog.Entry::number).sum();
      return LogVerdict.broken(entries, Failures.line(e));
    }
  }

  /** Has a command write a file that is chosen before. */
  private void file(String command, String key, String ending) {
    new FileChooser(true, key, ending)
        .target(all.getShell(), text(key + ".name"))
        .ifPresent(
            file ->
                Background.act(
                    all,
                    text(key),
                    () -> desk.perform(Statement.of(command).argument(file)),
                    done -> written(done, key),
                    this::failed));
  }

  private void written(Performed done, String key) {
    if (done.ok()) {
      MessageDialog.openInformation(all.getShell(), text(key), done.message());
    } else {
      new VaultActs(getSite().getWorkbenchWindow()).report(done, key);
    }
  }

  private void failed(Exception why) {
    MessageDialog.openError(all.getShell(), text("audit.verify"), Failures.line(why));
  }

  @Override
  public void setFocus() {
    all.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
