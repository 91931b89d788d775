// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;

/**
 * Something that somebody should look into.
 *
 * @param kind what it is
 * @param subject what it is about: a key, a module, a plug-in, a request
 * @param words what is the matter, in one line
 * @param remedy what can be done about it at once
 * @param keySet the key set to be looked at, if it is about one
 * @param device the device to be looked at, if it is about one
 */
public record Problem(
    Kind kind,
    String subject,
    String words,
    Optional<Remedy> remedy,
    Optional<String> keySet,
    Optional<String> device) {
  /** What a problem is; the worst first. */
  public enum Kind {
    /** A load was begun, and what the module holds is not known. */
    DEVICE_IN_DOUBT,
    /** A key has run out. */
    KEY_EXPIRED,
    /** A certificate or a revocation list has run out. */
    CERTIFICATE_EXPIRED,
    /** The receiver of the log takes nothing. */
    LOG_WAITING,
    /** A transport or a plug-in failed. */
    FAULTY_PLUGIN,
    /** A plug-in does not run. */
    IDLE_PLUGIN,
    /** An act was asked for and has to be approved. */
    REQUEST_WAITING,
    /** A key runs out soon. */
    KEY_EXPIRING,
    /** A certificate or a revocation list runs out soon. */
    CERTIFICATE_EXPIRING
  }

  /**
   * A quick action.
   *
   * @param title what stands on its button
   * @param statement what is done
   */
  public record Remedy(String title, Statement statement) {
    /** The act that it is, by its name in the log, which is the command's. */
    public String act() {
      return statement.words().getFirst();
    }
  }
}
