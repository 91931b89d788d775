// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for a secret in all living objects of this program: as bytes, and as words of 4 or 8 bytes
 * in either order, as key schedules have them. It keeps the secret masked, so that it does not find
 * itself. For one thread.
 */
public final class MemorySearch {
  private static final int NEEDLE = 16;
  private static final int BUFFER = 1 << 16;

  private final byte[] mask = new byte[NEEDLE];
  private final byte[][] masked;
  private final String[] forms = {"as it is", "in words of 4 bytes", "in words of 8 bytes"};

  /** Takes the first 16 bytes of a secret, which stays the caller's. */
  public MemorySearch(byte[] secret) {
    new SecureRandom().nextBytes(mask);
    int[] words = {1, 4, 8};
    masked = new byte[words.length][NEEDLE];
    for (int form = 0; form < words.length; form++) {
      for (int i = 0; i < NEEDLE; i++) {
        int word = words[form];
        int from = i / word * word + word - 1 - i % word;
        masked[form][i] = (byte) (secret[from] ^ mask[i]);
      }
    }
  }

  /** The forms in which the secret is in memory now. */
  public Set<String> found() throws IOException {
    Path folder = Files.createTempDirectory("keywright-memory");
    Path dump = folder.resolve("living.hprof");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(dump), BUFFER)) {
        return in(in);
      }
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(folder);
    }
  }

  private Set<String> in(InputStream in) throws IOException {
    var found = new TreeSet<String>();
    byte[] buffer = new byte[BUFFER + NEEDLE];
    int kept = 0;
    int read;
    while ((read = in.read(buffer, kept, BUFFER)) > 0) {
      int length = kept + read;
      for (int at = 0; at + NEEDLE <= length; at++) {
        look(buffer, at, found);
      }
      kept = Math.min(length, NEEDLE - 1);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
    Arrays.fill(buffer, (byte) 0);
    return found;
  }

  private void look(byte[] buffer, int at, Set<String> found) {
    for (int form = 0; form < masked.length; form++) {
      int i = 0;
      while (i < NEEDLE && (buffer[at + i] ^ mask[i]) == masked[form][i]) {
        i++;
      }
      if (i == NEEDLE) {
        found.add(forms[form]);
      }
    }
  }
}
