// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.IJobChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.internal.Converter;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk.OS;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.keywright.workbench.WorkbenchApplication;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/**
 * The workbench in its window, and the hands and eyes of a person before it. The window has a
 * thread of its own; the test's thread asks it, and waits until what was begun in the background
 * has ended.
 */
final class Screen {
  private static final String FAMILY = "org.keywright.workbench";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The screen where there is no window. */
  private static final RGB BEHIND = new RGB(0, 0, 0);

  private final Display display;
  private final Thread thread;
  private final Path pictures;
  private final StallWatch stalls;
  private final AtomicLong begun = new AtomicLong();
  private final IJobChangeListener counting =
      new JobChangeAdapter() {
        @Override
        public void scheduled(IJobChangeEvent event) {
          if (event.getJob().belongsTo(FAMILY)) {
            begun.incrementAndGet();
          }
        }
      };

  private final Queue<IStatus> faults = new ConcurrentLinkedQueue<>();
  private final ILogListener listening =
      (status, bundle) -> {
        if (status.getSeverity() == IStatus.ERROR) {
          faults.add(status);
        }
      };

  private Screen(Display display, Thread thread, Path pictures, StallWatch stalls) {
    this.display = display;
    this.thread = thread;
    this.pictures = pictures;
    this.stalls = stalls;
    Job.getJobManager().addJobChangeListener(counting);
    Platform.addLogListener(listening);
  }

  /** Opens the workbench, and returns when it waits for somebody. */
  static Screen open(Path pictures) throws Exception {
    Files.createDirectories(pictures);
    var display = new AtomicReference<Display>();
    var failure = new AtomicReference<Throwable>();
    var shown = new CountDownLatch(1);
    var thread =
        new Thread(
            () -> {
              try {
                display.set(WorkbenchApplication.display());
                still();
                WorkbenchApplication.run(display.get(), shown::countDown);
              } catch (Exception | LinkageError e) {
                failure.set(e);
                shown.countDown();
              } finally {
                if (display.get() != null) {
                  display.get().dispose();
                }
              }
            },
            "window");
    thread.start();
    shown.await();
    if (failure.get() != null) {
      throw new AssertionError("the workbench did not come up", failure.get());
    }
    StallWatch stalls = display.get().syncCall(() -> StallWatch.on(display.get()));
    var screen = new Screen(display.get(), thread, pictures, stalls);
    screen.settle();
    return screen;
  }

  /** Has GTK change what it shows at once: a picture would catch buttons while they fade. */
  private static void still() {
    byte[] animations = Converter.javaStringToCString("gtk-enable-animations");
    OS.g_object_set(GTK.gtk_settings_get_default(), animations, false, 0);
  }

  /** Closes what is open, and forgets the vaults of before, as if nobody had opened any. */
  void begin() throws InterruptedException {
    act(
        () -> {
          for (Shell shell : display.getShells()) {
            if (!shell.isDisposed() && shell.getParent() != null) {
              shell.close();
            }
          }
        });
    endAll();
    act(
        () ->
            PlatformUI.getWorkbench()
                .getActiveWorkbenchWindow()
                .getActivePage()
                .closeAllEditors(false));
    setting("recent.vaults", "");
    command("start");
    perspective("keys");
  }

  /** Changes what is kept among the preferences; nothing for what is so at first. */
  void setting(String name, String value) {
    IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(FAMILY);
    if (value.isEmpty()) {
      preferences.remove(name);
    } else {
      preferences.put(name, value);
    }
  }

  /** Closes the vault by the console, which asks about nothing that is under way. */
  private void endAll() {
    desk().perform(Statement.of("vault:close"));
  }

  /** Fails if something went wrong since the last time of which nothing but the log tells. */
  void requireSound() {
    List<IStatus> found = List.copyOf(faults);
    faults.clear();
    if (!found.isEmpty()) {
      throw new AssertionError(found.toString(), found.getFirst().getException());
    }
  }

  StallWatch stalls() {
    return stalls;
  }

  /** Asks something in the window's thread. */
  <T> T ask(Callable<T> question) {
    var answer = new AtomicReference<T>();
    var failure = new AtomicReference<Throwable>();
    display.syncExec(
        () -> {
          try {
            answer.set(question.call());
          } catch (Exception | AssertionError e) {
            failure.set(e);
          }
        });
    if (failure.get() != null) {
      throw new AssertionError(failure.get().getMessage(), failure.get());
    }
    return answer.get();
  }

  /** Does something in the window's thread, after which a dialog may be open. */
  void later(Runnable deed) {
    display.asyncExec(deed);
  }

  void act(Runnable deed) {
    ask(
        () -> {
          deed.run();
          return true;
        });
  }

  /**
   * Waits until nothing that was begun in the background is left, and all of it is shown. What is
   * shown may begin something else, which may have ended before anybody looks for it: it is counted
   * as it begins.
   */
  void settle() throws InterruptedException {
    long before;
    do {
      before = begun.get();
      Job.getJobManager().join(FAMILY, null);
      rest();
    } while (begun.get() != before);
  }

  /**
   * Waits until the window's thread has nothing to do. Events are not dispatched from here: a
   * dialog that opened by one of them has a loop of its own, which would not come back.
   */
  private void rest() throws InterruptedException {
    var atRest = new CountDownLatch(1);
    display.asyncExec(
        () ->
            display.addListener(
                SWT.PreExternalEventDispatch,
                new Listener() {
                  @Override
                  public void handleEvent(Event event) {
                    display.removeListener(SWT.PreExternalEventDispatch, this);
                    atRest.countDown();
                  }
                }));
    atRest.await();
  }

  Desk desk() {
    return ask(() -> PlatformUI.getWorkbench().getService(Desk.class));
  }

  IWorkbenchWindow window() {
    return ask(() -> PlatformUI.getWorkbench().getWorkbenchWindows()[0]);
  }

  /** Gives a command, by its name behind {@code org.keywright.workbench.}; dialogs may open. */
  void command(String name) throws InterruptedException {
    command(name, Map.of());
  }

  /** Gives such a command with its parameters. */
  void command(String name, Map<String, String> parameters) throws InterruptedException {
    run(FAMILY + "." + name, parameters);
    settle();
  }

  private void run(String command, Map<String, String> parameters) {
    display.asyncExec(
        () -> {
          try {
            var workbench = PlatformUI.getWorkbench();
            var given = workbench.getService(ICommandService.class).getCommand(command);
            workbench
                .getService(IHandlerService.class)
                .executeCommand(ParameterizedCommand.generateCommand(given, parameters), null);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Gives one of the platform's commands of the menu Edit. */
  void edit(String name) throws InterruptedException {
    platform("org.eclipse.ui.edit." + name);
  }

  /** Gives one of the platform's commands of the menu File. */
  void file(String name) throws InterruptedException {
    platform("org.eclipse.ui.file." + name);
  }

  /** Gives a command of the platform. */
  void platform(String command) throws InterruptedException {
    run(command, Map.of());
    settle();
  }

  /** Shows a view in front. */
  void view(String name) throws InterruptedException {
    ask(() -> window().getActivePage().showView(FAMILY + ".view." + name));
    settle();
  }

  /** Goes to a perspective, with the layout that it has at first. */
  void perspective(String name) throws InterruptedException {
    ask(
        () -> {
          PlatformUI.getWorkbench().showPerspective(FAMILY + ".perspective." + name, window());
          window().getActivePage().resetPerspective();
          return true;
        });
    settle();
  }

  /**
   * Waits until something is shown. It is looked at whenever the window's thread has done all that
   * there was to do.
   *
   * @return how long it took
   * @throws AssertionError if it is not shown for a long time
   */
  Duration await(String what, BooleanSupplier shown) throws InterruptedException {
    long began = System.nanoTime();
    var seen = new CountDownLatch(1);
    Listener look =
        event -> {
          if (shown.getAsBoolean()) {
            seen.countDown();
          }
        };
    act(() -> display.addListener(SWT.PreExternalEventDispatch, look));
    try {
      if (!seen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("never shown: " + what);
      }
      return Duration.ofNanos(System.nanoTime() - began);
    } finally {
      act(() -> display.removeListener(SWT.PreExternalEventDispatch, look));
    }
  }

  /** All visible widgets of a kind for which something holds, in the front window first. */
  <T extends Control> List<T> all(Class<T> kind, Predicate<T> which) {
    return ask(
        () -> {
          var found = new ArrayList<T>();
          Shell active = display.getActiveShell();
          if (active != null) {
            collect(active, kind, which, found);
          }
          for (Shell shell : display.getShells()) {
            if (!shell.equals(active)) {
              collect(shell, kind, which, found);
            }
          }
          return found;
        });
  }

  private static <T extends Control> void collect(
      Composite parent, Class<T> kind, Predicate<T> which, List<T> found) {
    for (Control child : parent.getChildren()) {
      if (kind.isInstance(child) && child.isVisible() && which.test(kind.cast(child))) {
        found.add(kind.cast(child));
      }
      if (child instanceof Composite composite) {
        collect(composite, kind, which, found);
      }
    }
  }

  <T extends Control> T one(Class<T> kind, Predicate<T> which) {
    List<T> found = all(kind, which);
    if (found.isEmpty()) {
      throw new AssertionError("no such " + kind.getSimpleName() + " is shown");
    }
    return found.getFirst();
  }

  /** Types into the field behind a label, or with this hint in it. */
  void type(String label, String words) throws InterruptedException {
    act(() -> field(label).setText(words));
    settle();
  }

  /** The field behind a label, or with this hint in it. */
  Text field(String label) {
    return ask(
        () ->
            all(Text.class, field -> label.equals(field.getMessage())).stream()
                .findFirst()
                .orElseGet(() -> behind(label, Text.class)));
  }

  /** Types into the masked fields that are shown, in their order. */
  void masked(String... words) throws InterruptedException {
    List<Text> fields = all(Text.class, Screen::masked);
    act(
        () -> {
          for (int i = 0; i < words.length; i++) {
            fields.get(i).setText(words[i]);
          }
        });
    settle();
  }

  private <T extends Control> T behind(String label, Class<T> kind) {
    Label before = one(Label.class, each -> each.getText().equals(label));
    Control[] siblings = before.getParent().getChildren();
    for (int i = 0; i < siblings.length - 1; i++) {
      if (siblings[i].equals(before) && kind.isInstance(siblings[i + 1])) {
        return kind.cast(siblings[i + 1]);
      }
    }
    throw new AssertionError("no field is behind " + label);
  }

  /** Chooses the first value behind a label that begins so. */
  void choose(String label, String words) throws InterruptedException {
    act(
        () -> {
          Combo choice = behind(label, Combo.class);
          for (int i = choice.getItemCount() - 1; i >= 0; i--) {
            if (choice.getItem(i).startsWith(words)) {
              choice.select(i);
            }
          }
          choice.notifyListeners(SWT.Selection, new Event());
        });
    settle();
  }

  /** Presses a button, and waits for what comes of it. */
  void press(String words) throws InterruptedException {
    act(
        () -> {
          Button button =
              one(
                  Button.class,
                  each -> each.getText().replace("&", "").startsWith(words) && each.isEnabled());
          if ((button.getStyle() & (SWT.CHECK | SWT.TOGGLE)) != 0) {
            button.setSelection(!button.getSelection());
          } else if ((button.getStyle() & SWT.RADIO) != 0) {
            for (Control other : button.getParent().getChildren()) {
              if (other instanceof Button radio && (radio.getStyle() & SWT.RADIO) != 0) {
                radio.setSelection(radio.equals(button));
              }
            }
          }
          button.setFocus();
          display.asyncExec(
              () -> {
                if (!button.isDisposed()) {
                  button.notifyListeners(SWT.Selection, new Event());
                }
              });
        });
    settle();
  }

  /** What stands in the title of the window. */
  String title() {
    return ask(() -> window().getShell().getText());
  }

  /** Follows a link, by words in it. */
  void follow(String words) throws InterruptedException {
    Link link = one(Link.class, each -> each.getText().contains(words));
    display.asyncExec(() -> link.notifyListeners(SWT.Selection, new Event()));
    settle();
  }

  /** Chooses from the menu of a table's right button. */
  void menu(Table table, String words) throws InterruptedException {
    act(
        () -> {
          table.getMenu().notifyListeners(SWT.Show, new Event());
          for (MenuItem item : table.getMenu().getItems()) {
            if (item.getText().startsWith(words) && item.isEnabled()) {
              display.asyncExec(() -> item.notifyListeners(SWT.Selection, new Event()));
              return;
            }
          }
          throw new AssertionError("nothing in the menu begins with " + words);
        });
    settle();
  }

  /** Whether such words are shown, in a label or in a text. */
  boolean shows(String words) {
    return !all(Label.class, label -> label.getText().contains(words)).isEmpty()
        || !all(CLabel.class, label -> label.getText().contains(words)).isEmpty()
        || !all(Text.class, text -> !masked(text) && text.getText().contains(words)).isEmpty();
  }

  private static boolean masked(Text text) {
    return (text.getStyle() & SWT.PASSWORD) != 0;
  }

  /** Tries to copy and cut from each masked field, and returns what the clipboard has then. */
  String copiedFromMaskedFields(String before) throws InterruptedException {
    List<Text> fields = all(Text.class, Screen::masked);
    var clipboard = ask(() -> new Clipboard(display));
    act(
        () ->
            clipboard.setContents(
                new Object[] {before}, new Transfer[] {TextTransfer.getInstance()}));
    for (Text field : fields) {
      act(
          () -> {
            field.selectAll();
            field.copy();
            field.cut();
          });
    }
    settle();
    String after = ask(() -> String.valueOf(clipboard.getContents(TextTransfer.getInstance())));
    act(clipboard::dispose);
    return fields.size() + " fields: " + after;
  }

  /** Leaves a picture of the windows that are shown among what the build made. */
  void picture(String name) throws InterruptedException {
    settle();
    painted();
    settle();
    act(
        () -> {
          var bounds = display.getPrimaryMonitor().getBounds();
          var image = new Image(display, bounds.width, bounds.height);
          var gc = new GC(display);
          gc.copyArea(image, 0, 0);
          gc.dispose();
          var loader = new ImageLoader();
          loader.data = new ImageData[] {trimmed(image.getImageData())};
          loader.save(pictures.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
          image.dispose();
        });
  }

  /** A picture without what is empty right of the windows and below them. */
  private static ImageData trimmed(ImageData all) {
    int width = all.width;
    while (width > 1 && IntStream.range(0, all.height).allMatch(empty(all, width - 1))) {
      width--;
    }
    int right = width;
    int height = all.height;
    while (height > 1 && IntStream.range(0, right).allMatch(emptyRow(all, height - 1))) {
      height--;
    }
    var trimmed = new ImageData(width, height, all.depth, all.palette);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      all.getPixels(0, y, width, row, 0);
      trimmed.setPixels(0, y, width, row, 0);
    }
    return trimmed;
  }

  private static IntPredicate empty(ImageData all, int x) {
    return y -> all.palette.getRGB(all.getPixel(x, y)).equals(BEHIND);
  }

  private static IntPredicate emptyRow(ImageData all, int y) {
    return x -> empty(all, x).test(y);
  }

  /** Waits until the windows were painted once more: what changed last comes with a frame. */
  private void painted() throws InterruptedException {
    List<Shell> shown = ask(() -> Stream.of(display.getShells()).filter(Shell::isVisible).toList());
    var frames = new CountDownLatch(shown.size());
    for (Shell shell : shown) {
      act(
          () -> {
            shell.addListener(
                SWT.Paint,
                new Listener() {
                  @Override
                  public void handleEvent(Event event) {
                    shell.removeListener(SWT.Paint, this);
                    frames.countDown();
                  }
                });
            var size = shell.getSize();
            shell.redraw(0, 0, size.x, size.y, true);
          });
    }
    // A window that is behind others may have nothing to paint.
    frames.await(1, TimeUnit.SECONDS);
  }

  void close() throws InterruptedException {
    endAll();
    display.asyncExec(() -> PlatformUI.getWorkbench().close());
    thread.join();
    Job.getJobManager().removeJobChangeListener(counting);
    Platform.removeLogListener(listening);
  }
}
