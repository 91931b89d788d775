// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.ceremony;

import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.model.Statement;

/** Prepares a ceremony, and leads it. */
public final class CeremonyHandler extends AbstractHandler {
  /** Made by the platform. */
  public CeremonyHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    var prepared =
        new PrepareDialog(
            window,
            Optional.ofNullable(event.getParameter(Ids.CEREMONY_SCRIPT)),
            Optional.ofNullable(event.getParameter("statement")).flatMap(Statement::read));
    prepared.open();
    prepared.table().ifPresent(table -> CeremonyWindow.lead(window, table));
    return null;
  }
}
