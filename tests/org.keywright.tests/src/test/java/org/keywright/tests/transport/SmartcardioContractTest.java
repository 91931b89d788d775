// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.internal.PcscTransport;

/**
 * The contract of transports for cards, by way of {@code javax.smartcardio}; it runs in a process
 * of its own, because the JDK's provider does not bear that another test restarted the service.
 */
class SmartcardioContractTest extends CardContract {
  SmartcardioContractTest() {
    super(PcscTransport.bySmartcardio(LIMITS));
  }

  @Test
  void anAnswerThatIsTooLongForItEndsTheLinkInClearWords() throws Exception {
    flood();
    try (var link = provider().open(answering())) {
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(command()))
          .withMessage(
              answering()
                  + ": link lost: the answer is longer than javax.smartcardio can take, 8,190"
                  + " bytes");
    }
  }
}
