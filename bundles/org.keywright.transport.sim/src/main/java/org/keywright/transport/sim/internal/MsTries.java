// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.time.Instant;
import java.time.InstantSource;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.PairingCodes;

/** The tries that a removable module leaves for a code, and how long it makes one wait. */
final class MsTries {
  private final NonVolatile<MsMemory> memory;
  private final InstantSource clock;
  private Instant codesFrom = Instant.MIN;

  MsTries(NonVolatile<MsMemory> memory, InstantSource clock) {
    this.memory = memory;
    this.clock = clock;
    waitIfAnyIsMissing();
  }

  /** Refuses a code that comes when no try is left, or too early. */
  void requireOne() throws Refusal {
    if (memory.current().counters().tries() == 0) {
      throw new Refusal(0x6983);
    }
    if (clock.instant().isBefore(codesFrom)) {
      throw new Refusal(0x6985);
    }
  }

  /** Counted and durable before the code is looked at: a power cut gives no try back. */
  void takeOne() throws Refusal {
    var now = memory.current();
    memory.commit(now.with(now.counters().withTries(now.counters().tries() - 1)));
  }

  /** What a wrong code is answered, for which a try was taken. */
  Refusal wrongCode() {
    waitIfAnyIsMissing();
    int left = memory.current().counters().tries();
    return new Refusal(left == 0 ? 0x6983 : 0x63C0 | left);
  }

  /** As long as tries are missing, a code has to wait after each wrong one and each power-up. */
  void waitIfAnyIsMissing() {
    var now = memory.current();
    codesFrom =
        now.counters().tries() == PairingCodes.TRIES
            ? Instant.MIN
            : clock.instant().plusSeconds(now.policy().settings().backOff());
  }
}
