// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;
import java.util.Optional;

/**
 * A link that answers as a {@link Transcript} says, command by command.
 *
 * <p>The first command that is another than the transcript's ends it: that call and all later ones
 * fail with the {@link #difference}. The message says where the difference is and shows no data. An
 * exchange without an answer breaks the link, as it did when it was written down.
 */
public final class ScriptedLink implements Link {
  private final Transcript transcript;
  private int next;
  private Optional<String> difference = Optional.empty();
  private boolean ended;

  /** Makes a link that begins at the transcript's first command. */
  public ScriptedLink(Transcript transcript) {
    this.transcript = transcript;
  }

  @Override
  public Atr atr() {
    return transcript.atr();
  }

  @Override
  public synchronized byte[] transceive(byte[] command) throws LinkException {
    if (difference.isPresent()) {
      throw new LinkException(transcript.endpoint() + ": " + difference.get());
    }
    if (ended || Thread.currentThread().isInterrupted()) {
      throw new LinkException(transcript.endpoint() + ": the link is closed");
    }
    difference = compare(command);
    if (difference.isPresent()) {
      throw new LinkException(transcript.endpoint() + ": " + difference.get());
    }
    var response = transcript.exchanges().get(next++).response();
    ended = response.isEmpty();
    return response.orElseThrow(
        () -> new LinkException(transcript.endpoint() + ": no answer, as in the transcript"));
  }

  /** How a command differed from the transcript; empty as long as none did. */
  public synchronized Optional<String> difference() {
    return difference;
  }

  /** How many exchanges of the transcript did not come yet. */
  public synchronized int left() {
    return transcript.exchanges().size() - next;
  }

  @Override
  public synchronized void close() {
    ended = true;
  }

  private Optional<String> compare(byte[] command) {
    int count = transcript.exchanges().size();
    if (next == count) {
      return Optional.of(
          "the transcript ends after %d exchanges, and then came %s"
              .formatted(count, header(command)));
    }
    byte[] expected = transcript.exchanges().get(next).command();
    int at = Arrays.mismatch(expected, command);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            "command %d of %d differs from the transcript at byte %d: %s is expected, %s came"
                .formatted(next + 1, count, at, header(expected), header(command)));
  }

  private static String header(byte[] command) {
    try {
      return CommandApdu.parse(command).toString();
    } catch (MalformedApduException e) {
      return "<" + command.length + " bytes, no command>";
    }
  }
}
