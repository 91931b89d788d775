// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PC/SC service refuses or fails; the message says what happened, not where. */
final class PcscException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable PcscError error;

  PcscException(PcscError error, @Nullable Throwable cause) {
    super(error.words(), cause);
    this.error = error;
  }

  PcscException(PcscError error, String further, @Nullable Throwable cause) {
    super(error.words() + further, cause);
    this.error = error;
  }

  PcscException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.error = null;
  }

  /** What the service called it, if the service said it. */
  Optional<PcscError> error() {
    return Optional.ofNullable(error);
  }

  /** Whether the service is not there, or not any more. */
  boolean noService() {
    return error != null && error.noService();
  }
}
