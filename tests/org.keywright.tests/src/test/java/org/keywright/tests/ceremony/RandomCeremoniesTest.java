// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A thousand ceremonies that were drawn by lot, with faults and broken off anywhere: only what was
 * wrong is asked again, nothing half done is in the vault, and the minutes say all that happened.
 */
class RandomCeremoniesTest {
  private static final int CEREMONIES = 1_000;
  private static final int IN_ONE_VAULT = 25;
  private static final long SEED = 20_261_126;

  @TempDir(factory = InMemory.class)
  private Path folder;

  @Test
  void aThousandCeremoniesWithFaultsLeaveWhatTheyShould() throws Exception {
    var faults = new ArrayList<String>();
    for (int first = 0; first < CEREMONIES; first += IN_ONE_VAULT) {
      Path own = Files.createDirectory(folder.resolve("vault" + first));
      try (var room = new CeremonyRoom(own)) {
        room.vault.create();
        int keys = 0;
        for (int number = first; number < first + IN_ONE_VAULT; number++) {
          keys += play(room, number, faults);
        }
        assertThat(room.count()).isEqualTo(keys);
        assertThat(room.ceremonies.all()).hasSize(IN_ONE_VAULT);
        room.vault.vaults.require().log().verify();
      }
    }
    assertThat(new HashSet<>(faults))
        .as("each kind of fault was played")
        .containsExactlyInAnyOrder(
            "declined",
            "not printed",
            "broken off",
            "vault closed",
            "DIGIT_MISTYPED",
            "CHECK_VALUE_MISTYPED",
            "PART_OF_SOMEBODY_ELSE",
            "PART_OF_ANOTHER_KEY",
            "PART_OF_ANOTHER_KIND",
            "RUNS_AWAY");
    assertThat(faults).hasSizeGreaterThan(2 * CEREMONIES);
  }

  private static int play(CeremonyRoom room, int number, List<String> faults) throws Exception {
    try (var ceremony = new PlayedCeremony(room, new Random(SEED + number), "k" + number, faults)) {
      try {
        return ceremony.play();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("ceremony " + number + ":\n" + ceremony, e);
      }
    }
  }

  /**
   * Where a commit need not wait for a disk, if the machine has such a place: there are some ten
   * thousands of them, and what a crash leaves is not the matter here.
   */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(
        AnnotatedElementContext elementContext, ExtensionContext extensionContext)
        throws IOException {
      String name = "keywright-ceremonies";
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, name)
          : Files.createTempDirectory(name);
    }
  }
}
