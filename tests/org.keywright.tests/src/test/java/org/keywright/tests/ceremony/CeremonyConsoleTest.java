// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.console.internal.WholeConsole.Run;

/** Ceremonies as people lead them at the console, and the example that leads itself. */
class CeremonyConsoleTest {
  private static final Path EXAMPLE =
      Path.of("../../examples/ceremony").toAbsolutePath().normalize();
  private static final String CLARA =
      "1-1B2D3F4150627385A6B7C8D9EAFB0C1D2E3F4051627384950617283940516273,4611700EEC\n";
  private static final String DORA =
      "2-9F8E7D6C5B4A39281706F5E4D3C2B1A09F8E7D6C5B4A39281706F5E4D3C2B1A1,0112D6502D\n";
  private static final String EMIL =
      "3-0123456789ABCDEF0011223344556677FEDCBA98765432108899AABBCCDDEEFF,81205AC8EF\n";

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void theExampleLeadsItselfAndItsMinutesHold() throws Exception {
    List<Path> before = rehearsals();
    var run = console.script(EXAMPLE.resolve("ceremony.gosh"), folder.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Rehearsal ",
            "Ceremony ",
            "all steps are done, 0 faults noticed",
            "minutes.pdf is whole",
            "minutes.jsonl is whole",
            "Both went the same way.");
    String minutes = Files.readString(folder.resolve("minutes.jsonl"));
    var page = new ReadPage(Files.readAllBytes(folder.resolve("minutes.pdf")));
    assertThat(page.text())
        .contains(
            "Minutes: Keys of the north network", "Clara Diaz, custodian", "key north/1, KCV");
    for (String part : List.of(CLARA, DORA, EMIL)) {
      assertThat(minutes + page.text())
          .doesNotContain(part.substring(2, 20))
          .contains(part.substring(67, 77));
    }
    assertThat(rehearsals()).isSubsetOf(before);
  }

  private static List<Path> rehearsals() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().startsWith("keywright-rehearsal"))
          .toList();
    }
  }

  @Test
  void theExampleWithOfficersIsApprovedAndEachOneShowsThatHeIsThere() throws Exception {
    var run = console.script(EXAMPLE.resolve("officers.gosh"), folder.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Request 1 of anna is open: ceremony:run of 'Keys of the north network'",
            "keyset north 01 AES-256 components clara dora emil",
            "Request 1 of anna is approved (ben)",
            "all steps are done, 0 faults noticed",
            "minutes.pdf is whole",
            "Both went the same way.");
    assertThat(new ReadPage(Files.readAllBytes(folder.resolve("minutes.pdf"))).text())
        .contains(
            "request 1: asked for by anna, 'keys of the north network'; approved by ben",
            "passphrase, entry ");
  }

  @Test
  void aCeremonyAtTheConsoleAsksEachOfficerForHisPassphrase() throws Exception {
    var run = console.script(EXAMPLE.resolve("officers.gosh"), folder.toString());
    assertThat(run.status()).isZero();
    Path script =
        script(
            """
            keywright-ceremony 1
            title "Seen"
            person anna officer "Anna Berger"
            person felix auditor "Felix Roth"
            step present anna felix
            """);
    Path secrets = EXAMPLE.resolve("officers");
    String anna = "officer:sign-in anna --secret-file " + secrets.resolve("anna.txt");
    var held =
        console.typed(
            """
            vault:open %s --as anna --secret-file %s
            request:ask { ceremony:run %s } --reason 'to try it'
            officer:sign-in ben --secret-file %s
            request:approve 2
            %s
            ceremony:run %s
            anna keeps a long passphrase
            not the passphrase
            felix keeps a long passphrase
            """
                .formatted(
                    folder.resolve("north.kwv"),
                    secrets.resolve("anna.txt"),
                    script,
                    secrets.resolve("ben.txt"),
                    anna,
                    script));
    assertThat(held.err())
        .contains("Felix Roth: the passphrase of felix is wrong: 1 wrong in a row")
        .doesNotContain("not the passphrase");
    assertThat(held.out()).contains("all steps are done, 1 faults noticed");
  }

  @Test
  void minutesThatWereChangedOrSignedByAnotherKeyAreFound() throws Exception {
    assertThat(console.script(EXAMPLE.resolve("ceremony.gosh"), folder.toString()).status())
        .isZero();
    for (String name : List.of("minutes.pdf", "minutes.jsonl")) {
      Path file = folder.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      String text = new String(whole, StandardCharsets.ISO_8859_1);
      for (String other :
          List.of(
              text.replaceFirst("Clara", "Claro"),
              text.substring(0, text.length() - 1),
              text + "\n",
              text.substring(text.indexOf('\n') + 1))) {
        Files.writeString(file, other, StandardCharsets.ISO_8859_1);
        assertThat(console.run("ceremony:verify " + file).err())
            .startsWith("keywright: " + name + ": it");
      }
      Files.write(file, whole);
      assertThat(console.run("ceremony:verify --key 00 " + file).err())
          .contains("it is signed by another key");
    }
  }

  private static final String SCRIPT =
      """
      keywright-ceremony 1
      title "One key"
      person anna officer "Anna Berger"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      person emil custodian "Emil Novak"
      step present anna clara dora emil
      step keyset north 01 AES-256 components clara dora emil
      """;

  private Path script(String text) throws Exception {
    return Files.writeString(folder.resolve("script"), text);
  }

  private Run lead(String answers) throws Exception {
    Files.writeString(folder.resolve("pass"), "correct horse battery");
    return console.typed(
        "vault:create %s --secret-file %s\nceremony:run %s\n%s"
            .formatted(folder.resolve("v.kwv"), folder.resolve("pass"), script(SCRIPT), answers));
  }

  @Test
  void aWrongComponentAloneIsAskedForAgainAndStandsInTheMinutes() throws Exception {
    String here = "yes\n".repeat(4);
    var run =
        lead(here + CLARA + DORA.replace("2-9", "2-8") + EMIL + DORA + EMIL + "no too fast\n");
    assertThat(run.status()).isNotZero();
    assertThat(run.err())
        .contains(
            "Dora Lindqvist: the check value is not that of the part: one is mistyped",
            "Dora Lindqvist: this is part 3, and 2 is awaited")
        .doesNotContain("9F8E7D6C");
  }

  @Test
  void aCeremonyThatWasBrokenOffGoesOnAndNothingOfItsStepIsKept() throws Exception {
    var broken = lead("yes\nyes\nyes\nyes\n" + CLARA + DORA);
    assertThat(broken.status()).isNotZero();
    assertThat(console.run("keyset:list").out()).doesNotContain("north");
    String id = id(console.run("ceremony:list").out());
    assertThat(console.run("ceremony:minutes --json-lines " + folder.resolve("m")).err())
        .contains("has not ended");
    var on =
        console.typed(
            "ceremony:resume " + id + "\n" + "yes\n".repeat(4) + CLARA + DORA + EMIL + "yes\n");
    assertThat(on.err()).contains("component 3, KCV");
    assertThat(on.out()).contains("all steps are done");
    assertThat(console.run("ceremony:abandon " + id + " late").err()).contains("has ended: DONE");
    assertThat(console.run("ceremony:show " + id).out()).contains("goes on with step 2");
  }

  @Test
  void aCeremonyThatIsGivenUpHasMinutesToo() throws Exception {
    lead("yes\nyes\nno she is ill\n");
    String id = id(console.run("ceremony:list").out());
    assertThat(console.run("ceremony:abandon " + id + " 'Dora is ill'").out()).contains("given up");
    assertThat(console.run("ceremony:resume " + id).err()).contains("has ended: ABANDONED");
    assertThat(console.run("ceremony:minutes --pdf " + folder.resolve("m.pdf")).status()).isZero();
    assertThat(new ReadPage(Files.readAllBytes(folder.resolve("m.pdf"))).text())
        .contains("given up", "Dora is ill", "she is ill");
  }

  @Test
  void aScriptThatIsWrongIsRefusedByItsLine() throws Exception {
    for (var wrong :
        List.of(
            List.of("step keyset north", "step make north", "line 8: 'make' is none of"),
            List.of("clara dora emil\n", "clara dora dora\n", "line 7: dora is named twice"),
            List.of("components clara", "components anna", "line 8: anna is no custodian"),
            List.of(
                "step present anna", "step confirm anna", "line 7: anna takes part, and no step"),
            List.of("keywright-ceremony 1", "ceremony", "its first line has to be"),
            List.of("\"One key\"", "\"One key", "line 2: a quote is not closed"),
            List.of("AES-256", "AES-257", "line 8: unknown kind of key 'AES-257'"))) {
      Path file = script(SCRIPT.replace(wrong.get(0), wrong.get(1)));
      var run = console.run("ceremony:check " + file);
      assertThat(run.err()).contains(wrong.get(2)).hasLineCount(1);
    }
  }

  @Test
  void aRehearsalOfAnotherScriptIsNoRehearsalOfThisOne() throws Exception {
    Path minutes = folder.resolve("r.jsonl");
    Path other = Files.writeString(folder.resolve("other"), SCRIPT.replace("One", "Another"));
    assertThat(
            console
                .run("ceremony:rehearse %s --by-itself --minutes %s".formatted(other, minutes))
                .status())
        .isZero();
    Files.writeString(folder.resolve("pass"), "correct horse battery");
    console.run(
        "vault:create %s --secret-file %s"
            .formatted(folder.resolve("v.kwv"), folder.resolve("pass")));
    assertThat(
            console.run("ceremony:run %s --rehearsal %s".formatted(script(SCRIPT), minutes)).err())
        .contains("it was not this script that was rehearsed");
    assertThat(console.run("ceremony:list").out()).doesNotContain("One key");
  }

  private static String id(String list) {
    var id = Pattern.compile("\\b[0-9A-F]{8}\\b").matcher(list);
    return Optional.of(id).filter(java.util.regex.Matcher::find).orElseThrow().group();
  }
}
