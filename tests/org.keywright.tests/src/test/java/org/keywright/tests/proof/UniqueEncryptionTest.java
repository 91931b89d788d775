// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.sim.SimulatedUnit;

/** No encryption of a key is ever like another, and the challenges behind it are random. */
class UniqueEncryptionTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final int LOADS = 100_000;
  private static final int MODULES = 10_000;

  /** The deviation that a fair coin exceeds once in 10^9 trials, on both sides together. */
  private static final double ONCE_IN_10_9 = 6.11;

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, 1);

  @Test
  void aHundredThousandEncryptionsOfOneKeyForOneModuleAllDiffer() throws Exception {
    var ei = fleet.ei("ei", FUEL, transportKey, 1);
    var wraps = new HashSet<Bytes>(2 * LOADS);
    Set<Bytes> wholes = new HashSet<>(2 * LOADS);
    var coin = new Coin();

    for (int i = 0; i < LOADS; i++) {
      byte[] message = TestFleet.message(as, ei, 1, 1);
      var decoded = LoadMessage.decode(message);
      wraps.add(decoded.wrap());
      wholes.add(Bytes.of(Arrays.copyOf(RunKeys.sha256(message), 16)));
      coin.toss(decoded.challenge().toArray());
      coin.toss(decoded.answer().toArray());
    }
    assertThat(wraps).hasSize(LOADS);
    assertThat(wholes).hasSize(LOADS);
    assertThat(Math.abs(coin.monobit())).as("zeros and ones").isLessThan(ONCE_IN_10_9);
    assertThat(Math.abs(coin.runs())).as("runs").isLessThan(ONCE_IN_10_9);
  }

  @Test
  void encryptionsForTenThousandModulesAllDiffer() throws Exception {
    var wraps = new HashSet<Bytes>(2 * MODULES);
    byte[] r = fleet.crypto.keys.random(16);

    for (int i = 0; i < MODULES; i++) {
      byte[] request =
          new ExportRequest(
                  1,
                  Bytes.of((byte) 1),
                  SerialNumber.parse("SN-%05d".formatted(i)),
                  FUEL,
                  1,
                  1,
                  1,
                  Bytes.of(r))
              .encode();
      var answer = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request);
      wraps.add(LoadMessage.decode(answer.data()).wrap());
    }
    assertThat(wraps).hasSize(MODULES);
  }

  @Test
  void theBitTestsFindABiasedOrAStickySource() {
    var biased = new Coin();
    var sticky = new Coin();
    var fair = new Coin();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = fleet.crypto.keys.random(16);
      fair.toss(bytes);
      byte[] more = bytes.clone();
      more[0] |= 1;
      biased.toss(more);
      byte[] again = bytes.clone();
      again[9] = again[8];
      again[8] = (byte) (again[8] >> 7);
      sticky.toss(again);
    }
    assertThat(Math.abs(fair.monobit())).isLessThan(ONCE_IN_10_9);
    assertThat(Math.abs(biased.monobit())).isGreaterThan(ONCE_IN_10_9);
    assertThat(Math.abs(sticky.runs())).isGreaterThan(ONCE_IN_10_9);
  }

  /** The frequency and the runs test of NIST SP 800-22, clauses 2.1 and 2.3, as deviations. */
  private static final class Coin {
    private long bits;
    private long ones;
    private long changes;
    private int last = -1;

    void toss(byte[] bytes) {
      for (byte b : bytes) {
        int value = b & 0xFF;
        bits += 8;
        ones += Integer.bitCount(value);
        changes += Integer.bitCount((value ^ value >> 1) & 0x7F);
        if (last >= 0) {
          changes += last ^ value >> 7;
        }
        last = value & 1;
      }
    }

    double monobit() {
      return (2.0 * ones - bits) / Math.sqrt(bits);
    }

    double runs() {
      double share = (double) ones / bits;
      double even = 2 * share * (1 - share);
      return (changes + 1 - bits * even) / (Math.sqrt(bits) * even);
    }
  }
}
