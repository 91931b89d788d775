// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Chapters;
import org.keywright.workbench.model.Guide;
import org.keywright.workbench.model.GuidePlace;

/** Opens the guide: its contents, or the chapter of the part that is in front. */
public final class GuideHandler extends AbstractHandler {
  /** Made by the platform. */
  public GuideHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    boolean chapter = event.getCommand().getId().endsWith(".chapter");
    Shell front = PlatformUI.getWorkbench().getDisplay().getActiveShell();
    if (chapter && front != null && Chapters.of(front).isPresent()) {
      GuideWindow.show(front, Chapters.of(front).get());
    } else {
      IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
      show(page, chapter);
    }
    return null;
  }

  private static void show(IWorkbenchPage page, boolean chapter) {
    IWorkbenchPart part = page.getActivePart();
    if (!chapter) {
      GuideView.show(page, GuidePlace.CONTENTS);
    } else if (part == null) {
      GuideView.show(page, Guide.chapter(page.getPerspective().getId()));
    } else if (!(part instanceof GuideView)) {
      GuideView.show(page, Guide.chapter(part.getSite().getId()));
    }
  }
}
