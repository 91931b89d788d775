// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IWorkbenchWindow;
import org.osgi.service.prefs.BackingStoreException;

/** Light and dark. */
final class Themes {
  private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
  private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
  private static final String GTK = "gtk";
  private static final System.Logger LOG = System.getLogger(Themes.class.getName());

  /** So many milliseconds the platform has for taking on other colours. */
  private static final int PATIENCE = 500;

  /** After so many milliseconds nothing of the change is to come any more. */
  private static final int LONGEST = 20_000;

  /** By this name a display has the rows of tables that were styled. */
  private static final String ROWS = "org.keywright.workbench.rows";

  private Themes() {}

  /**
   * Remembers which rows of tables the platform styles on a display. Some of them outlive their
   * tables, or their place in them, for the platform, which stumbles over them when the theme
   * changes.
   */
  static void prepare(Display display) {
    Set<TableItem> rows = Collections.newSetFromMap(new WeakHashMap<>());
    display.setData(ROWS, rows);
    display.addListener(
        SWT.Skin,
        event -> {
          if (event.widget instanceof TableItem row) {
            rows.add(row);
          }
        });
  }

  /** A table that empties itself may forget a row without disposing of it. */
  private static boolean isGone(TableItem row) {
    return row.getParent().isDisposed() || row.getParent().indexOf(row) < 0;
  }

  /** Tells the platform of rows that are in no table any more that they are gone. */
  private static void letGo(Display display) {
    if (display.getData(ROWS) instanceof Set<?> rows) {
      for (Object each : new ArrayList<>(rows)) {
        if (each instanceof TableItem row && !row.isDisposed() && isGone(row)) {
          row.notifyListeners(SWT.Dispose, new Event());
        }
      }
    }
  }

  /**
   * Shows all windows in the other one, now and from the next start on. Should the platform give
   * up, it is the next start that shows it.
   */
  static void toggle(IWorkbenchWindow window) {
    IThemeEngine engine = window.getService(IThemeEngine.class);
    String wanted = dark(window) ? LIGHT : DARK;
    keep(wanted);
    Runnable change = () -> change(window, engine, wanted);
    if (SWT.getPlatform().equals(GTK)) {
      afterThePlatform(window, engine, wanted, change);
    } else {
      change.run();
    }
  }

  private static void change(IWorkbenchWindow window, IThemeEngine engine, String wanted) {
    letGo(window.getShell().getDisplay());
    try {
      engine.setTheme(wanted, true);
    } catch (SWTException e) {
      LOG.log(System.Logger.Level.DEBUG, "the theme cannot be changed now", e);
      MessageDialog.openInformation(window.getShell(), text("app.name"), text("theme.later"));
    }
  }

  /**
   * Tells the platform of the theme that is to come, and changes it when the platform has the
   * colours for it. GTK takes them on only when it hears of the theme, and what the engine had made
   * plain before that would have kept the old ones.
   */
  private static void afterThePlatform(
      IWorkbenchWindow window, IThemeEngine engine, String wanted, Runnable change) {
    Display display = window.getShell().getDisplay();
    var colours = new GtkColours(window, engine, change);
    display.addListener(SWT.Settings, colours);
    // The platform may have had these colours already, and then says nothing.
    display.timerExec(PATIENCE, colours::change);
    display.timerExec(LONGEST, () -> display.removeListener(SWT.Settings, colours));
    engine.getThemes().stream()
        .filter(theme -> theme.getId().equals(wanted))
        .findFirst()
        .ifPresent(
            theme ->
                window
                    .getService(IEventBroker.class)
                    .send(
                        IThemeEngine.Events.THEME_CHANGED,
                        Map.of(
                            IThemeEngine.Events.THEME,
                            theme,
                            IThemeEngine.Events.DEVICE,
                            display,
                            IThemeEngine.Events.THEME_ENGINE,
                            engine,
                            IThemeEngine.Events.RESTORE,
                            false)));
  }

  /**
   * Has the lists of a window that opens dark take on the platform's colours of what is chosen once
   * it has them: GTK hears of the theme when these lists are made already.
   */
  static void settle(IWorkbenchWindow window) {
    if (SWT.getPlatform().equals(GTK) && dark(window)) {
      IThemeEngine engine = window.getService(IThemeEngine.class);
      Shell shell = window.getShell();
      Display display = shell.getDisplay();
      Listener settled = event -> display.asyncExec(() -> settle(engine, shell));
      display.addListener(SWT.Settings, settled);
      display.timerExec(LONGEST, () -> display.removeListener(SWT.Settings, settled));
    }
  }

  private static void settle(IThemeEngine engine, Shell shell) {
    if (!shell.isDisposed()) {
      each(
          shell,
          control -> {
            if (control instanceof Table || control instanceof Tree) {
              GtkColours.plain(control);
              engine.applyStyles(control, false);
            }
          });
    }
  }

  /** Does something with a control and all within it. */
  private static void each(Control control, Consumer<Control> does) {
    does.accept(control);
    if (control instanceof Composite composite) {
      for (Control child : composite.getChildren()) {
        each(child, does);
      }
    }
  }

  /** Whether windows are dark now. */
  static boolean dark(IWorkbenchWindow window) {
    var active = window.getService(IThemeEngine.class).getActiveTheme();
    return active != null && active.getId().startsWith(DARK);
  }

  private static void keep(String theme) {
    var preferences = InstanceScope.INSTANCE.getNode("org.eclipse.e4.ui.css.swt.theme");
    preferences.put("themeid", theme);
    try {
      preferences.flush();
    } catch (BackingStoreException e) {
      LOG.log(System.Logger.Level.WARNING, "the theme is not kept", e);
    }
  }

  /**
   * Changes the theme when the platform has the colours for it, and once more if they come late.
   */
  private static final class GtkColours implements Listener {
    private final IWorkbenchWindow window;
    private final IThemeEngine engine;
    private final Runnable change;
    private boolean changed;

    GtkColours(IWorkbenchWindow window, IThemeEngine engine, Runnable change) {
      this.window = window;
      this.engine = engine;
      this.change = change;
    }

    @Override
    public void handleEvent(Event event) {
      event.display.asyncExec(changed ? this::again : this::change);
    }

    private void change() {
      if (!changed && !window.getShell().isDisposed()) {
        changed = true;
        change.run();
      }
    }

    /** What the engine had made plain has the old colours still. */
    private void again() {
      for (Shell shell : window.getShell().getDisplay().getShells()) {
        each(shell, GtkColours::plain);
        engine.applyStyles(shell, true);
      }
    }

    private static void plain(Control control) {
      // A control that is plain takes no notice of being made so again, nor of a colour it has.
      Color other = control.getDisplay().getSystemColor(SWT.COLOR_MAGENTA);
      control.setForeground(other);
      control.setForeground(null);
      control.setBackground(other);
      control.setBackground(null);
      if (control instanceof Link link) {
        link.setLinkForeground(null);
      }
    }
  }
}
