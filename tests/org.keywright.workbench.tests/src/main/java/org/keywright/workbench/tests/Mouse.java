// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.util.List;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** A hand on the mouse that grasps what is shown, and gives the drag up as soon as it has begun. */
record Mouse(Screen screen) {
  /**
   * Grasps a row.
   *
   * @param row where it is
   * @param held the keys that are held
   * @param chosen what the platform does when the button goes down; that a row is chosen is told
   *     later
   * @return what would go along
   */
  List<?> drag(Control control, Rectangle row, int held, Runnable chosen) {
    return screen.ask(
        () -> {
          control.notifyListeners(SWT.MouseDown, at(row, held));
          chosen.run();
          var source = (DragSource) control.getData(DND.DRAG_SOURCE_KEY);
          var giveUp =
              new DragSourceAdapter() {
                @Override
                public void dragStart(DragSourceEvent event) {
                  event.doit = false;
                }
              };
          source.addDragListener(giveUp);
          control.notifyListeners(SWT.DragDetect, at(row, held));
          source.removeDragListener(giveUp);
          LocalSelectionTransfer transfer = LocalSelectionTransfer.getTransfer();
          List<?> taken = ((IStructuredSelection) transfer.getSelection()).toList();
          transfer.setSelection(null);
          return taken;
        });
  }

  private static Event at(Rectangle row, int held) {
    var event = new Event();
    event.button = 1;
    event.stateMask = held;
    event.x = row.x + 2;
    event.y = row.y + row.height / 2;
    return event;
  }
}
