// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;

/** A key set that is there when a ceremony comes to its step. */
class SameKeySetTest {
  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "One key"
      person anna officer "Anna Berger"
      step present anna
      step keyset north 01 AES-256 generated
      """;

  @TempDir private Path folder;

  private static void create(CeremonyRoom room, Grant grant) throws Exception {
    try (var key = room.crypto.keys.generate(KeySpec.AES_256)) {
      var setId = Bytes.ofHex("4E4F525448202020");
      room.vault.vaults.require().keySets().create(grant, "north", setId, 1, key);
    }
  }

  private static Ceremony begun(CeremonyRoom room) throws Exception {
    var ceremony = room.ceremonies.begin(room.ceremonies.read(SCRIPT), "otto", Optional.empty());
    assertThat(ceremony.question()).isPresent();
    ceremony.confirm("");
    return ceremony;
  }

  @Test
  void oneThatSomebodyElseHasMadeMeanwhileIsNotTakenForItsOwn() throws Exception {
    try (var room = new CeremonyRoom(folder)) {
      room.vault.create();
      try (var ceremony = begun(room)) {
        try (var grant = room.vault.vaults.require().grant(new Act("eve", "test", "", ""))) {
          create(room, grant);
          grant.succeeded("");
        }
        assertThatThrownBy(ceremony::question)
            .isInstanceOf(CeremonyException.class)
            .hasMessageContaining("north was made by somebody else");
        assertThat(ceremony.record().events()).noneMatch(event -> event.what().equals("take"));
      }
    }
  }

  @Test
  void oneThatItMadeItselfBeforeItWasKilledIsItsOwn() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    String id;
    try (var room = new CeremonyRoom(folder)) {
      room.vault.create();
      try (var ceremony = begun(room)) {
        id = ceremony.id();
        var act = new Act("otto", "ceremony:take", "ceremony " + id + " step 2", "");
        try (var grant = room.vault.vaults.require().grant(act)) {
          create(room, grant);
          for (String file : new String[] {"test.kwv", "test.kwv-wal"}) {
            Files.copy(folder.resolve(file), killed.resolve(file));
          }
        }
      }
    }
    try (var room = new CeremonyRoom(killed)) {
      room.vault.reopen();
      try (var ceremony = room.ceremonies.resume(id, "otto")) {
        ceremony.confirm("");
        assertThat(ceremony.question()).isEmpty();
        assertThat(ceremony.record().events())
            .filteredOn(event -> event.what().equals("take"))
            .singleElement()
            .satisfies(
                event ->
                    assertThat(event.words())
                        .contains(room.stored(new KeyName.Transport("north")).orElseThrow())
                        .endsWith("before it was broken off"));
      }
    }
  }
}
