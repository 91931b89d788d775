// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.util.List;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.forms.editor.FormEditor;
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
    screen.picture("light");

    screen.command("theme");
    screen.await("light on dark", () -> brightness(screen) < HALF);
    screen.picture("dark");
    screen.act(() -> screen.window().getActivePage().closeAllEditors(false));
    screen.command("vault.demo");
    var editor = (FormEditor) screen.ask(() -> screen.window().getActivePage().getActiveEditor());
    screen.command("start");
    screen.command("theme");
    screen.await("all dark on light again", () -> light(screen) && lightLinks(screen));
    screen.picture("light-again");
    screen.act(() -> screen.window().getActivePage().activate(editor));
    screen.act(() -> editor.setActivePage("keys"));
    screen.await(
        "a page of before that is made now, too", () -> light(screen) && isLight(screen, editor));
    screen.picture("light-page");
  }

  private static int brightness(Screen screen) {
    return screen.ask(() -> brightness(screen.one(Tree.class, tree -> true).getBackground()));
  }

  /** Whether all that lists or says something does so dark on light. */
  private static boolean light(Screen screen) {
    return screen
        .all(
            Control.class,
            each ->
                each instanceof Table
                    || each instanceof Tree
                    || each instanceof ToolBar
                    || each instanceof Label)
        .stream()
        .allMatch(
            each ->
                brightness(each.getBackground()) > HALF && brightness(each.getForeground()) < HALF);
  }

  /** Whether there are links, and all are dark on light: those of the start page, too. */
  private static boolean lightLinks(Screen screen) {
    List<Link> links = screen.all(Link.class, each -> true);
    return !links.isEmpty()
        && links.stream()
            .allMatch(
                each ->
                    brightness(each.getBackground()) > HALF
                        && brightness(each.getLinkForeground()) < HALF);
  }

  private static boolean isLight(Screen screen, FormEditor editor) {
    return screen.ask(
        () ->
            brightness(
                    editor
                        .getActivePageInstance()
                        .getManagedForm()
                        .getForm()
                        .getBody()
                        .getBackground())
                > HALF);
  }

  private static int brightness(Color color) {
    RGB shown = color.getRGB();
    return (shown.red + shown.green + shown.blue) / 3;
  }
}
