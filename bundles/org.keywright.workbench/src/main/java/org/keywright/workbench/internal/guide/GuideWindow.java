// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Shell;
import org.keywright.workbench.model.GuidePlace;

/**
 * A chapter of the guide beside a dialog, which lets nobody to the window behind it. It goes with
 * the dialog; <b>Alt+Left</b> and <b>Alt+Right</b> go back and forward.
 */
final class GuideWindow {
  private static final String KEY = "org.keywright.workbench.guide.beside";
  private static final int WIDTH = 480;
  private static final int LEAST_HEIGHT = 520;

  private GuideWindow() {}

  /** Shows a place beside a dialog, in the window that stands there already if one does. */
  static void show(Shell dialog, GuidePlace place) {
    if (dialog.getData(KEY) instanceof Shell there && !there.isDisposed()) {
      there.setActive();
    } else {
      open(dialog, place);
    }
  }

  private static void open(Shell dialog, GuidePlace place) {
    var shell = new Shell(dialog, SWT.TITLE | SWT.CLOSE | SWT.RESIZE);
    dialog.setData(KEY, shell);
    shell.setData(KEY, shell);
    shell.setText(text("guide.title"));
    shell.setImages(dialog.getParent().getShell().getImages());
    shell.setLayout(new FillLayout());
    var pane = new GuidePane(shell, () -> {});
    pane.control()
        .addKeyListener(
            KeyListener.keyPressedAdapter(
                event -> {
                  if (event.stateMask == SWT.ALT && event.keyCode == SWT.ARROW_LEFT) {
                    pane.back();
                  } else if (event.stateMask == SWT.ALT && event.keyCode == SWT.ARROW_RIGHT) {
                    pane.forward();
                  }
                }));
    shell.setBounds(beside(dialog));
    shell.open();
    pane.go(place);
  }

  /** At the right of the dialog; where there is no room, at its left. */
  private static Rectangle beside(Shell dialog) {
    Rectangle room = dialog.getMonitor().getClientArea();
    Rectangle at = dialog.getBounds();
    int right = at.x + at.width;
    int left = right + WIDTH <= room.x + room.width ? right : Math.max(room.x, at.x - WIDTH);
    int height = Math.min(Math.max(at.height, LEAST_HEIGHT), room.height);
    int top = Math.max(room.y, Math.min(at.y, room.y + room.height - height));
    return new Rectangle(left, top, WIDTH, height);
  }
}
