// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.channel;

import java.io.IOException;
import java.util.Optional;
import org.keywright.crypto.pki.ChainFault;

/** A secure channel did not come to be; the message says why in one sentence. */
public final class HandshakeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final HandshakeFault fault;
  private final transient Optional<ChainFault> chainFault;

  /** Makes an exception for a failure other than a refused chain. */
  public HandshakeException(HandshakeFault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.chainFault = Optional.empty();
  }

  /** Makes an exception for a chain that was refused here. */
  public HandshakeException(ChainFault chainFault, String message, Throwable cause) {
    super(message, cause);
    this.fault = HandshakeFault.CERTIFICATE_REFUSED;
    this.chainFault = Optional.of(chainFault);
  }

  /** Why it failed. */
  public HandshakeFault fault() {
    return fault;
  }

  /** What was wrong with the chain that the other end showed, if that was it. */
  public Optional<ChainFault> chainFault() {
    return chainFault;
  }
}
