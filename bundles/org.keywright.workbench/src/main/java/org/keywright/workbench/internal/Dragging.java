// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.keywright.workbench.model.Desk;

/**
 * Lets what is chosen be dragged: within the window as it is, elsewhere as words, which are names
 * and endpoints and never a secret. For the window's thread.
 */
public final class Dragging {
  private static final int MARGIN = 8;

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
          private Optional<Image> picture = Optional.empty();

          @Override
          public void dragStart(DragSourceEvent event) {
            grasp(control, new Point(event.x, event.y));
            var selection = chosen.getSelection();
            List<String> words = Selections.words(desk, selection).lines().toList();
            event.doit = !words.isEmpty();
            if (event.doit) {
              LocalSelectionTransfer.getTransfer().setSelection(selection);
              picture = Optional.of(picture(control, words));
              event.image = picture.get();
            }
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
            picture.ifPresent(Image::dispose);
            picture = Optional.empty();
          }
        });
  }

  /**
   * Chooses the row that is dragged. Some platforms do so only when the drag has ended: until then
   * another row is chosen, whose key would be loaded.
   */
  private static void grasp(Control control, Point at) {
    var grasped = new Event();
    if (control instanceof Table table) {
      TableItem row = table.getItem(at);
      if (row != null && !List.of(table.getSelection()).contains(row)) {
        table.setSelection(row);
        grasped.item = row;
      }
    } else if (control instanceof Tree tree) {
      TreeItem row = tree.getItem(at);
      if (row != null && !List.of(tree.getSelection()).contains(row)) {
        tree.setSelection(row);
        grasped.item = row;
      }
    }
    if (grasped.item != null) {
      control.notifyListeners(SWT.Selection, grasped);
    }
  }

  /**
   * What goes with the pointer: a slip with the first name, and how many more there are. The
   * platform's own picture is as wide as the row.
   */
  private static Image picture(Control control, List<String> words) {
    String name =
        words.size() == 1
            ? words.getFirst()
            : text("drag.more", words.getFirst(), words.size() - 1);
    var display = control.getDisplay();
    var measure = new GC(control);
    measure.setFont(control.getFont());
    Point size = measure.textExtent(name);
    measure.dispose();
    var picture = new Image(display, size.x + 2 * MARGIN, size.y + MARGIN);
    var gc = new GC(picture);
    gc.setFont(control.getFont());
    gc.setBackground(display.getSystemColor(SWT.COLOR_INFO_BACKGROUND));
    gc.setForeground(display.getSystemColor(SWT.COLOR_INFO_FOREGROUND));
    gc.fillRectangle(picture.getBounds());
    gc.drawText(name, MARGIN, MARGIN / 2);
    gc.dispose();
    return picture;
  }
}
