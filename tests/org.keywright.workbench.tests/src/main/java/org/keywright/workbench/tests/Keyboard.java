// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;

/** Where the keyboard is, and what is pressed there. */
record Keyboard(Screen screen) {
  /** The control that hears what is typed; there always has to be one. */
  Control place() {
    Control place = screen.ask(() -> Display.getCurrent().getFocusControl());
    assertThat(place).as("what hears the keyboard").isNotNull();
    return place;
  }

  /** Presses a key together with others; a dialog may open. */
  void press(int others, char key) throws InterruptedException {
    Control place = place();
    screen.later(
        () -> {
          var event = new Event();
          event.stateMask = others;
          event.keyCode = key;
          event.character = key;
          place.notifyListeners(SWT.KeyDown, event);
        });
    screen.settle();
  }

  /** Goes to the next page of a wizard by the mouse, and finds the keyboard in that page. */
  void next() throws InterruptedException {
    Button next =
        screen.one(Button.class, each -> each.getText().replace("&", "").equals("Next >"));
    screen.press("Next");
    Control place = place();
    assertThat(screen.<Control>ask(place::getShell)).isEqualTo(screen.<Control>ask(next::getShell));
    assertThat(screen.<Control>ask(place::getParent))
        .as("not among the buttons of the wizard")
        .isNotEqualTo(screen.<Control>ask(next::getParent));
  }
}
