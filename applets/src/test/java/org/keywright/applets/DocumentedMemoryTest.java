// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.sim.Role;

/** docs/java-card.md says how much memory each applet takes. */
class DocumentedMemoryTest {
  private static final Path PAGE =
      Path.of(System.getProperty("keywright.root", "..")).resolve("docs/java-card.md");

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"AS", "EI", "MS"})
  void thePageSaysHowMuchMemoryAnAppletTakes(Role role) throws Exception {
    var card = new CardUnit("card", role, SerialNumber.parse("CARD")).card;
    String row =
        "| `%s` | %,d | %,d | %,d |"
            .formatted(
                CardUnit.applet(role).getSimpleName(),
                card.clearOnDeselect(),
                card.clearOnReset(),
                card.image().length);

    assertThat(Files.readString(PAGE)).contains(row);
  }
}
