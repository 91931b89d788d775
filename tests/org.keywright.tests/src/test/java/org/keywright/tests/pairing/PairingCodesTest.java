// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.tests.TestCrypto;

/** The codes of a hundred thousand modules are spread as chance would spread them (claim 6). */
class PairingCodesTest {
  private static final int MODULES = 100_000;

  /** Chi-square is normal with many degrees of freedom; so many deviations happen once in 10⁹. */
  private static final double DEVIATIONS = 6;

  @Test
  void codesAreSpreadAsTheyMustBe() throws Exception {
    var crypto = new TestCrypto();
    var suite = crypto.literal();
    var host = SerialNumber.parse("H");
    var rule = new CodeRule(CodeMode.PER_HOST_AND_PAIRING, 8);
    Key root = TestCrypto.aes("303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f");
    int[][] digits = new int[8][10];
    int[] starts = new int[1000];
    int[] ends = new int[1000];
    int[] attestations = new int[100];
    var seen = new HashMap<Integer, Integer>();
    for (int i = 0; i < MODULES; i++) {
      var module = SerialNumber.parse("MS-%08d".formatted(i));
      try (Key moduleKey = PairingKeys.moduleKey(suite, root, module);
          Key codeKey = PairingKeys.codeKey(suite, moduleKey, module);
          var code = PairingCodes.code(suite, codeKey, rule, module, host, 0)) {
        int number = code.expose(PairingCodesTest::number);
        seen.merge(number, 1, Integer::sum);
        starts[number / 100_000]++;
        ends[number % 1000]++;
        for (int at = 0, rest = number; at < 8; at++, rest /= 10) {
          digits[at][rest % 10]++;
        }
        String shown = PairingCodes.attestation(suite, codeKey, module, host, 0);
        attestations[Integer.parseInt(shown) / 100]++;
      }
    }
    for (int[] position : digits) {
      even(position);
    }
    even(starts);
    even(ends);
    even(attestations);
    // Of n(n-1)/2 pairs of modules one in 10⁸ has the same code: 50 are awaited.
    assertThat(MODULES - seen.size()).isBetween(15, 100);
  }

  private static int number(byte[] ascii) {
    int number = 0;
    for (byte digit : ascii) {
      number = 10 * number + digit - '0';
    }
    return number;
  }

  private static void even(int[] counts) {
    double expected = (double) MODULES / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    double freedom = counts.length - 1;
    double deviation = DEVIATIONS * Math.sqrt(2 * freedom);
    assertThat(sum).isBetween(Math.max(0, freedom - deviation), freedom + deviation);
  }
}
