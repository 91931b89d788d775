// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.OfferedHandler;
import org.keywright.workbench.internal.Showing;

/** Does what a command about officers asks for. */
public final class OfficerHandler extends OfferedHandler {
  private static final String OURS = "org.keywright.workbench.";

  /** Made by the platform. */
  public OfficerHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    var acts = new OfficerActs(window);
    switch (event.getCommand().getId().substring(OURS.length())) {
      case "officer.sign-in" -> acts.signIn();
      case "officer.passphrase" -> acts.changePassphrase();
      case "officer.sign-out" -> acts.signOut();
      case "period.open" -> acts.openPeriod();
      case "period.close" -> acts.closePeriod();
      case "lock" ->
          new LockScreen(window)
              .lock(
                  () ->
                      MessageDialog.openInformation(
                          window.getShell(), text("lock.title"), text("lock.demo")));
      case "requests" -> new Showing(window).show(Ids.REQUESTS);
      case "officers" -> new Showing(window).show(Ids.OFFICERS);
      default -> throw new ExecutionException("unknown command " + event.getCommand().getId());
    }
    return null;
  }
}
