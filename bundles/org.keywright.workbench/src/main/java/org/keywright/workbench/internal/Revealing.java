// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

/** A view or editor that can show one of its rows by name. For the window's thread. */
@FunctionalInterface
public interface Revealing {
  /** Chooses it, as soon as it is there. */
  void reveal(String name);
}
