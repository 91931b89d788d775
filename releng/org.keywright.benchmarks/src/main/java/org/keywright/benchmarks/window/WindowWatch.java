// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks.window;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Says on standard output, in a line of its own, when the window of a workbench can be used: it was
 * painted, its thread waits for somebody, and nothing is at work in the background. Then it does
 * what it is told by lines of standard input, and says the same after each.
 */
public final class WindowWatch implements BundleActivator {
  /** What it says. */
  public static final String READY = "window: ready";

  /** Tells it to close the workbench. */
  public static final String CLOSE = "close";

  private static final int LOOK_AGAIN = 10;

  /** Made by the framework. */
  public WindowWatch() {
    // the framework's way to make an activator
  }

  @Override
  public void start(BundleContext context) {
    Thread.ofVirtual().start(WindowWatch::watch);
  }

  @Override
  public void stop(BundleContext context) {
    // it ends with the framework
  }

  private static void watch() {
    try {
      while (!PlatformUI.isWorkbenchRunning()) {
        Thread.sleep(LOOK_AGAIN);
      }
      Display display = PlatformUI.getWorkbench().getDisplay();
      display.asyncExec(() -> tellWhenReady(display));
      obey(display);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalStateException e) {
      System.out.println("window: " + e.getMessage());
    }
  }

  /** A window that was painted already is painted once more. */
  private static void tellWhenReady(Display display) {
    IWorkbenchWindow[] windows = PlatformUI.getWorkbench().getWorkbenchWindows();
    if (PlatformUI.getWorkbench().isStarting() || windows.length == 0) {
      display.timerExec(LOOK_AGAIN, () -> tellWhenReady(display));
      return;
    }
    var watch =
        new Listener() {
          private boolean painted;

          @Override
          public void handleEvent(Event event) {
            if (event.type == SWT.Paint) {
              painted = true;
              return;
            }
            if (painted && Job.getJobManager().isIdle()) {
              display.removeFilter(SWT.Paint, this);
              display.removeListener(SWT.PreExternalEventDispatch, this);
              System.out.println(READY);
            } else {
              // Nothing else may wake the thread when the last work in the background has ended.
              display.timerExec(LOOK_AGAIN, () -> {});
            }
          }
        };
    display.addFilter(SWT.Paint, watch);
    display.addListener(SWT.PreExternalEventDispatch, watch);
    windows[0].getShell().redraw();
  }

  private static void obey(Display display) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 3);
        if (words[0].equals(CLOSE)) {
          display.asyncExec(() -> PlatformUI.getWorkbench().close());
        } else {
          DeviceTour.show(display, words[1], words[2]);
          display.asyncExec(() -> tellWhenReady(display));
        }
      }
    }
  }
}
