// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Room for the words under a dialog's title, which has two lines for them. */
final class TitleWords {
  private static final int LINES = 2;

  /** What stands beside the words: margins, and the picture of a message. */
  private static final int AROUND = 140;

  /** A dialog of a few short fields is not narrower than this. */
  private static final int USUAL = 600;

  /** Up to here it is made wider rather than have the words take two lines. */
  private static final int COMFORTABLE = 720;

  private TitleWords() {}

  /** As large as a dialog is at first: for its fields, and for the words in two lines. */
  static Point size(Shell dialog, Control fields, String words) {
    Point all = dialog.computeSize(SWT.DEFAULT, SWT.DEFAULT);
    int frame = dialog.getSize().x - dialog.getClientArea().width;
    int needed = fields.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + Math.max(0, frame);
    int wide = Math.min(all.x, Math.max(Math.max(needed, COMFORTABLE), width(dialog, words)));
    return new Point(Math.max(USUAL, wide), all.y);
  }

  /** Has a dialog be so wide that words are not cut: they say what to do. */
  static void widen(Shell dialog, String words) {
    int wanted = width(dialog, words);
    Point size = dialog.getSize();
    if (size.x < wanted) {
      dialog.setSize(Math.min(wanted, dialog.getMonitor().getClientArea().width), size.y);
    }
  }

  /** The longest word may not fit into the rest of the first line. */
  private static int width(Shell dialog, String words) {
    var drawing = new GC(dialog);
    int longest =
        Stream.of(words.split(" ", -1))
            .mapToInt(word -> drawing.textExtent(word).x)
            .max()
            .orElse(0);
    int wanted = (drawing.textExtent(words).x + longest) / LINES + AROUND;
    drawing.dispose();
    return wanted;
  }
}
