// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.letters.Letter;
import org.keywright.letters.Report;
import org.keywright.letters.internal.PdfLetters;
import org.keywright.tests.TestCrypto;

/** Letters and reports, read by somebody else's library for PDF and for QR symbols. */
class LettersTest {
  private final TestCrypto crypto = new TestCrypto();
  private final PartedKeys parts = new PartedKeys(crypto.primitives);
  private final PdfLetters letters = new PdfLetters(parts);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AES-128, 2, COMPONENTS",
    "AES-192, 3, SHARES",
    "AES-256, 9, SHARES",
    "AES-256, 2, COMPONENTS",
    "TDES-128, 3, COMPONENTS",
    "TDES-192, 3, COMPONENTS"
  })
  void aLetterSaysItsPartInDigitsAndInItsSymbol(String kind, int count, Sharing.Method method)
      throws Exception {
    var sharing =
        method == Sharing.Method.COMPONENTS ? Sharing.components(count) : Sharing.shares(2, count);
    try (Key key = crypto.keys.generate(KeySpec.parse(kind))) {
      for (KeyPart part : parts.part(key, sharing)) {
        var check = new Letter.Check(parts.checkValue(part), crypto.keys.kcv(key));
        try (KeyMaterial pdf =
            letters.letter(letter(key, sharing, part.number()).checked(check), part)) {
          var page = new ReadPage(bytes(pdf));
          assertThat(page.symbol()).isEqualTo(text(parts.write(part)).strip());
          assertThat(page.text())
              .contains(
                  "For Zo\u00eb O'Brien (custodian) alone",
                  "%d of %d".formatted(part.number(), count),
                  check.part().toString(),
                  check.key().toString(),
                  "tear off here")
              .contains(
                  text(parts.lines(part)).lines().map(line -> line.substring(0, 19)).toList());
          assertThat(page.textBelowTheStrip())
              .contains(check.part().toString(), check.key().toString())
              .doesNotContain(text(parts.lines(part)).substring(0, 4) + " ");
        }
      }
    }
  }

  @Test
  void aTestPrintHasNoSecretAndSaysSo() throws Exception {
    try (Key key = crypto.keys.generate(KeySpec.AES_256);
        KeyMaterial pdf = letters.testPrint(letter(key, Sharing.components(3), 2))) {
      var page = new ReadPage(bytes(pdf));
      assertThat(page.text())
          .contains("TEST PRINT", "NO SECRET IS ON THIS PAGE", "XXXX XXXX XXXX XXXX")
          .doesNotContainPattern("[0-9A-F]{4} [0-9A-F]{4}");
      assertThat(page.symbol()).startsWith("TEST PRINT");
    }
  }

  @Test
  void aReportGoesOnOverPagesAndShowsAllOfItsRows() throws Exception {
    var rows =
        IntStream.range(0, 150).mapToObj(i -> List.of("row " + i, "what ".repeat(i % 20))).toList();
    var report =
        new Report(
            "Minutes of a key ceremony",
            "vault \u0141 \u2013 \u0105",
            Optional.of("REHEARSAL"),
            List.of(
                new Report.Heading("Steps"),
                new Report.Table(List.of(1, 3), List.of("a", "b"), rows),
                new Report.Paragraph("x".repeat(300)),
                new Report.Signatures(List.of("Ann", "Ben", "Cleo"))));
    var page = new ReadPage(letters.report(report).toArray());
    assertThat(page.pages()).isGreaterThan(3);
    assertThat(page.text())
        .contains("row 0", "row 1 what", "row 149", "Cleo", "vault L \u2013 a", "REHEARSAL");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPrinterGetsTheFileOnItsStandardInput() throws Exception {
    Path program = folder.resolve("lp");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$@\" > '%s/words'\ncat > '%s/file'\n".formatted(folder, folder));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var printing = new PdfLetters(parts, program.toString());
    try (var pdf = KeyMaterial.copyOf("%PDF".getBytes(StandardCharsets.US_ASCII))) {
      printing.print("vault-room", pdf);
      assertThat(folder.resolve("words")).hasContent("-s -d vault-room -o media=A4 -- -");
      assertThat(folder.resolve("file")).hasContent("%PDF");
      Files.writeString(program, "#!/bin/sh\necho 'lp: no such printer'\nexit 1\n");
      assertThatThrownBy(() -> printing.print("vault-room", pdf))
          .isInstanceOf(IOException.class)
          .hasMessage("printer vault-room has not taken it: lp: no such printer");
      assertThatThrownBy(() -> new PdfLetters(parts, folder + "/none").print("vault-room", pdf))
          .hasMessageContaining("there is no printing system here");
    }
  }

  private static Letter letter(Key key, Sharing sharing, int number) {
    return new Letter(
        "north.kwv",
        "north/1 'zone master key'",
        key.spec(),
        sharing,
        number,
        "Zo\u00eb O'Brien (custodian)",
        "4F2A81C3 'Keys of the north network'",
        Instant.parse("2026-11-26T18:00:00Z"),
        Optional.empty(),
        Optional.empty());
  }

  private static byte[] bytes(KeyMaterial material) {
    return material.<byte[], RuntimeException>expose(byte[]::clone);
  }

  private static String text(KeyMaterial material) {
    return new String(bytes(material), StandardCharsets.US_ASCII);
  }
}
