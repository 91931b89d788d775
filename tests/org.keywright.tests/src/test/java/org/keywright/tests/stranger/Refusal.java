// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

/** Ends a command of the stranger's unit with a status word. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status) {
    super("%04X".formatted(status), null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  static void unless(boolean holds, int status) {
    if (!holds) {
      throw new Refusal(status);
    }
  }
}
