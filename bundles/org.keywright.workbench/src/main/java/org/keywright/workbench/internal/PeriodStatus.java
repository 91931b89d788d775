// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jface.action.ControlContribution;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.PeriodView;
import org.keywright.workbench.model.Rights;
import org.keywright.workbench.model.Watch;

/** In the status bar: how long the authorised period lasts still, and how it is ended or opened. */
@SuppressWarnings("NullAway.Init") // the status line makes the widgets after the contribution
final class PeriodStatus extends ControlContribution {
  private final IWorkbenchWindow window;
  private final Desk desk;
  private CLabel label;
  private Link act;
  private Composite body;
  private PeriodView view = PeriodView.NONE;
  private int shown;

  /** Makes what the status line of a window has. */
  PeriodStatus(IWorkbenchWindow window) {
    super("period");
    this.window = window;
    this.desk = window.getService(Desk.class);
  }

  @Override
  protected Control createControl(Composite parent) {
    body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 0).spacing(6, 0).applyTo(body);
    label = new CLabel(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(label);
    act = new Link(body, SWT.NONE);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(act);
    act.addListener(SWT.Selection, event -> act());
    var display = parent.getDisplay();
    Watch watch = desk.observe(() -> display.asyncExec(this::refresh));
    body.addListener(SWT.Dispose, event -> watch.close());
    refresh();
    return body;
  }

  private record Seen(PeriodView view, boolean may) {
    static Seen of(Desk desk) throws VaultException {
      return new Seen(
          PeriodView.of(desk.vault()), Rights.of(desk.vault()).refusal("period:open").isEmpty());
    }
  }

  private void refresh() {
    if (!label.isDisposed()) {
      Background.read(
          label, () -> Seen.of(desk), this::show, why -> show(new Seen(PeriodView.NONE, false)));
    }
  }

  private void show(Seen seen) {
    view = seen.view();
    Layouts.show(label, view.shown());
    Layouts.show(act, view.shown() && seen.may());
    act.setText(text(view.period().isPresent() ? "period.status.close" : "period.status.open"));
    label.setImage(Icons.image("period"));
    label.setToolTipText(String.join("\n", view.details()));
    tick(++shown);
  }

  /** Writes the time that is left, and comes back when it is another. */
  private void tick(int mine) {
    if (label.isDisposed() || mine != shown) {
      return;
    }
    Instant now = Instant.now();
    label.setText(view.words(now));
    label.setForeground(view.ending(now) ? Colours.fault() : null);
    label.requestLayout();
    Optional<Duration> wait = view.nextChange(now);
    if (wait.isPresent()) {
      label.getDisplay().timerExec(Math.toIntExact(wait.get().toMillis()), () -> tick(mine));
    } else if (view.period().isPresent()) {
      // It has ended by time; the vault has none any more.
      refresh();
    }
  }

  private void act() {
    Commands.run(window, view.period().isPresent() ? "period.close" : "period.open");
  }
}
