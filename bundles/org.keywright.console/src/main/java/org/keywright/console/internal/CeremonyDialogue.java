// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keywright.ceremony.Answered;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.Question;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.letters.Letter;
import org.keywright.vault.VaultException;

/** Leads people through a ceremony at the console, or answers for them from files. */
final class CeremonyDialogue {
  private final Ceremony ceremony;
  private final KeyParts parts;
  private final Console console;
  private final Answers answers;

  /**
   * Where answers come from that nobody is asked for.
   *
   * @param confirming whether what people are to confirm is taken as confirmed
   * @param files of parts, of which the first that is there is taken; {@code {person}}, {@code
   *     {name}} and {@code {key}} are replaced
   * @param itself whether a rehearsal takes the parts that it has made up
   * @param secrets a folder in which {@code NAME.txt} holds the passphrase of an officer
   * @param output where letters go; empty in a rehearsal without letters
   */
  record Answers(
      boolean confirming,
      List<String> files,
      boolean itself,
      Optional<Path> secrets,
      Optional<PartOutput> output) {}

  CeremonyDialogue(Ceremony ceremony, KeyParts parts, Console console, Answers answers) {
    this.ceremony = ceremony;
    this.parts = parts;
    this.console = console;
    this.answers = answers;
  }

  /** Leads to the end. */
  void lead()
      throws CommandException,
          CeremonyException,
          VaultException,
          KeyException,
          IOException,
          InterruptedException {
    for (var asked = ceremony.question(); asked.isPresent(); asked = ceremony.question()) {
      Question question = asked.get();
      Answered answered =
          switch (question) {
            case Question.Presence presence ->
                presence.byPassphrase() ? present(presence) : confirmed(presence);
            case Question.Statement statement -> confirmed(statement);
            case Question.Part part -> ceremony.enter(asking -> taken(asking));
            case Question.Handover handover -> ceremony.give(this::deliver);
          };
      console.remark(
          "%sstep %d, %s: %s"
              .formatted(
                  ceremony.rehearsal() ? "REHEARSAL, " : "",
                  question.step(),
                  question.person().name(),
                  answered.words()));
      if (!answered.accepted() && nobodyIsAsked(question)) {
        throw new CommandException(
            question.words() + ": " + answered.words(),
            ceremony.rehearsal()
                ? "nothing of it remains"
                : "ceremony:resume " + ceremony.id() + " goes on with it");
      }
    }
  }

  private boolean nobodyIsAsked(Question question) {
    return switch (question) {
      case Question.Part part -> answers.itself() || !answers.files().isEmpty();
      case Question.Handover handover -> true;
      case Question.Presence presence when presence.byPassphrase() -> answers.secrets().isPresent();
      default -> answers.confirming();
    };
  }

  private Answered present(Question.Presence question)
      throws CommandException,
          CeremonyException,
          VaultException,
          KeyException,
          IOException,
          InterruptedException {
    String name = question.person().id();
    Optional<Path> file = answers.secrets().map(folder -> folder.resolve(name + ".txt"));
    try (KeyMaterial passphrase =
        console.secret("%s, passphrase of %s".formatted(question.person(), name), file)) {
      return ceremony.present(passphrase);
    }
  }

  private Answered confirmed(Question question)
      throws CommandException,
          CeremonyException,
          VaultException,
          KeyException,
          IOException,
          InterruptedException {
    if (answers.confirming()) {
      return ceremony.confirm("");
    }
    while (true) {
      String[] words =
          console.answer(question.words() + " [yes NOTE / no REASON]").split("\\s+", 2);
      String rest = words.length == 2 ? words[1] : "";
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "yes", "y" -> {
          return ceremony.confirm(rest);
        }
        case "no", "n" -> {
          return ceremony.decline(rest);
        }
        default -> console.remark("yes or no, and then what is to stand in the minutes");
      }
    }
  }

  private KeyPart taken(Question.Part question)
      throws KeyException, IOException, InterruptedException {
    try {
      if (answers.itself()) {
        try (KeyMaterial line = practice()) {
          return parts.read(line, question.method(), question.kind(), question.number());
        }
      }
      Optional<Path> file = file(question);
      if (file.isEmpty() && ceremony.rehearsal()) {
        showPractice(question);
      }
      return new PartInput(parts, console)
          .once(question.words(), question.method(), question.kind(), question.number(), file);
    } catch (CommandException e) {
      // Nobody answers any more; to ask again would not end.
      throw new IOException(e.getMessage(), e);
    }
  }

  private Optional<Path> file(Question.Part question) {
    List<Path> all =
        answers.files().stream()
            .map(
                pattern ->
                    pattern
                        .replace("{person}", question.person().id())
                        .replace("{name}", PartOutput.plain(question.person().name()))
                        .replace("{key}", PartOutput.plain(question.key().toString())))
            .map(name -> Path.of(name).toAbsolutePath())
            .toList();
    return all.stream().filter(Files::exists).findFirst().or(() -> all.stream().findFirst());
  }

  private KeyMaterial practice() throws KeyException {
    return ceremony
        .practice()
        .orElseThrow(() -> new KeyException("nothing was made up that could be entered here"));
  }

  /** In a rehearsal nobody has a letter that counts: what he is to type is shown to him. */
  private void showPractice(Question.Part question)
      throws KeyException, CommandException, IOException, InterruptedException {
    try (KeyMaterial line = practice()) {
      console.clear();
      console.remark("REHEARSAL, " + question.words() + ": a throw-away part, to be typed");
      console.reveal("", new LinkedHashMap<>(Map.of("", line)), Optional.empty());
      console.answer("press y and Enter when you have it");
    }
  }

  private String deliver(Letter letter, KeyPart part)
      throws KeyException, IOException, InterruptedException {
    if (answers.output().isEmpty()) {
      return "nobody, as it is a rehearsal";
    }
    try {
      return answers.output().get().give(letter, part);
    } catch (CommandException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
