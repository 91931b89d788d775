// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows that are chosen in the table where the keyboard is, or puts its columns back as
 * they were at first; if it is in no table, those of all tables in the window.
 */
public final class RowsHandler extends AbstractHandler {
  /** Made by the platform. */
  public RowsHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    var window = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
    Optional<Control> table =
        Optional.ofNullable(window.getDisplay().getFocusControl())
            .filter(focus -> Columns.of(focus).isPresent());
    if (event.getCommand().getId().equals(Ids.RESET_COLUMNS)) {
      Arrangement.resetColumns(table.orElse(window));
    } else {
      table.flatMap(Columns::of).ifPresent(Columns::copy);
    }
    return null;
  }
}
