// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.MinutesText;
import org.keywright.console.Consoles;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letters;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where ceremonies are held in the workbench: reads scripts, and begins what the console's {@code
 * ceremony:} commands begin. Nothing here may be called by the thread of the window.
 */
@Component(service = CeremonyRoom.class)
public final class CeremonyRoom {
  private static final int LARGEST = 1 << 20;

  /** How long a request is good, as the console has it. */
  private static final Duration USUAL = Duration.ofDays(7);

  private final Ceremonies ceremonies;
  private final KeyParts parts;
  private final Letters letters;
  private final Consoles consoles;
  private final Vaults vaults;
  private final VaultWatch watch;

  /** Called by the framework. */
  @Activate
  public CeremonyRoom(
      @Reference Ceremonies ceremonies,
      @Reference KeyParts parts,
      @Reference Letters letters,
      @Reference Consoles consoles,
      @Reference Vaults vaults,
      @Reference VaultWatch watch) {
    this.ceremonies = ceremonies;
    this.parts = parts;
    this.letters = letters;
    this.consoles = consoles;
    this.vaults = vaults;
    this.watch = watch;
  }

  /** Reads a script; the message of what is wrong names the line. */
  public CeremonyScript read(Path file) throws IOException, CeremonyException {
    return ceremonies.read(new String(bytes(file), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(Texts.text("ceremony.toolarge", file.getFileName()));
    }
    return Files.readAllBytes(file);
  }

  /** Begins a rehearsal on throw-away keys; the caller closes it. */
  public CeremonyTable rehearse(CeremonyScript script)
      throws CeremonyException, VaultException, KeyException, IOException {
    return table(ceremonies.rehearse(script, consoles.actor()), Optional.empty());
  }

  /**
   * Begins a ceremony in the open vault; the caller closes it.
   *
   * @param rehearsal the file with the minutes of its rehearsal, as JSON, with which it is compared
   */
  public CeremonyTable begin(CeremonyScript script, Optional<Path> rehearsal)
      throws CeremonyException, VaultException, KeyException, IOException, AuditException {
    Optional<MinutesText> rehearsed = rehearsed(rehearsal);
    return table(ceremonies.begin(script, consoles.actor(), rehearsed), rehearsed);
  }

  private Optional<MinutesText> rehearsed(Optional<Path> minutes)
      throws CeremonyException, IOException, AuditException {
    return minutes.isEmpty()
        ? Optional.empty()
        : Optional.of(check(minutes.get(), Optional.empty()));
  }

  /**
   * Asks for the approval of a ceremony in a vault with officers; nothing begins.
   *
   * @param by the command that would hold it
   * @param reason what for
   * @return what was asked for
   */
  public Request ask(CeremonyScript script, Optional<Path> rehearsal, Statement by, String reason)
      throws Exception {
    Request made =
        vaults
            .require()
            .requests()
            .ask(reason, USUAL, by.text(), () -> begin(script, rehearsal).close());
    watch.changed();
    return made;
  }

  /** The same, for one that was broken off and is to go on. */
  public Request askToResume(String id, String reason) throws Exception {
    String by = Statement.of("ceremony:resume").argument(id).text();
    Request made =
        vaults
            .require()
            .requests()
            .ask(reason, USUAL, by, () -> resume(id, Optional.empty()).close());
    watch.changed();
    return made;
  }

  /**
   * Goes on with a ceremony that was broken off; the caller closes it.
   *
   * @param rehearsal as when one is begun
   */
  public CeremonyTable resume(String id, Optional<Path> rehearsal)
      throws CeremonyException, VaultException, KeyException, IOException, AuditException {
    Optional<MinutesText> rehearsed = rehearsed(rehearsal);
    return table(ceremonies.resume(id, consoles.actor()), rehearsed);
  }

  private CeremonyTable table(
      org.keywright.ceremony.Ceremony ceremony, Optional<MinutesText> rehearsed) {
    return new CeremonyTable(this, ceremony, rehearsed, new CeremonyTools(parts, letters), watch);
  }

  /** The ceremonies of the open vault that were broken off, the newest first. */
  public List<CeremonyRecord> unfinished() throws CeremonyException, VaultException {
    return ceremonies.all().reversed().stream()
        .filter(each -> each.state() == CeremonyRecord.State.UNFINISHED)
        .toList();
  }

  /**
   * Checks minutes that lie in a file.
   *
   * @param fingerprint of the key that has to have signed them, if it is known
   */
  public MinutesText check(Path file, Optional<Bytes> fingerprint)
      throws IOException, CeremonyException, AuditException {
    return ceremonies.check(Bytes.of(bytes(file)), fingerprint);
  }

  /** In what a ceremony differs from its rehearsal. */
  List<String> differences(MinutesText rehearsed, CeremonyRecord record) throws CeremonyException {
    return ceremonies.differences(rehearsed, record);
  }
}
