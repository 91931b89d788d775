// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Control;
import org.keywright.workbench.model.Desk;

/**
 * Lets what is chosen be dragged: within the window as it is, elsewhere as words, which are names
 * and endpoints and never a secret. For the window's thread.
 */
public final class Dragging {
  private Dragging() {}

  /**
   * Lets the things of a control be dragged.
   *
   * @param chosen says what is chosen in it
   */
  public static void from(Control control, Desk desk, ISelectionProvider chosen) {
    var source = new DragSource(control, DND.DROP_COPY);
    source.setTransfer(LocalSelectionTransfer.getTransfer(), TextTransfer.getInstance());
    source.addDragListener(
        new DragSourceAdapter() {
          @Override
          public void dragStart(DragSourceEvent event) {
            var selection = chosen.getSelection();
            event.doit = !Selections.words(desk, selection).isEmpty();
            LocalSelectionTransfer.getTransfer().setSelection(selection);
          }

          @Override
          public void dragSetData(DragSourceEvent event) {
            event.data =
                TextTransfer.getInstance().isSupportedType(event.dataType)
                    ? Selections.words(desk, chosen.getSelection())
                    : chosen.getSelection();
          }

          @Override
          public void dragFinished(DragSourceEvent event) {
            LocalSelectionTransfer.getTransfer().setSelection(null);
          }
        });
  }
}
