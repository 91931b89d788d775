// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.WorkbenchException;

/** Opens editors where there is room for them. For the window's thread. */
public final class Editors {
  private Editors() {}

  /**
   * Opens an editor, in front.
   *
   * @param perspective which one to go to if the present one has no room for editors
   * @throws WorkbenchException if it cannot be opened
   */
  public static void open(
      IWorkbenchWindow window, IEditorInput input, String editor, String perspective)
      throws WorkbenchException {
    if (!window.getActivePage().isEditorAreaVisible()) {
      window.getWorkbench().showPerspective(perspective, window);
    }
    window.getActivePage().openEditor(input, editor);
  }
}
