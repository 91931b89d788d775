// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.tests.proof.FrameMutator;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Two hundred thousand frames of noise, and of a recorded run bent, spliced and chained: a module
 * answers each with a status word, and stays what it was.
 */
class RandomFramesTest {
  private static final int FRAMES = 100_000;

  private final Bureau bureau = new Bureau();

  @Test
  void aModuleInOperationTakesNothingOfIt() throws Exception {
    var recorded = recorded("noise-1");
    var module = bureau.module("noise-2");
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    byte[] certificate = certificate(module);
    assertThat(answered(module, recorded, 11)).isGreaterThan(5);
    assertThat(Bureau.status(module).state()).isIn(LifeCycle.OPERATIONAL, LifeCycle.PERSONALIZING);
    module.powerCycle();
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThat(certificate(module)).isEqualTo(certificate);
  }

  @Test
  void aVirginModuleBecomesNothingByIt() throws Exception {
    var recorded = recorded("noise-3");
    var module = bureau.virgin("noise-4", Optional.empty());
    assertThat(answered(module, recorded, 12)).isGreaterThan(3);
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.VIRGIN);
    assertThat(module.commits()).isLessThanOrEqualTo(1);
  }

  private List<byte[]> recorded(String name) throws Exception {
    var frames = new ArrayList<byte[]>();
    bureau.personalize(bureau.unit, Bureau.link(bureau.module(name), frames));
    var commands = new ArrayList<byte[]>();
    for (int i = 0; i < frames.size(); i += 2) {
      commands.add(frames.get(i));
    }
    for (String plain :
        List.of(
            "8040000000",
            "80CA000200",
            "80840000",
            "803E000000",
            "80470000",
            "804A0000",
            "80160000128102000185086162636465666768",
            "8030010000")) {
      commands.add(HexFormat.of().parseHex(plain));
    }
    return commands;
  }

  private static byte[] certificate(SimulatedModule module) {
    return Bureau.ok(Bureau.send(module, new CommandApdu(0x80, 0xCA, 0, 2, new byte[0], 0x10000)));
  }

  /** Returns how many different status words there were. */
  private static long answered(SimulatedModule module, List<byte[]> valid, long seed)
      throws Exception {
    var mutator = new FrameMutator(seed, valid);
    var link = module.connect();
    var seen = new TreeSet<Integer>();
    for (int i = 0; i < FRAMES; i++) {
      byte[] answer = link.respond(mutator.next());
      int n = answer.length;
      assertThat(n).isGreaterThanOrEqualTo(2);
      int status = (answer[n - 2] & 0xFF) << 8 | (answer[n - 1] & 0xFF);
      assertThat(status >> 12).isIn(6, 9);
      assertThat(status).isNotEqualTo(0x6F00);
      seen.add(status >> 8 == 0x61 ? 0x6100 : status);
    }
    return seen.size();
  }
}
