// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Somebody in the middle of the local link changes one bit of one command or answer, or says again
 * what was said before: nothing comes of it.
 */
class TamperTest {
  private final Bureau bureau = new Bureau();
  private final Random random = new Random(7);

  /** Changes one bit of one frame on its way. */
  private final class Bender implements Link {
    private final Link link;
    private final int frame;
    private final int position;
    private int at;

    Bender(Link link, int frame, int position) {
      this.link = link;
      this.frame = frame;
      this.position = position;
    }

    @Override
    public Atr atr() {
      return link.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      byte[] sent = bent(command);
      return bent(link.transceive(sent));
    }

    private byte[] bent(byte[] frameBytes) {
      if (at++ != frame) {
        return frameBytes;
      }
      byte[] changed = frameBytes.clone();
      changed[position % changed.length] ^= (byte) (1 << random.nextInt(8));
      return changed;
    }

    @Override
    public void close() {}
  }

  private boolean attempt(SimulatedModule module, Link link) {
    try {
      return bureau.personalize(bureau.unit, link).confirmed();
    } catch (LinkException | ModuleException | Refusal e) {
      return false;
    }
  }

  @Test
  void aBitOfEverySixteenthByteOfTheRunIsMissed() {
    var frames = new ArrayList<byte[]>();
    var first = bureau.module("bend");
    assertThat(attempt(first, Bureau.link(first, frames))).isTrue();
    int confirmed = 0;
    int tried = 0;
    // The user's act and its answer come before the link; frame 2 is the first of the channel.
    for (int frame = 2; frame < frames.size(); frame++) {
      int length = frames.get(frame).length;
      for (int position = random.nextInt(16); position < length; position += 16) {
        var module = bureau.module("bend-" + tried++);
        boolean done =
            attempt(module, new Bender(Bureau.link(module, new ArrayList<>()), frame, position));
        var state = Bureau.status(module).state();
        confirmed += done ? 1 : 0;
        boolean lengthByte = frame % 2 == 0 && (position < 7 || position >= length - 2);
        assertThat(done && !lengthByte)
            .as("frame %d, byte %d of %d was bent and nobody saw it", frame, position, length)
            .isFalse();
        boolean committed = frame >= frames.size() - 3;
        assertThat(state == LifeCycle.OPERATIONAL && !committed && !lengthByte)
            .as("frame %d, byte %d was bent and the module went on", frame, position)
            .isFalse();
        bureau.unit.open.clear();
      }
    }
    assertThat(tried).isGreaterThan(150);
    assertThat(confirmed).isLessThan(tried / 20);
  }

  @Test
  void aRecordedRunSaidAgainChangesNothing() throws Exception {
    var frames = new ArrayList<byte[]>();
    var module = bureau.module("again");
    assertThat(attempt(module, Bureau.link(module, frames))).isTrue();
    byte[] before = Bureau.status(module).encode();
    var link = module.connect();
    for (int i = 2; i < frames.size(); i += 2) {
      byte[] command = frames.get(i);
      assertThat(status(link.respond(command))).isIn("6985", "6988");
    }
    link.respond(frames.get(0));
    for (int i = 2; i < frames.size(); i += 2) {
      String status = status(link.respond(frames.get(i)));
      if (i > 2) {
        assertThat(status).as("command %d said again", i / 2).isIn("6985", "6988");
      }
    }
    var after = Bureau.status(module);
    assertThat(after.state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThat(after.order()).isEqualTo(ModuleStatus.decode(before).order());
  }

  private static String status(byte[] answer) {
    int n = answer.length;
    return "%02X%02X".formatted(answer[n - 2], answer[n - 1]);
  }
}
