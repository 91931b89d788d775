// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Completion;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Completions;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Subject;
import org.keywright.workbench.model.Watch;

/** The console, with its commands, completion and history. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class ConsoleView extends ViewPart {
  private final ConsoleHistory history = new ConsoleHistory();
  private Desk desk;
  private Display display;
  private StyledText output;
  private Text input;
  private Label prompt;
  private CommandLine line;
  private ConsoleNames names;
  private boolean busy;
  private Watch watch = () -> {};

  /** Made by the platform. */
  public ConsoleView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    display = parent.getDisplay();
    var all = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).applyTo(all);
    output = new StyledText(all, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
    output.setFont(JFaceResources.getTextFont());
    output.setMargins(6, 4, 6, 4);
    output.addKeyListener(KeyListener.keyPressedAdapter(this::keyInOutput));
    output.addListener(SWT.MouseUp, event -> link(event.x, event.y).ifPresent(this::follow));
    output.addListener(
        SWT.MouseMove,
        event ->
            output.setCursor(
                link(event.x, event.y).isPresent()
                    ? display.getSystemCursor(SWT.CURSOR_HAND)
                    : null));
    GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(output);
    prompt = new Label(all, SWT.NONE);
    prompt.setFont(JFaceResources.getTextFont());
    prompt.setText(text("console.prompt"));
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).indent(6, 0).applyTo(prompt);
    input = new Text(all, SWT.SINGLE | SWT.BORDER);
    input.setFont(JFaceResources.getTextFont());
    input.setMessage(text("console.hint"));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(input);
    input.addTraverseListener(
        event -> {
          if (event.keyCode == SWT.TAB && event.stateMask == 0) {
            event.doit = false;
          }
        });
    Dropping.words(input);
    input.addKeyListener(KeyListener.keyPressedAdapter(this::key));
    input.addListener(SWT.DefaultSelection, event -> enter());
    names = new ConsoleNames(output, desk);
    line = desk.console(new Shown());
    watch = desk.observe(() -> display.asyncExec(this::forget));
  }

  /** What was shown is not there any more when the lock is opened, maybe by somebody else. */
  private void forget() {
    if (desk.locked().isPresent() && !output.isDisposed()) {
      names.dropped(output.getCharCount());
      output.setText("");
      type("");
    }
  }

  private Optional<Subject> link(int x, int y) {
    int offset = output.getOffsetAtPoint(new Point(x, y));
    StyleRange style = offset < 0 ? null : output.getStyleRangeAtOffset(offset);
    return style != null && style.data instanceof Subject subject
        ? Optional.of(subject)
        : Optional.empty();
  }

  private void follow(Subject subject) {
    if (output.getSelectionCount() == 0) {
      new Showing(getSite().getWorkbenchWindow()).show(subject);
    }
  }

  /** Types the beginning of a line, for the person to go on. */
  void begin(String words) {
    input.setFocus();
    type(words);
  }

  /** Runs a line as if it had been typed here, if nothing else is at work. */
  void run(String words) {
    if (!busy) {
      type(words);
      enter();
    }
  }

  private void key(KeyEvent event) {
    switch (event.keyCode) {
      case SWT.ARROW_UP -> {
        history.lines().back().ifPresent(this::type);
        event.doit = false;
      }
      case SWT.ARROW_DOWN -> {
        type(history.lines().forth());
        event.doit = false;
      }
      case SWT.TAB -> {
        complete();
        event.doit = false;
      }
      case SWT.ESC -> stop();
      default -> {
        // the field takes it
      }
    }
  }

  private void stop() {
    if (busy) {
      line.interrupt();
    } else {
      type("");
    }
  }

  /** Whoever has just clicked on what is shown goes on typing all the same. */
  private void keyInOutput(KeyEvent event) {
    boolean letter = event.character >= ' ' && event.character != SWT.DEL;
    if (event.keyCode == SWT.ESC) {
      stop();
    } else if (letter && (event.stateMask & (SWT.MOD1 | SWT.ALT)) == 0) {
      begin(input.getText() + event.character);
    }
  }

  private void type(String words) {
    input.setText(words);
    input.setSelection(words.length());
  }

  private void complete() {
    String typed = input.getText();
    int cursor = input.getCaretPosition();
    Background.read(
        input,
        () -> line.complete(typed, cursor),
        found -> completed(typed, cursor, found),
        failure -> {});
  }

  private void completed(String typed, int cursor, Completion found) {
    if (!input.getText().equals(typed)) {
      return;
    }
    String common = Completions.common(found);
    if (common.length() > cursor - found.from()) {
      String before = typed.substring(0, found.from()) + common;
      input.setText(before + typed.substring(cursor));
      input.setSelection(before.length());
    } else {
      Completions.lines(found).forEach(words -> append(words, SWT.COLOR_DARK_GRAY));
    }
  }

  private void enter() {
    String typed = input.getText();
    if (busy || typed.isBlank()) {
      return;
    }
    history.lines().add(typed);
    append(text("console.prompt") + " " + typed, SWT.COLOR_LIST_SELECTION);
    type("");
    busy(true);
    Background.act(
        output,
        text("console.title"),
        line::interrupt,
        () -> {
          history.keep();
          int status = line.run(typed);
          desk.ran();
          return status;
        },
        status -> busy(false),
        failure -> busy(false));
  }

  private void busy(boolean yes) {
    busy = yes;
    prompt.setText(text(yes ? "console.busy" : "console.prompt"));
    prompt.getParent().layout();
  }

  private void append(String words, int colour) {
    if (output.isDisposed()) {
      return;
    }
    int most = Setting.CONSOLE_LINES.value();
    if (output.getLineCount() > most) {
      int cut = output.getOffsetAtLine(Math.max(1, most / 10));
      output.replaceTextRange(0, cut, "");
      names.dropped(cut);
    }
    int start = output.getCharCount();
    output.append(words + "\n");
    if (colour != SWT.COLOR_WIDGET_FOREGROUND) {
      var range = new StyleRange();
      range.start = start;
      range.length = words.length();
      if (colour == SWT.COLOR_RED) {
        range.foreground = Colours.fault();
      } else if (colour == SWT.COLOR_LIST_SELECTION) {
        range.fontStyle = SWT.BOLD;
      } else {
        range.foreground = Colours.faint();
      }
      output.setStyleRange(range);
    }
    names.shown(words, start);
    output.setTopPixel(Integer.MAX_VALUE);
  }

  private final class Shown implements CommandScreen {
    @Override
    public void show(String words) {
      display.asyncExec(() -> append(words, SWT.COLOR_WIDGET_FOREGROUND));
    }

    @Override
    public void tell(String words) {
      display.asyncExec(
          () ->
              append(words, words.startsWith("keywright: ") ? SWT.COLOR_RED : SWT.COLOR_DARK_GRAY));
    }

    @Override
    public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
      return new AskedSecrets(output).ask(what, twice);
    }
  }

  @Override
  public void setFocus() {
    input.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    line.interrupt();
    line.close();
    super.dispose();
  }
}
