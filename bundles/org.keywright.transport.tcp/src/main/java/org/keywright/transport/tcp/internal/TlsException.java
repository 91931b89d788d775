// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;

/** TLS did not come to be or has ended; the message is a sentence for people. */
final class TlsException extends IOException {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
