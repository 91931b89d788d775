// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * How a person has arranged what is within views, forms and dialogs: it is there again the next
 * day, and can be reset. For the window's thread.
 */
public final class Arrangement {
  private static final String DATA = Arrangement.class.getName();
  private static final String SASH = "sash.";

  private Arrangement() {}

  /** Has something called when what is arranged in a control is to be as it was at first. */
  static void resettable(Control control, Runnable reset) {
    control.setData(DATA, reset);
  }

  /** Resets all that is arranged in the views of a window, those that are not shown too. */
  static void resetAll(Control window) {
    Remembered.forget(Columns.KEPT, SASH);
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

  private static int[] parse(String kept, int... usual) {
    boolean fits = kept.matches("[1-9][0-9]{0,8}( [1-9][0-9]{0,8}){" + (usual.length - 1) + "}");
    return fits ? Arrays.stream(kept.split(" ", -1)).mapToInt(Integer::parseInt).toArray() : usual;
  }

  private static String text(int... weights) {
    return IntStream.of(weights).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
