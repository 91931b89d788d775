// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

/** How large letters are beside what widths in pixels are meant for. For the window's thread. */
final class Letters {
  private static final String DIGITS = "0123456789";

  /** So many pixels these digits take in letters of 10 points at 96 to the inch. */
  private static final int USUAL = 85;

  private Letters() {}

  /** A width for words, more where letters alone were made larger; never less. */
  static int scaled(Control on, int width) {
    var gc = new GC(on);
    int digits = gc.textExtent(DIGITS).x;
    gc.dispose();
    return digits <= USUAL ? width : width * digits / USUAL;
  }
}
