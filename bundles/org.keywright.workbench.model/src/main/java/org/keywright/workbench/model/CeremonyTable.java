// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.audit.AuditException;
import org.keywright.ceremony.Answered;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.Question;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.letters.Letter;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.CeremonyView.Said;

/**
 * A ceremony at work at a window: it answers for the person who sits there, and says how all
 * stands. One call at a time, none by the thread of the window but {@link #lineProblem}. Closing it
 * before the end wipes what was entered and leaves it to be resumed.
 */
public final class CeremonyTable implements AutoCloseable {
  private final CeremonyRoom room;
  private final Ceremony ceremony;
  private final Optional<MinutesText> rehearsed;
  private final CeremonyTools tools;
  private final VaultWatch watch;
  private @Nullable SignedMinutes minutes;

  CeremonyTable(
      CeremonyRoom room,
      Ceremony ceremony,
      Optional<MinutesText> rehearsed,
      CeremonyTools tools,
      VaultWatch watch) {
    this.room = room;
    this.ceremony = ceremony;
    this.rehearsed = rehearsed;
    this.tools = tools;
    this.watch = watch;
  }

  /** One answer to a ceremony. */
  @FunctionalInterface
  private interface Answer {
    Answered give()
        throws CeremonyException, VaultException, KeyException, IOException, InterruptedException;
  }

  /** What is asked first. */
  public synchronized CeremonyView begun() throws CeremonyException, VaultException, KeyException {
    return view(Optional.empty());
  }

  /** An officer shows by his passphrase that he is there; what he typed is closed. */
  public CeremonyView present(KeyMaterial passphrase) throws Exception {
    try (passphrase) {
      return answered(() -> ceremony.present(passphrase));
    }
  }

  /** Somebody is there, or what was said is so. */
  public CeremonyView confirm(String note) throws Exception {
    return answered(() -> ceremony.confirm(note));
  }

  /** It is not so. */
  public CeremonyView decline(String reason) throws Exception {
    return answered(() -> ceremony.decline(reason));
  }

  /** A part was typed; what was typed is closed, whatever comes of it. */
  public CeremonyView enter(TypedPart typed) throws Exception {
    try (typed) {
      return answered(() -> ceremony.enter(question -> typed.part(tools.parts(), question)));
    }
  }

  /** A rehearsal enters the part that it has made up, as if it had been typed. */
  public CeremonyView enterPractice() throws Exception {
    return answered(
        () ->
            ceremony.enter(
                question -> {
                  try (KeyMaterial line =
                      ceremony.practice().orElseThrow(() -> new KeyException(noPractice()))) {
                    return tools
                        .parts()
                        .read(line, question.method(), question.kind(), question.number());
                  }
                }));
  }

  private static String noPractice() {
    return Texts.text("ceremony.nopractice");
  }

  /** A letter is printed. */
  public CeremonyView print(String printer) throws Exception {
    return answered(
        () ->
            ceremony.give(
                (letter, part) -> {
                  try (KeyMaterial page = tools.letters().letter(letter, part)) {
                    tools.letters().print(printer, page);
                    return Texts.text("ceremony.printer", printer);
                  }
                }));
  }

  /** A letter is written into a new file, which nobody else can read. */
  public CeremonyView save(Path file) throws Exception {
    return answered(
        () -> ceremony.give((letter, part) -> saved(letter, part, file.toAbsolutePath())));
  }

  private String saved(Letter letter, KeyPart part, Path file) throws KeyException, IOException {
    requireNew(Optional.of(file));
    try (KeyMaterial page = tools.letters().letter(letter, part)) {
      LetterFile.write(file, page);
      return file.toString();
    }
  }

  /** In a rehearsal a letter can be passed over. */
  public CeremonyView passOver() throws Exception {
    if (!ceremony.rehearsal()) {
      throw new CeremonyException(Texts.text("ceremony.counts"));
    }
    return answered(() -> ceremony.give((letter, part) -> Texts.text("ceremony.nobody")));
  }

  /** Prints a page without the secret, to try the printer with. */
  public void testPrint(String printer) throws Exception {
    if (ceremony.question().orElse(null) instanceof Question.Handover handover) {
      try (KeyMaterial page = tools.letters().testPrint(handover.letter().asTestPrint())) {
        tools.letters().print(printer, page);
      }
    }
  }

  private synchronized CeremonyView answered(Answer answer)
      throws CeremonyException, VaultException, KeyException, IOException, InterruptedException {
    Answered answered = answer.give();
    watch.changed();
    return view(Optional.of(new Said(answered.accepted(), answered.words())));
  }

  private CeremonyView view(Optional<Said> said)
      throws CeremonyException, VaultException, KeyException {
    Optional<Question> question = ceremony.question();
    CeremonyRecord record = ceremony.record();
    List<String> differences =
        question.isEmpty() && rehearsed.isPresent()
            ? room.differences(rehearsed.get(), record)
            : List.of();
    return CeremonyView.of(record, question, said, differences);
  }

  /** Whether a line of a letter was mistyped; nothing but that is looked at. */
  public boolean lineProblem(KeyMaterial typed, int number) {
    try (KeyMaterial ignored = tools.parts().line(typed, number)) {
      return ignored.length() == 0;
    } catch (KeyException e) {
      return true;
    }
  }

  /**
   * Writes the signed minutes of a ceremony that has ended into new files, reads them again, and
   * checks their signature.
   *
   * @return the key that signed them
   */
  public synchronized Bytes saveMinutes(Optional<Path> pdf, Optional<Path> json)
      throws CeremonyException, VaultException, KeyException, IOException, AuditException {
    requireNew(pdf);
    requireNew(json);
    SignedMinutes signed = minutes;
    if (signed == null) {
      signed = ceremony.minutes();
      minutes = signed;
    }
    if (pdf.isPresent()) {
      save(pdf.get(), signed.pdf(), signed.fingerprint());
    }
    if (json.isPresent()) {
      save(json.get(), signed.json(), signed.fingerprint());
    }
    return signed.fingerprint();
  }

  private static void requireNew(Optional<Path> file) throws IOException {
    if (file.isPresent() && Files.exists(file.get())) {
      throw new IOException(Texts.text("file.exists", file.get()));
    }
  }

  private void save(Path file, Bytes content, Bytes fingerprint)
      throws IOException, CeremonyException, AuditException {
    Files.write(file, content.toArray(), StandardOpenOption.CREATE_NEW);
    room.check(file, Optional.of(fingerprint));
  }

  @Override
  public synchronized void close() throws VaultException {
    ceremony.close();
    watch.changed();
  }
}
