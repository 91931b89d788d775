// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Desk;

/** Has all that is shown read anew, by the platform's own command for that. */
public final class RefreshHandler extends AbstractHandler {
  /** Made by the platform. */
  public RefreshHandler() {
    // the platform's way to make a handler
  }

  private static Desk desk() {
    return PlatformUI.getWorkbench().getService(Desk.class);
  }

  @Override
  public boolean isEnabled() {
    return desk().vault().isPresent();
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) {
    desk().lookAgain();
    return null;
  }
}
