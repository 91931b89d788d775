// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person does with a command that goes on in the console. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class ConsoleJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  private Screen screen;
  private Text input;
  private StyledText output;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    screen.command("vault.demo");
    screen.view("console");
    input = screen.one(Text.class, text -> text.getMessage().startsWith("a command;"));
    output = screen.one(StyledText.class, text -> text.getParent().equals(input.getParent()));
  }

  /** Begins a command that does not end by itself. */
  private void serve() throws InterruptedException {
    screen.act(
        () -> {
          output.setText("");
          input.setText("sim:serve --wait");
          input.notifyListeners(SWT.DefaultSelection, new Event());
        });
    screen.await("the server", () -> output.getText().contains("units are served"));
  }

  private void ended() throws InterruptedException {
    screen.await("its end", () -> output.getText().contains("keywright: interrupted"));
    screen.settle();
  }

  private void press(int key, char character) {
    screen.act(
        () -> {
          var pressed = new Event();
          pressed.keyCode = key;
          pressed.character = character;
          output.notifyListeners(SWT.KeyDown, pressed);
        });
  }

  @Test
  void whatRunsIsListedAndStoppedThere() throws Exception {
    serve();
    IViewPart listed =
        screen.ask(
            () -> screen.window().getActivePage().showView("org.eclipse.ui.views.ProgressView"));
    assertThat(screen.<String>ask(listed::getTitle)).isEqualTo("Progress");
    Arrays.stream(Job.getJobManager().find("org.keywright.workbench"))
        .filter(job -> job.getName().equals("Console"))
        .forEach(Job::cancel);
    ended();
  }

  @Test
  void whoeverHasClickedOnTheOutputInterruptsAndTypesAllTheSame() throws Exception {
    serve();
    press(SWT.ESC, SWT.ESC);
    ended();
    press('j', 'j');
    assertThat(screen.<String>ask(input::getText)).isEqualTo("j");
    press(SWT.ESC, SWT.ESC);
    assertThat(screen.<String>ask(input::getText)).isEmpty();
  }
}
