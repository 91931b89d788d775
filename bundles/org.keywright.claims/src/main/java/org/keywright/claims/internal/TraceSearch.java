// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.crypto.Keys;

/**
 * Searches an image or the live objects of this process for keys.
 *
 * <p>The sought keys are kept under a mask, so that the search does not find itself. A key schedule
 * of AES begins with the key, word by word, so it is found as well: a heap dump writes the words of
 * an {@code int[]} big-endian, as AES packs them.
 */
final class TraceSearch {
  private static final int LENGTH = 16;

  private final byte[] mask;
  private final List<byte[]> masked = new ArrayList<>();

  /** Prepares a search for the first and the last 16 bytes of each key, which stay the caller's. */
  TraceSearch(Keys keys, Collection<Key> sought) {
    mask = keys.random(32);
    for (Key key : sought) {
      byte[] all = key.material().masked(mask);
      masked.add(Arrays.copyOf(all, LENGTH));
      if (all.length > LENGTH) {
        byte[] back = Arrays.copyOfRange(all, all.length - LENGTH, all.length);
        for (int i = 0; i < LENGTH; i++) {
          back[i] ^= (byte) (mask[all.length - LENGTH + i] ^ mask[i]);
        }
        masked.add(back);
      }
    }
  }

  int hits(byte[] image) {
    try {
      return hits(new ByteArrayInputStream(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Dumps the live objects of this process to a file, lets each search go through it, and deletes
   * it.
   *
   * @return the hits of each search
   */
  static List<Integer> hitsInLiveObjects(List<TraceSearch> searches) throws IOException {
    Path folder = Files.createTempDirectory("keywright-claims");
    Path dump = folder.resolve("live.hprof");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      var hits = new ArrayList<Integer>();
      for (TraceSearch search : searches) {
        try (var in = new BufferedInputStream(Files.newInputStream(dump), 1 << 16)) {
          hits.add(search.hits(in));
        }
      }
      return hits;
    } finally {
      Files.deleteIfExists(dump);
      Files.deleteIfExists(folder);
    }
  }

  private int hits(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int held = 0;
    int hits = 0;
    int read;
    while ((read = in.read(buffer, held, buffer.length - held)) > 0) {
      int length = held + read;
      for (int at = 0; at + LENGTH <= length; at++) {
        hits += startsAt(buffer, at);
      }
      held = Math.min(LENGTH - 1, length);
      System.arraycopy(buffer, length - held, buffer, 0, held);
    }
    return hits;
  }

  private int startsAt(byte[] buffer, int at) {
    for (byte[] pattern : masked) {
      int i = 0;
      while (i < LENGTH && (byte) (buffer[at + i] ^ mask[i]) == pattern[i]) {
        i++;
      }
      if (i == LENGTH) {
        return 1;
      }
    }
    return 0;
  }
}
