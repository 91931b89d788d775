// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/** Takes work off the thread of the window, and brings results back to it. */
public final class Background {
  /** By this family whoever waits for such work finds it. */
  public static final String FAMILY = "org.keywright.workbench";

  private Background() {}

  /** Reads something that is shown a moment later; nothing happens if the control is gone then. */
  public static <T> void read(
      Control owner, Callable<T> work, Consumer<T> show, Consumer<Exception> failed) {
    start(owner, new Sort(FAMILY, true, () -> {}), work, show, failed);
  }

  /** Does something that people see in the list of what is at work. */
  public static <T> void act(
      Control owner, String title, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
    start(owner, new Sort(title, false, () -> {}), work, done, failed);
  }

  /** Does such a thing that people can stop there. */
  public static <T> void act(
      Control owner,
      String title,
      Runnable stop,
      Callable<T> work,
      Consumer<T> done,
      Consumer<Exception> failed) {
    start(owner, new Sort(title, false, stop), work, done, failed);
  }

  /**
   * How work shows.
   *
   * @param title what it is called
   * @param quiet whether people do not see it
   * @param stop what is done when somebody stops it
   */
  private record Sort(String title, boolean quiet, Runnable stop) {}

  private static <T> void start(
      Control owner, Sort sort, Callable<T> work, Consumer<T> show, Consumer<Exception> failed) {
    Display display = owner.getDisplay();
    schedule(
        sort,
        () -> {
          try {
            T result = work.call();
            later(display, owner, () -> show.accept(result));
          } catch (Exception e) {
            later(display, owner, () -> failed.accept(e));
          }
        });
  }

  private static void schedule(Sort sort, Runnable work) {
    var job =
        new Job(sort.title()) {
          @Override
          protected IStatus run(IProgressMonitor monitor) {
            work.run();
            return Status.OK_STATUS;
          }

          @Override
          protected void canceling() {
            sort.stop().run();
          }

          @Override
          public boolean belongsTo(Object family) {
            return FAMILY.equals(family);
          }
        };
    job.setSystem(sort.quiet());
    job.schedule();
  }

  private static void later(Display display, Control owner, Runnable then) {
    if (!display.isDisposed()) {
      display.asyncExec(
          () -> {
            if (!owner.isDisposed()) {
              then.run();
            }
          });
    }
  }

  /** Runs what reads for a table. */
  public static Executor reading() {
    return work -> schedule(new Sort(FAMILY, true, () -> {}), work);
  }

  /** Runs what shows in a control, as long as it is there. */
  public static Executor window(Control owner) {
    Display display = owner.getDisplay();
    return work -> later(display, owner, work);
  }
}
