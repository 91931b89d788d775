// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Ids;

/** Shows the jobs, with the one in front that is named. */
public final class JobShowHandler extends AbstractHandler {
  /** Made by the platform. */
  public JobShowHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    var page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
    try {
      String job = event.getParameter(Ids.JOB_NUMBER);
      if (page.showView(Ids.JOBS) instanceof JobsView jobs && job != null) {
        jobs.choose(Long.parseLong(job));
      }
    } catch (PartInitException e) {
      throw new ExecutionException("the jobs cannot be shown", e);
    }
    return null;
  }
}
