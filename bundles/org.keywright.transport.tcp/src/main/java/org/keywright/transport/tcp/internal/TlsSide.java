// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsCredentials;

/**
 * What the lines of one end have in common: by what they are trusted now, and how many of them may
 * compute a handshake at once. Safe for use by many threads.
 *
 * <p>A handshake costs some milliseconds of a processor and a command some microseconds, and
 * virtual threads wait for each other in line. So few handshakes stand in that line at once, and
 * lines that are open are served between them however many others begin.
 */
final class TlsSide {
  private static final int RESTING_RECORDS = 64;
  private static final int HANDSHAKES_EACH = 4;

  private final TlsCredentials credentials;
  private final Optional<String> identity;
  private final Semaphore computing =
      new Semaphore(HANDSHAKES_EACH * Runtime.getRuntime().availableProcessors(), true);

  /** Room for records on their way out, which a line needs only while it sends. */
  private final ArrayBlockingQueue<ByteBuffer> records = new ArrayBlockingQueue<>(RESTING_RECORDS);

  private volatile @Nullable TlsTerms terms;

  TlsSide(TlsCredentials credentials, Optional<String> identity) {
    this.credentials = credentials;
    this.identity = identity;
  }

  /**
   * The terms that hold now.
   *
   * @throws LinkException if there is no identity
   */
  TlsTerms terms() throws LinkException {
    var known = terms;
    if (known != null && known.hold(Instant.now())) {
      return known;
    }
    synchronized (this) {
      known = terms;
      if (known == null || !known.hold(Instant.now())) {
        known = TlsTerms.of(credentials.current(identity), Instant.now());
        terms = known;
      }
      return known;
    }
  }

  Semaphore computing() {
    return computing;
  }

  ByteBuffer borrow(int size) {
    var resting = records.poll();
    return resting == null || resting.capacity() < size ? ByteBuffer.allocate(size) : resting;
  }

  void giveBack(ByteBuffer record) {
    records.offer(record.clear());
  }
}
