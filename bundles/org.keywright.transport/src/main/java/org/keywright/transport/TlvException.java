// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/** Data that are not the BER-TLV that was expected; the message names the tag and the fault. */
public final class TlvException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says which tag is at fault and how. */
  public TlvException(String message) {
    super(message);
  }

  /** Which tag is at fault and how; never null, unlike other exceptions' messages. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
