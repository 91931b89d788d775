// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/**
 * How a person has arranged what is within views, forms and dialogs: it is there again the next
 * day, and can be reset. For the window's thread.
 */
public final class Arrangement {
  private static final String DATA = Arrangement.class.getName();
  private static final String SASH = "sash.";
  private static final String DIALOG = "dialog.";

  private Arrangement() {}

  /** Has something called when what is arranged in a control is to be as it was at first. */
  static void resettable(Control control, Runnable reset) {
    control.setData(DATA, reset);
  }

  /** Resets all that is arranged in the views of a window, those that are not shown too. */
  static void resetAll(Control window) {
    Remembered.forget(Columns.KEPT, SASH, DIALOG);
    reset(window, each -> true);
  }

  /** Resets the columns of the tables in a control. */
  static void resetColumns(Control root) {
    reset(root, each -> Columns.of(each).isPresent());
  }

  private static void reset(Control root, Predicate<Control> which) {
    if (root.getData(DATA) instanceof Runnable reset && which.test(root)) {
      reset.run();
    }
    if (root instanceof Composite composite) {
      Arrays.stream(composite.getChildren()).forEach(child -> reset(child, which));
    }
  }

  /**
   * Divides a form, when all is in it, as it was left, or as it is at first.
   *
   * @param name by which it is remembered
   * @param usual how many parts of the room each child has at first
   */
  public static void divide(SashForm form, String name, int... usual) {
    form.setWeights(parse(Remembered.get(SASH + name), usual));
    resettable(form, () -> form.setWeights(usual));
    Runnable keep = () -> Remembered.put(SASH + name, text(form.getWeights()));
    var settled = Later.settled(form, keep);
    form.getChildren()[0].addListener(SWT.Resize, event -> settled.run());
  }

  /**
   * How large a dialog was when it was closed last, or as it has to be if that is more. From now on
   * it is remembered if somebody makes it another size.
   *
   * @param name by which it is remembered
   */
  public static Point size(Shell dialog, String name, Point needed) {
    int[] kept = parse(Remembered.get(DIALOG + name), needed.x, needed.y);
    var size = new Point(Math.max(needed.x, kept[0]), Math.max(needed.y, kept[1]));
    dialog.addListener(
        SWT.Dispose,
        event -> {
          Point now = dialog.getSize();
          if (!now.equals(size) && !dialog.getMaximized()) {
            Remembered.put(DIALOG + name, text(now.x, now.y));
          }
        });
    return size;
  }

  private static int[] parse(String kept, int... usual) {
    boolean fits = kept.matches("[1-9][0-9]{0,8}( [1-9][0-9]{0,8}){" + (usual.length - 1) + "}");
    return fits ? Arrays.stream(kept.split(" ", -1)).mapToInt(Integer::parseInt).toArray() : usual;
  }

  private static String text(int... weights) {
    return IntStream.of(weights).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
