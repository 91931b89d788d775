// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.editor.FormEditor;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A window of 1024 by 768 pixels, with links and devices beside the editors. */
@Timeout(180)
class NarrowJourneysIT {
  private static final Point SMALL = new Point(1024, 768);

  @RegisterExtension static final Window WINDOW = new Window();

  @SuppressWarnings("NullAway.Init") // where there is no screen no journey begins
  private static Screen screen;

  @SuppressWarnings("NullAway.Init") // as screen
  private Point before;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    screen.command("vault.demo");
    before = screen.ask(() -> screen.window().getShell().getSize());
    screen.act(() -> screen.window().getShell().setSize(SMALL));
    screen.perspective("devices");
  }

  @AfterEach
  void end() throws Exception {
    screen.act(() -> screen.window().getShell().setSize(before));
    screen.settle();
  }

  @Test
  void noPageOfKeySetOrDeviceIsCut() throws Exception {
    var editor = (FormEditor) screen.ask(() -> screen.window().getActivePage().getActiveEditor());
    for (String page : List.of("overview", "keys", "diversification", "comparison", "history")) {
      screen.act(() -> editor.setActivePage(page));
      screen.settle();
      assertNothingIsCut(page);
      screen.picture("narrow-" + page);
    }
    screen.command("device.open", Map.of("serial", "DEMO-1"));
    screen.settle();
    assertNothingIsCut("device");
    screen.picture("narrow-device");
  }

  private static void assertNothingIsCut(String page) {
    assertThat(screen.ask(NarrowJourneysIT::cut)).as("cut at the right of " + page).isEmpty();
  }

  /** What stands in a page in sight and ends behind its right edge. */
  private static List<String> cut() {
    return screen.all(ScrolledForm.class, each -> true).stream()
        .flatMap(
            form -> {
              int edge = form.toDisplay(form.getClientArea().width, 0).x;
              return screen
                  .all(Control.class, each -> isSeen(each) && isWithin(form, each))
                  .stream()
                  .filter(each -> each.toDisplay(each.getSize().x, 0).x > edge)
                  .map(each -> each + " " + each.getBounds());
            })
        .toList();
  }

  private static boolean isSeen(Control each) {
    return each instanceof Button
        || each instanceof Combo
        || each instanceof Label
        || each instanceof Table
        || each instanceof Text;
  }

  private static boolean isWithin(Control form, Control each) {
    for (Control now = each; now != null; now = now.getParent()) {
      if (now.equals(form)) {
        return true;
      }
    }
    return false;
  }
}
