// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guide: opened before a part, read on, and back. */
@Timeout(180)
class GuideJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  private static StyledText sheet(Screen screen) {
    return screen.one(StyledText.class, text -> (text.getStyle() & SWT.WRAP) != 0);
  }

  private static String title(Screen screen) {
    return screen.ask(() -> sheet(screen).getLine(0));
  }

  @Test
  void thePartInFrontHasAChapterWhoseLinksLeadOnAndBack() throws Exception {
    Screen screen = WINDOW.screen();
    screen.perspective("jobs");
    screen.view("jobs");
    assertThat(
            screen.ask(
                () ->
                    PlatformUI.getWorkbench()
                        .getService(IBindingService.class)
                        .getBestActiveBindingFormattedFor("org.keywright.workbench.guide.chapter")))
        .isEqualTo("F1");

    screen.command("guide.chapter");
    assertThat(title(screen)).isEqualTo("Jobs");
    assertThat(screen.ask(() -> sheet(screen).getStyleRanges()))
        .anyMatch(range -> range.data instanceof Image);
    screen.picture("guide-jobs");

    screen.command("guide");
    screen.picture("guide-contents");
    follow(screen, "Pairing");
    assertThat(title(screen)).isEqualTo("Pairing");
    screen.platform("org.eclipse.ui.navigate.backwardHistory");
    assertThat(title(screen)).isEqualTo("The workbench: a guide");
    screen.platform("org.eclipse.ui.navigate.forwardHistory");
    assertThat(title(screen)).isEqualTo("Pairing");
  }

  @Test
  void aDialogHasItsChapterBesideIt() throws Exception {
    Screen screen = WINDOW.screen();
    screen.command("vault.open");
    screen.command("guide.chapter");
    assertThat(title(screen)).isEqualTo("First steps");
    screen.picture("guide-dialog");
    screen.begin();
    assertThat(screen.all(StyledText.class, text -> text.getLine(0).equals("First steps")))
        .isEmpty();
  }

  /** Goes to a link by its words, and presses Enter. */
  private static void follow(Screen screen, String words) throws InterruptedException {
    screen.act(
        () -> {
          StyledText sheet = sheet(screen);
          for (StyleRange range : sheet.getStyleRanges()) {
            if (range.underline && sheet.getTextRange(range.start, range.length).equals(words)) {
              sheet.setSelection(range.start, range.start + range.length);
            }
          }
          var enter = new Event();
          enter.keyCode = SWT.CR;
          sheet.notifyListeners(SWT.KeyDown, enter);
        });
    screen.settle();
  }
}
