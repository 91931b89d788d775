// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Color;

/** Colours by what they mean; a theme may have its own. */
public final class Colours {
  private Colours() {}

  /** Of what went wrong. */
  public static Color fault() {
    return named("org.keywright.workbench.colour.fault");
  }

  /** Of what is less important. */
  public static Color faint() {
    return named("org.keywright.workbench.colour.faint");
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
