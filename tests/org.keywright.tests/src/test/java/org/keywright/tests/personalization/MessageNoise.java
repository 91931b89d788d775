// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Messages that nobody should say: mostly noise in the form of some message of the protocol, and
 * once in a while one that was said, changed. Seeded; for one thread.
 */
public final class MessageNoise {
  private static final int CHANGED_ONE_IN = 100;
  private static final int FIRST_TAG = 0xE5;
  private static final int TAGS = 0x18;
  private static final int LONGEST = 1_500;

  private final Random random;
  private final List<byte[]> said;

  /** Makes it of messages that were said. */
  public MessageNoise(long seed, List<byte[]> said) {
    this.random = new Random(seed);
    this.said = said;
  }

  /** The next message. */
  public byte[] next() {
    return !said.isEmpty() && random.nextInt(CHANGED_ONE_IN) == 0
        ? changed(said.get(random.nextInt(said.size())))
        : noise();
  }

  /** Half of them have the length that they say, and half of those an element that fits, too. */
  private byte[] noise() {
    byte[] content = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? LONGEST : 60)];
    random.nextBytes(content);
    if (random.nextInt(4) > 0) {
      content[0] = (byte) (FIRST_TAG + random.nextInt(TAGS));
    }
    if (content.length > 2 && content.length < 0x80 && random.nextBoolean()) {
      content[1] = (byte) (content.length - 2);
      if (content.length > 4 && random.nextBoolean()) {
        content[2] = (byte) (0x80 + random.nextInt(0x40));
        content[3] = (byte) (content.length - 4);
      }
    }
    return content;
  }

  private byte[] changed(byte[] message) {
    int at = random.nextInt(message.length);
    byte[] changed = message.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] ^= (byte) (1 + random.nextInt(255));
      case 2 -> changed = Arrays.copyOf(message, at);
      default -> changed = Arrays.copyOf(message, message.length + 1 + random.nextInt(9));
    }
    return changed;
  }
}
