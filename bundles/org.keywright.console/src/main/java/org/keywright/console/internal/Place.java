// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.keywright.engine.download.LoadOrder;

/**
 * A place of a module.
 *
 * @param number REF2
 */
public record Place(int number) {
  /**
   * Reads a number, or {@code transport-key}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Place parse(String text) {
    return new Place(LoadOrder.parsePlace(text));
  }
}
