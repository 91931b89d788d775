// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWTException;
import org.eclipse.ui.IWorkbenchWindow;
import org.osgi.service.prefs.BackingStoreException;

/** Light and dark. */
final class Themes {
  private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
  private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
  private static final System.Logger LOG = System.getLogger(Themes.class.getName());

  private Themes() {}

  /**
   * Shows all windows in the other one, now and from the next start on. The platform cannot change
   * rows of tables that are gone, and gives up then: it is the next start that shows it.
   */
  static void toggle(IWorkbenchWindow window) {
    IThemeEngine engine = window.getService(IThemeEngine.class);
    var active = engine.getActiveTheme();
    String wanted = active != null && active.getId().startsWith(DARK) ? LIGHT : DARK;
    keep(wanted);
    try {
      engine.setTheme(wanted, true);
    } catch (SWTException e) {
      LOG.log(System.Logger.Level.DEBUG, "the theme cannot be changed now", e);
      MessageDialog.openInformation(window.getShell(), text("app.name"), text("theme.later"));
    }
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
}
