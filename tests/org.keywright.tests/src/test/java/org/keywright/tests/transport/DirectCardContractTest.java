// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import org.keywright.transport.pcsc.internal.PcscTransport;

/** The contract of transports for cards, straight through the platform's library. */
class DirectCardContractTest extends CardContract {
  DirectCardContractTest() {
    super(PcscTransport.with(LIMITS));
  }
}
