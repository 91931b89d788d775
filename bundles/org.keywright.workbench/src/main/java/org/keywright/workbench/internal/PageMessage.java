// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;

/**
 * What is said of a whole page: beside its title if there is room, else in as many lines as it
 * needs below. The platform has the first alone, and makes a narrow page as wide as its message.
 * For the window's thread.
 */
public final class PageMessage {
  private static final int NARROW = 200;
  private static final int MARGIN = 8;

  /** What stands beside title and message: pictures, margins, and the tools of a page. */
  private static final int AROUND = 160;

  private final ScrolledForm form;
  private final Composite row;
  private final Label picture;
  private final Label words;
  private String said = "";
  private int kind = IMessageProvider.NONE;

  /** Says nothing yet. */
  public PageMessage(ScrolledForm form, FormToolkit kit) {
    this.form = form;
    row = new Composite(form.getForm().getHead(), SWT.NONE);
    kit.adapt(row);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(MARGIN, 2).spacing(6, 0).applyTo(row);
    picture = kit.createLabel(row, "");
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(picture);
    words = kit.createLabel(row, "", SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROW, SWT.DEFAULT).applyTo(words);
    row.setVisible(false);
    form.addListener(SWT.Resize, event -> show());
  }

  /** Says nothing any more. */
  public void clear() {
    say("", IMessageProvider.NONE);
  }

  /**
   * Says something in place of what was said before.
   *
   * @param type one of those of {@link IMessageProvider}
   */
  public void say(String what, int type) {
    if (!words.isDisposed() && !(what.equals(said) && type == kind)) {
      said = what;
      kind = type;
      show();
    }
  }

  private void show() {
    boolean below = !said.isEmpty() && !fits();
    form.setMessage(said.isEmpty() || below ? null : said, below ? IMessageProvider.NONE : kind);
    if (below) {
      fill();
    }
    if (below || row.getVisible()) {
      row.setVisible(below);
      form.setHeadClient(below ? row : null);
      row.layout(true);
      form.reflow(true);
    }
  }

  private void fill() {
    words.setText(said.replace("&", "&&"));
    words.setForeground(kind == IMessageProvider.ERROR ? Colours.fault() : form.getForeground());
    Optional<String> icon =
        switch (kind) {
          case IMessageProvider.ERROR -> Optional.of("fault");
          case IMessageProvider.WARNING -> Optional.of("warning");
          default -> Optional.empty();
        };
    picture.setImage(icon.map(Icons::image).orElse(null));
    Layouts.show(picture, icon.isPresent());
  }

  private boolean fits() {
    var gc = new GC(form);
    int message = gc.textExtent(said).x;
    gc.setFont(form.getFont());
    int title = gc.textExtent(form.getText()).x;
    gc.dispose();
    return message + title + AROUND <= form.getClientArea().width;
  }
}
