// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.action.ControlContribution;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.audit.Forwarding;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Notice;
import org.keywright.workbench.model.Watch;

/**
 * In the status bar, when there is something to say: that the log does not reach its receiver, or
 * that requests wait for whoever is signed in; a click leads there. It takes no room otherwise.
 */
@SuppressWarnings("NullAway.Init") // the status line makes the widgets after the contribution
final class NoticeStatus extends ControlContribution {
  /** Nobody tells of a receiver that goes or comes back: it is looked at. */
  private static final int PERIOD = 5_000;

  private final IWorkbenchWindow window;
  private Label icon;
  private Link link;
  private Notice shown = Notice.NONE;

  /** Makes what the status line of a window has. */
  NoticeStatus(IWorkbenchWindow window) {
    super("notice");
    this.window = window;
  }

  @Override
  protected Control createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(4, 0).spacing(6, 0).applyTo(body);
    icon = new Label(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(false, true).align(SWT.CENTER, SWT.CENTER).applyTo(icon);
    link = new Link(body, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(link);
    link.addListener(SWT.Selection, event -> open());
    Desk desk = window.getService(Desk.class);
    Forwarding forwarding = window.getService(Forwarding.class);
    var refresh =
        new Refresh<>(
            body,
            () -> Notice.of(desk.vault(), forwarding),
            this::show,
            failure -> show(Notice.NONE));
    Watch watch = desk.observe(refresh::soon);
    body.addListener(SWT.Dispose, event -> watch.close());
    fill();
    refresh.now();
    Later.every(body, PERIOD, refresh::now);
    return body;
  }

  private void show(Notice notice) {
    if (!notice.equals(shown)) {
      shown = notice;
      fill();
    }
  }

  private void fill() {
    boolean outage = shown.outage().isPresent();
    icon.setImage(Icons.image(outage ? "warning" : "request"));
    link.setText("<a>" + shown.words() + "</a>");
    link.setLinkForeground(outage ? Colours.fault() : null);
    String details = String.join("\n", shown.details());
    icon.setToolTipText(details);
    link.setToolTipText(details);
    Layouts.show(icon, shown.shown());
    Layouts.show(link, shown.shown());
    link.requestLayout();
  }

  private void open() {
    new Showing(window).show(shown.outage().isPresent() ? Ids.PROBLEMS : Ids.REQUESTS);
  }
}
