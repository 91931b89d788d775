// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.ceremony.Ceremony;
import org.keywright.crypto.KeyMaterial;
import org.keywright.tests.proof.Overheard;
import org.keywright.tests.proof.PlantedForms;
import org.keywright.tests.proof.SecretSearch;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;

/**
 * No key, component, share or passphrase of a ceremony is left in the vault's files, the log, what
 * is shown, minutes, temporary files or living objects when the vault is closed.
 */
class CeremonySecretsTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
  private static final List<String> FILES = List.of("test.kwv", "test.kwv-wal", "test.kwv-shm");

  @TempDir private Path folder;

  private final SecretSearch search = new SecretSearch();
  private final List<Ceremony> led = new ArrayList<>();
  private final Overheard log = new Overheard("");

  @AfterEach
  void hearNoMore() {
    log.close();
  }

  @Test
  void nothingSecretIsLeftByACeremony() throws Exception {
    Set<Path> before = temporary();
    Path open = Files.createDirectory(folder.resolve("open"));
    try (var room = new CeremonyRoom(folder)) {
      createVault(room);
      String shown;
      try (var custodians = new Custodians(room, search, led)) {
        shown = custodians.wholeCeremony(folder);
        assertThat(search.inMemory(folder))
            .as("the custodians' own parts, as long as they have them")
            .contains("north/1 share 1, raw", "north/T component 1 given, raw");
      }
      for (String file : FILES) {
        Files.copy(folder.resolve(file), open.resolve(file));
      }
      room.vault.vaults.close();
      assertThat(search.names()).hasSize(15);
      assertThat(search.in(folder)).as("files").isEmpty();
      assertThat(search.in(log.text())).as("log").isEmpty();
      assertThat(shown).contains("Clara Diaz", "KCV", "check value");
      assertThat(search.in(shown)).as("shown").isEmpty();
      for (Path file : temporary()) {
        if (!before.contains(file)) {
          assertThat(inTemporary(file)).as(file.toString()).isEmpty();
        }
      }
      assertThat(search.inMemory(folder)).as("living objects").isEmpty();
      assertThat(led).hasSize(2);
      Reference.reachabilityFence(room);
    }
  }

  /** What a ceremony leaves in the folder for temporary files. */
  private static Set<Path> temporary() throws IOException {
    try (Stream<Path> all = Files.list(TEMPORARY)) {
      return all.filter(each -> each.getFileName().toString().startsWith("keywright"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  private Set<String> inTemporary(Path file) throws IOException {
    try {
      return search.in(file);
    } catch (NoSuchFileException | UncheckedIOException e) {
      return Set.of(); // another program's, which has removed it meanwhile
    }
  }

  private void createVault(CeremonyRoom room) throws VaultException {
    byte[] letters =
        HexFormat.of().formatHex(room.crypto.keys.random(15)).getBytes(StandardCharsets.US_ASCII);
    try (var passphrase = KeyMaterial.consume(letters)) {
      search.add("passphrase", passphrase);
      room.vault.vaults.create(room.vault.file, passphrase);
    }
  }

  @Test
  void aPlantedSecretIsFoundInEachPlaceAndForm() throws Exception {
    try (var room = new CeremonyRoom(folder)) {
      var planted = PlantedForms.draw(room.crypto.keys, search);
      createVault(room);
      try (Grant grant = room.vault.vaults.require().grant(new Act("otto", "test", "", ""))) {
        grant.succeeded("so that there is a log beside the vault's file");
      }
      Path spoilt = Files.createDirectory(folder.resolve("spoilt"));
      assertThat(search.in(folder)).isEmpty();
      for (String form : planted.names()) {
        byte[] bytes = planted.form(form);
        for (String file : FILES) {
          Files.write(spoilt.resolve(file), with(folder.resolve(file), bytes));
        }
        assertThat(search.in(spoilt))
            .containsAll(FILES.stream().map(file -> file + ": planted" + form).toList());
        Path temporary = Files.write(folder.resolve("keywright-temporary"), bytes);
        assertThat(search.in(folder)).contains(temporary.getFileName() + ": planted" + form);
        Files.delete(temporary);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(search.in("shown " + text + " to all")).contains("planted" + form);
        Logger.getLogger("org.keywright.planted").fine(text);
        assertThat(search.in(log.text())).contains("planted" + form);
      }
    }
  }

  /** A file with bytes in its middle, as a page or a frame of a database would hold them. */
  private static byte[] with(Path file, byte[] bytes) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    System.arraycopy(bytes, 0, whole, whole.length / 2 - 17, bytes.length);
    return whole;
  }

  @Test
  void aPlantedSecretIsFoundAmongLivingObjectsInEachForm() throws Exception {
    try (var room = new CeremonyRoom(folder)) {
      var planted = PlantedForms.draw(room.crypto.keys, search);
      assertThat(search.inMemory(folder)).isEmpty();
      var living = planted.names().stream().map(planted::form).toList();
      assertThat(search.inMemory(folder))
          .containsAll(planted.names().stream().map(form -> "planted" + form).toList());
      Reference.reachabilityFence(living);
    }
  }
}
