// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.keywright.crypto.Bytes;

/**
 * What was said in one run, as both sides heard it: the channel binding, then each message with its
 * length in front, in one running digest. For one thread.
 */
final class Transcript {
  private static final byte[] LABEL = "KW2.RUN".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest digest = Sha256.begin();

  /** Begins with the 32 bytes that bind the run to its link. */
  Transcript(Bytes channelBinding) {
    digest.update(LABEL);
    digest.update(channelBinding.toArray());
  }

  /** Adds a message that was sent or received. */
  void add(byte[] message) {
    digest.update(ByteBuffer.allocate(4).putInt(0, message.length));
    digest.update(message);
  }

  /** The digest of all that was said so far. */
  byte[] soFar() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }
}
