// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keywright.crypto.KeyMaterial;

/**
 * The secrets of a run, and a search for them in all places in which a run could leave them. It
 * keeps them masked, so that it does not find its own. For one thread.
 */
public final class SecretSearch {
  private static final int BLOCK = 16;

  private final Needles needles = new Needles();
  private final Set<String> names = new TreeSet<>();

  /** Looks for a secret, which stays the caller's, of 16 bytes or more. */
  public void add(String name, KeyMaterial secret) {
    byte[] masked = secret.expose((byte[] lent) -> RunKeys.mask(lent));
    names.add(name);
    needles.addInText(name, masked);
    if (masked.length % BLOCK == 0) {
      needles.addInMemory(name, masked); // as key schedules have it
    }
  }

  /** For what is looked. */
  public Set<String> names() {
    return names;
  }

  /** What some bytes hold. */
  public Set<String> in(byte[] bytes) {
    return needles.in(bytes);
  }

  /** What a text holds. */
  public Set<String> in(String text) {
    var found = needles.in(text.getBytes(StandardCharsets.UTF_8));
    found.addAll(needles.in(text.getBytes(StandardCharsets.ISO_8859_1)));
    return found;
  }

  /** What the files in a folder and below it hold, after the name of each. */
  public Set<String> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    var found = new TreeSet<String>();
    for (Path file : files) {
      needles.in(file).forEach(each -> found.add(folder.relativize(file) + ": " + each));
    }
    return found;
  }

  /**
   * What all living objects of this program hold.
   *
   * @param folder for the dump, which is removed
   */
  public Set<String> inMemory(Path folder) throws IOException {
    Path dump = folder.resolve("living.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    try {
      return needles.in(dump);
    } finally {
      Files.delete(dump);
    }
  }
}
