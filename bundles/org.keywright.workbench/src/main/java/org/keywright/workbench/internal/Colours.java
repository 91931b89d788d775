// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.graphics.Color;

/** Colours by what they mean; a theme may have its own. */
final class Colours {
  private Colours() {}

  /** Of what went wrong. */
  static Color fault() {
    return named("org.keywright.workbench.colour.fault");
  }

  /** Of what is less important. */
  static Color faint() {
    return named("org.keywright.workbench.colour.faint");
  }

  /** Of what is as it has to be. */
  static Color good() {
    return named("org.keywright.workbench.colour.good");
  }

  private static Color named(String name) {
    return JFaceResources.getColorRegistry().get(name);
  }
}
