// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;

class SpentChallengesTest {
  private final SpentChallenges spent = new SpentChallenges(1 << 10);
  private final Random random = new Random(7);

  private Bytes challenge() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  @Test
  void aChallengeCountsOnceForEachModule() {
    var challenge = challenge();
    assertThat(spent.spend(SerialNumber.parse("EI-1"), challenge)).isTrue();
    assertThat(spent.spend(SerialNumber.parse("EI-1"), challenge)).isFalse();
    assertThat(spent.spend(SerialNumber.parse("EI-2"), challenge)).isTrue();
  }

  @Test
  void aFreshChallengeIsNeverTakenForAnOldOne() {
    var serial = SerialNumber.parse("EI-1");
    for (int i = 0; i < 100_000; i++) {
      assertThat(spent.spend(serial, challenge())).isTrue();
    }
  }
}
