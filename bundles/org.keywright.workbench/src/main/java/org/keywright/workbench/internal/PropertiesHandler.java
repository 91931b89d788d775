// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

/** Shows the properties of what is chosen, by the platform's own command for that. */
public final class PropertiesHandler extends AbstractHandler {
  /** Made by the platform. */
  public PropertiesHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    new Showing(HandlerUtil.getActiveWorkbenchWindowChecked(event)).show(Ids.PROPERTIES);
    return null;
  }
}
