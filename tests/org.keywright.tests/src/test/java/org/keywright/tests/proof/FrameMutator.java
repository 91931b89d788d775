// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.MalformedApduException;

/** Makes frames of valid commands: as they are, bent, chained, extended, or pure noise. */
public final class FrameMutator {
  private static final int[] CLASSES = {0x00, 0x10, 0x80, 0x84, 0x90, 0xC0, 0xFF};
  private static final int MOST = 3_000;

  private final Random random;
  private final List<byte[]> valid;
  private final Deque<byte[]> queue = new ArrayDeque<>();

  public FrameMutator(long seed, List<byte[]> valid) {
    this.random = new Random(seed);
    this.valid = valid;
  }

  /** The next frame. */
  public byte[] next() {
    if (queue.isEmpty()) {
      fill();
    }
    return queue.remove();
  }

  private void fill() {
    byte[] frame = any().clone();
    switch (random.nextInt(12)) {
      case 0 -> queue.add(frame);
      case 1 -> queue.add(noise(random.nextInt(40)));
      case 2 -> queue.add(noise(random.nextInt(random.nextInt(20) == 0 ? MOST : 300)));
      case 3 -> chain(frame);
      case 4 -> queue.add(extended(frame));
      case 5 -> chain(bent(frame));
      case 6 -> queue.add(extended(bent(frame)));
      default -> queue.add(bent(frame));
    }
  }

  private byte[] any() {
    return valid.get(random.nextInt(valid.size()));
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] bent(byte[] frame) {
    byte[] changed = frame;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      changed = bentOnce(changed);
    }
    return changed;
  }

  private byte[] bentOnce(byte[] frame) {
    int n = frame.length;
    if (n < 5) {
      return noise(5);
    }
    int at = random.nextInt(n);
    byte[] changed = frame.clone();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 3 -> changed[at] = (byte) random.nextInt(256);
      case 4 -> changed[0] = (byte) CLASSES[random.nextInt(CLASSES.length)];
      case 5 -> changed[1 + random.nextInt(3)] = (byte) random.nextInt(256);
      case 6 -> changed = Arrays.copyOf(changed, at);
      case 7 -> changed = spliced(frame, at, noise(1 + random.nextInt(4)), 0);
      case 8 -> changed = spliced(frame, at, new byte[0], Math.min(n - at, 1 + random.nextInt(9)));
      default -> {
        byte[] other = any();
        int from = random.nextInt(other.length);
        changed = spliced(frame, at, Arrays.copyOfRange(other, from, other.length), n - at);
      }
    }
    boolean keepLength = random.nextBoolean() && changed.length > 6 && changed.length < 262;
    if (keepLength) {
      changed[4] = (byte) (changed.length - 6);
    }
    return changed;
  }

  private static byte[] spliced(byte[] frame, int at, byte[] middle, int dropped) {
    byte[] out = new byte[frame.length + middle.length - dropped];
    System.arraycopy(frame, 0, out, 0, at);
    System.arraycopy(middle, 0, out, at, middle.length);
    int rest = frame.length - at - dropped;
    System.arraycopy(frame, at + dropped, out, at + middle.length, rest);
    return out;
  }

  private void chain(byte[] frame) {
    try {
      var command = CommandApdu.parse(frame);
      byte[] data = command.data();
      int at = 0;
      while (data.length - at > 1) {
        int length = 1 + random.nextInt(Math.min(255, data.length - at - 1));
        byte[] part = Arrays.copyOfRange(data, at, at + length);
        queue.add(part(command, command.cla() | 0x10, part));
        at += length;
        if (random.nextInt(12) == 0) {
          queue.add(random.nextBoolean() ? any().clone() : noise(8));
        }
      }
      queue.add(part(command, command.cla(), Arrays.copyOfRange(data, at, data.length)));
    } catch (MalformedApduException e) {
      queue.add(frame);
    }
  }

  private static byte[] part(CommandApdu command, int cla, byte[] data) {
    return new CommandApdu(cla, command.ins(), command.p1(), command.p2(), data).toBytes();
  }

  private byte[] extended(byte[] frame) {
    try {
      var command = CommandApdu.parse(frame);
      int ne = random.nextInt(0x10001);
      return new CommandApdu(
              command.cla(), command.ins(), command.p1(), command.p2(), command.data(), ne)
          .toBytes();
    } catch (MalformedApduException e) {
      return frame;
    }
  }
}
