// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.function.IntSupplier;

/**
 * How text may look where it goes.
 *
 * @param colours whether it may be coloured
 * @param width columns to fit into; asked for only when a line is wide
 */
record Style(boolean colours, IntSupplier width) {
  /** Plain text of any width: a file, a pipe. */
  static final Style PLAIN = new Style(false, () -> Integer.MAX_VALUE);

  String strong(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  String faint(String text) {
    return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  String caution(String text) {
    return colours ? "\u001b[33m" + text + "\u001b[0m" : text;
  }

  String error(String text) {
    return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
  }
}
