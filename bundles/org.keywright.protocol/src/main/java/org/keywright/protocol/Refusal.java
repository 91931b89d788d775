// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol;

import org.keywright.transport.StatusWord;

/** A unit's own refusal of a command, with the status word that it answers. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Makes a refusal with the status word's own meaning as its message. */
  public Refusal(int status) {
    this(status, new StatusWord(status).meaning());
  }

  /** Makes a refusal with words of its own, which hold no secret. */
  public Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** What the unit answers. */
  public StatusWord status() {
    return new StatusWord(status);
  }

  /**
   * The status word's meaning or words of its own; never null, unlike other exceptions' messages.
   */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
