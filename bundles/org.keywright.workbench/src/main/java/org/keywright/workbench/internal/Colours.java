// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.forms.widgets.FormToolkit;

/** Colours by what they mean; a theme may have its own. */
public final class Colours {
  /** By this name the style sheets know what kind of control one is. */
  private static final String STYLE = "org.eclipse.e4.ui.css.CssClassName";

  private Colours() {}

  /** Of what went wrong. */
  public static Color fault() {
    return named("org.keywright.workbench.colour.fault");
  }

  /** Of what is less important. */
  public static Color faint() {
    return named("org.keywright.workbench.colour.faint");
  }

  /** Shows words as less important, also when the theme changes: a colour alone would be lost. */
  public static void faint(Control words) {
    words.setForeground(faint());
    words.setData(STYLE, "faint");
  }

  /** Has a tree write its labels anew when the theme changes: they keep the colours they had. */
  static void follow(StructuredViewer tree) {
    IPropertyChangeListener written =
        event -> {
          if (event.getProperty().equals(JFacePreferences.QUALIFIER_COLOR)) {
            tree.refresh();
          }
        };
    var colours = JFaceResources.getColorRegistry();
    colours.addListener(written);
    tree.getControl().addListener(SWT.Dispose, event -> colours.removeListener(written));
  }

  /** Has widgets of a page made in the colours of now: its kit keeps those it was made under. */
  public static void renew(FormToolkit kit) {
    var colours = kit.getColors();
    colours.setForeground(colours.getDisplay().getSystemColor(SWT.COLOR_LIST_FOREGROUND));
    colours.setBackground(colours.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND));
  }

  /** Of what is as it has to be. */
  public static Color good() {
    return named("org.keywright.workbench.colour.good");
  }

  /** Of a ceremony on throw-away keys; of nothing else. */
  public static Color rehearsal() {
    return named("org.keywright.workbench.colour.rehearsal");
  }

  /** Of a ceremony that counts. */
  public static Color ceremony() {
    return named("org.keywright.workbench.colour.ceremony");
  }

  private static Color named(String name) {
    return JFaceResources.getColorRegistry().get(name);
  }
}
