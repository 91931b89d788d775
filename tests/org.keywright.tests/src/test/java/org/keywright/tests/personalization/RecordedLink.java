// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.util.Arrays;
import java.util.List;
import org.keywright.transport.Atr;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** Answers as was recorded, once for each command, but for one answer. */
final class RecordedLink implements Link {
  private final List<byte[]> frames;
  private final int changed;
  private final byte[] answer;
  private int at;

  /**
   * Makes it.
   *
   * @param frames commands and answers in turn
   * @param changed the number of the answer that is another one
   */
  RecordedLink(List<byte[]> frames, int changed, byte[] answer) {
    this.frames = frames;
    this.changed = changed;
    this.answer = answer;
  }

  @Override
  public Atr atr() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    if (at >= frames.size() || !Arrays.equals(command, frames.get(at))) {
      throw new LinkException("nobody has an answer to this");
    }
    at += 2;
    return at - 1 == changed ? answer : frames.get(at - 1).clone();
  }

  @Override
  public void close() {}
}
