// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import org.keywright.crypto.KeyException;

/** A certificate, a chain, a request or a revocation list was refused; the message says which. */
public final class ChainException extends KeyException {
  private static final long serialVersionUID = 1L;

  private final ChainFault fault;

  /** Makes an exception about what {@code what} names. */
  public ChainException(ChainFault fault, String what) {
    super(what + " " + fault.words());
    this.fault = fault;
  }

  /** Makes an exception about what {@code what} names, with what is to be known beside. */
  public ChainException(ChainFault fault, String what, String detail) {
    super(what + " " + fault.words() + ": " + detail);
    this.fault = fault;
  }

  /** The cause. */
  public ChainFault fault() {
    return fault;
  }
}
