// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.WorkbenchException;
import org.keywright.workbench.model.Desk;

/**
 * In which perspective a window is: the start page alone until a vault is opened, then the one that
 * somebody was in last. For the window's thread.
 */
final class Whereabouts extends PerspectiveAdapter {
  private static final String LAST = "perspective";

  private final IWorkbenchWindow window;
  private final Desk desk;
  private boolean open;

  /** Looks after a window that has its first page. */
  Whereabouts(IWorkbenchWindow window) {
    this.window = window;
    this.desk = window.getService(Desk.class);
  }

  /** Goes to the start page, as from a vault that is closed. */
  static void goToStart(IWorkbenchWindow window) {
    go(window, Ids.START_PERSPECTIVE);
    StartEditor.show(window.getActivePage());
  }

  /** Goes on from the start page if a vault was opened, in whatever way. */
  void settle() {
    if (desk.locked().isPresent()) {
      return;
    }
    boolean before = open;
    open = desk.vault().isPresent();
    if (open && !before && isStart(window.getActivePage().getPerspective())) {
      go(window, last());
    }
  }

  private String last() {
    String last = Remembered.get(LAST);
    return window.getWorkbench().getPerspectiveRegistry().findPerspectiveWithId(last) == null
        ? Ids.KEYS_PERSPECTIVE
        : last;
  }

  private static void go(IWorkbenchWindow window, String perspective) {
    try {
      window.getWorkbench().showPerspective(perspective, window);
    } catch (WorkbenchException e) {
      throw new IllegalStateException("the perspective cannot be shown", e);
    }
  }

  private static boolean isStart(IPerspectiveDescriptor perspective) {
    return perspective.getId().equals(Ids.START_PERSPECTIVE);
  }

  /** A perspective that is reset has its tables and sashes as they were at first, too. */
  @Override
  public void perspectiveChanged(
      IWorkbenchPage page, IPerspectiveDescriptor perspective, String change) {
    if (change.equals(IWorkbenchPage.CHANGE_RESET_COMPLETE)) {
      Arrangement.resetAll(window.getShell());
    }
  }

  /**
   * One that has room for editors, and nothing in it, shows the start page there as long as no
   * vault is open.
   */
  @Override
  public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor perspective) {
    if (isStart(perspective)) {
      StartEditor.show(page);
      return;
    }
    Remembered.put(LAST, perspective.getId());
    if (page.isEditorAreaVisible()
        && page.getEditorReferences().length == 0
        && desk.vault().isEmpty()) {
      StartEditor.show(page);
    }
  }
}
