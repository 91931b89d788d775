// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The window in the dark, and in the light again, while it is open. */
@Timeout(180)
class ThemeJourneysIT {
  private static final int HALF = 128;

  @RegisterExtension static final Window WINDOW = new Window();

  @Test
  void theThemeChangesAtOnceAlsoWhenTablesWereClosed() throws Exception {
    Screen screen = WINDOW.screen();
    screen.command("vault.demo");
    screen.view("devices");
    screen.view("audit");
    screen.press("Verify");
    screen.act(() -> screen.window().getActivePage().closeAllEditors(false));
    screen.command("vault.demo");
    screen.picture("theme-light");

    screen.command("theme");
    screen.picture("theme-dark");
    int dark = brightness(screen);
    screen.command("theme");

    assertThat(dark).isLessThan(HALF);
    assertThat(brightness(screen)).isGreaterThan(HALF);
  }

  private static int brightness(Screen screen) {
    RGB shown = screen.ask(() -> screen.one(Tree.class, tree -> true).getBackground().getRGB());
    return (shown.red + shown.green + shown.blue) / 3;
  }
}
