// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

/** Says what went wrong where a view only reads. */
public final class Failures {
  private Failures() {}

  /** In one line, for people. */
  public static String line(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\n\\s*", "; ");
  }
}
