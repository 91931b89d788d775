// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jspecify.annotations.Nullable;
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
    // The platform's own picture, which is as wide as the row, would take the place of ours.
    source.setDragSourceEffect(null);
    source.setTransfer(LocalSelectionTransfer.getTransfer(), TextTransfer.getInstance());
    var held = new AtomicInteger();
    control.addListener(SWT.MouseDown, event -> held.set(event.stateMask));
    source.addDragListener(
        new DragSourceAdapter() {
          private Optional<Image> picture = Optional.empty();

          @Override
          public void dragStart(DragSourceEvent event) {
            tell(control, new Point(event.x, event.y), held.get());
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
   * Tells which rows are chosen now. The platform has chosen the row under the pointer, but says so
   * only when the drag has begun: until then the row before it is offered, whose key would go
   * along.
   *
   * @param held the keys that were held when the button of the mouse went down
   */
  private static void tell(Control control, Point at, int held) {
    var now = new Event();
    now.stateMask = held & SWT.MODIFIER_MASK;
    if (now.stateMask != 0) {
      now.item = grasped(control, at);
    }
    control.notifyListeners(SWT.Selection, now);
  }

  /** The row under the pointer, which Ctrl takes out of those that are chosen if it is of them. */
  private static @Nullable Item grasped(Control control, Point at) {
    Item row = null;
    if (control instanceof Table table) {
      TableItem under = table.getItem(at);
      table.select(under == null ? -1 : table.indexOf(under));
      row = under;
    } else if (control instanceof Tree tree) {
      TreeItem under = tree.getItem(at);
      if (under != null) {
        tree.select(under);
      }
      row = under;
    }
    return row;
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
