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
    source.addDragListener(
        new DragSourceAdapter() {
          private Optional<Image> picture = Optional.empty();

          @Override
          public void dragStart(DragSourceEvent event) {
            tell(control);
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
   */
  private static void tell(Control control) {
    control.notifyListeners(SWT.Selection, new Event());
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
