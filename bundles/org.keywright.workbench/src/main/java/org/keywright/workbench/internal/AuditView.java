// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.audit.Verdict;
import org.keywright.vault.ActFilter;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Watch;

/** The log of acts: read, searched, and checked. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class AuditView extends ViewPart {
  private static final int TYPING = 250;

  private final List<Text> filters = new ArrayList<>();
  private Desk desk;
  private Composite all;
  private ActTable acts;
  private Label verdict;
  private Watch watch = () -> {};
  private int typed;

  /** Made by the platform. */
  public AuditView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(6).spacing(6, 4).applyTo(all);
    for (String key : List.of("act.actor", "act.verb", "act.subject", "act.result")) {
      var filter = new Text(all, SWT.SEARCH | SWT.ICON_CANCEL);
      filter.setMessage(text(key));
      filter.addModifyListener(event -> typing());
      GridDataFactory.fillDefaults()
          .grab(true, false)
          .align(SWT.FILL, SWT.CENTER)
          .indent(filters.isEmpty() ? 2 : 0, 2)
          .hint(90, SWT.DEFAULT)
          .applyTo(filter);
      filters.add(filter);
    }
    var verify = new Button(all, SWT.PUSH);
    verify.setText(text("audit.verify"));
    verify.addListener(SWT.Selection, event -> verify());
    verdict = new Label(all, SWT.NONE);
    GridDataFactory.fillDefaults()
        .align(SWT.FILL, SWT.CENTER)
        .hint(300, SWT.DEFAULT)
        .applyTo(verdict);
    acts = new ActTable(all, desk);
    GridDataFactory.fillDefaults().grab(true, true).span(6, 1).applyTo(acts.control());
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    refresh();
  }

  private void typing() {
    int now = ++typed;
    all.getDisplay()
        .timerExec(
            TYPING,
            () -> {
              if (now == typed) {
                refresh();
              }
            });
  }

  private void refresh() {
    if (!all.isDisposed()) {
      acts.show(
          new ActFilter(
              typed(0), typed(1), typed(2), typed(3), Optional.empty(), Optional.empty()));
    }
  }

  private Optional<String> typed(int field) {
    return ActDialog.given(filters.get(field));
  }

  private void verify() {
    if (desk.vault().isEmpty()) {
      say(text("vault.none"), false);
      return;
    }
    say(text("audit.verifying"), true);
    Background.act(
        all,
        text("audit.verify"),
        () -> desk.engines().audit().verify(List.of()),
        this::whole,
        failure -> say(Failures.line(failure), false));
  }

  private void whole(Verdict found) {
    String signed =
        found.ranges().stream()
            .filter(range -> range.signed().isPresent())
            .reduce((before, last) -> last)
            .map(
                range ->
                    text("audit.signed", range.last(), Moments.text(range.signed().orElseThrow())))
            .orElse(text("audit.unsigned"));
    say(text("audit.whole", found.entries()) + ", " + signed, true);
  }

  private void say(String words, boolean good) {
    verdict.setText(words);
    verdict.setToolTipText(words);
    verdict.setForeground(good ? Colours.good() : Colours.fault());
  }

  @Override
  public void setFocus() {
    filters.getFirst().setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
