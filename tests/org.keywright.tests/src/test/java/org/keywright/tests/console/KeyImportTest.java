// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.console.internal.WholeConsole;

/** Keys come in under other keys, and rules show what they make of them. */
class KeyImportTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void files() throws Exception {
    write("pass.txt", "correct horse battery");
    write("kek.hex", "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
    // RFC 3394, clause 4.6
    write(
        "kw.hex",
        "28C9F404C4B810F4 CBCCB35CFB87F826 3F5786E2D80ED326\nCBC7F0E71A99F43B FB988B9B7A02DD21");
    write("kwp.hex", "5A8B909409886DC631E9CEDA7A35E3B89CB87B91FBCA6FC0");
    write("odd.hex", "28C9F404C4B810F");
    write(
        "shown.tr31",
        "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228");
    write("tdes.hex", "EFE0853B256B583D868F251CE99EA1D9");
    // X9.143-2021, clause 8.4.1
    write(
        "bdk.tr31",
        "C0112B0TX12S0100KS1800604B120F929280000042B758A2400AB598AE37782823DAF0BA4BDB0DAFF34915345"
            + "CA169AE1F976A429EB139E5");
    write("bdk.kbpk", "B8ED59E0A279A295E9F5ED7944FD06B9");
    ok("vault:create $/v.kwv --secret-file $/pass.txt --test");
    ok("keyset:create north");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private WholeConsole.Run run(String statement) {
    return console.run(statement.replace("$", folder.toString()));
  }

  private String ok(String statement) {
    var run = run(statement);
    assertThat(run.status()).as(statement + "\n" + run.err()).isZero();
    return run.out();
  }

  @Test
  void aWrappedKeyComesInWithItsOriginOnRecord() {
    assertThat(
            ok(
                "key:import north 1 --wrapped-file $/kw.hex --kek-file $/kek.hex --wrap kw"
                    + " --algorithm AES-256 --usage D0 --exportable S"))
        .contains(
            "Key north/1 'D0-1': AES-256 D0, version 1, KCV 35A00CFC2C (CMAC), from AES-KW under a"
                + " AES-256")
        .contains("The key encryption key is a well-known test key: bytes counting up from 00");
    ok(
        "key:import north 2 --wrapped-file $/kwp.hex --kek-file $/kek.hex --algorithm TDES-128"
            + " --usage B0");
    assertThat(ok("key:list north"))
        .contains("from AES-KW under a AES-256")
        .contains("from AES-KWP under a AES-256");
  }

  @Test
  void aSecondSourceIsMixedIntoAKeyAndItsRecordSaysSo() throws Exception {
    write("dice.txt", "4 1 6 2 2 5 3 6 1 1 4 5 2 6 3 3 5 1 4 6 2 5 1 3");
    assertThat(ok("key:generate north 1 --mix-file $/dice.txt"))
        .contains("generated, with a second source");
    write("few.txt", "4 1 6");
    var run = run("key:generate north 2 --mix-file $/few.txt");
    assertThat(run.err()).contains("few.txt: a second source has at least 32 bytes, not 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--wrapped-file $/kw.hex --kek-file $/kek.hex --algorithm AES-256 | kw.hex: AES-KWP: the"
            + " integrity of the wrapped secret does not hold",
        "--wrapped-file $/kw.hex --kek-file $/kek.hex --wrap kw --algorithm AES-128 | kw.hex: a key"
            + " of kind AES-128 has 16 bytes, not 32",
        "--wrapped-file $/odd.hex --kek-file $/kek.hex --algorithm AES-128 | odd.hex: a wrapped"
            + " key is hex digits, two for each byte",
        "--wrapped-file $/kw.hex --kek-file $/kek.hex | a wrapped key does not say what kind it is",
        "--wrapped-file $/kw.hex --block-file $/bdk.tr31 | a key comes from a key block or is a"
            + " wrapped one",
        "--block-file $/bdk.tr31 --kbpk-file $/bdk.kbpk --usage D0 | a key block says itself what"
            + " its key is for",
        "--block-file $/bdk.tr31 --kbpk-file $/tdes.hex | bdk.tr31: the MAC of the key block is"
            + " wrong: it was changed, or the protection key is another",
      })
  void whatDoesNotOpenOrFitIsNamedAndNothingIsKept(String words, String message) {
    var run = run("key:import north 1 " + words);
    assertThat(run.status()).isNotZero();
    assertThat(run.err()).startsWith("keywright: ").contains(message);
    assertThat(ok("key:list north --json")).isEqualTo("[]\n");
  }

  @Test
  void aSensitiveKeyLeavesByAWrapAndComesInAgain() {
    String in = "key:import north %s --wrapped-file $/%s --kek-file $/kek.hex --algorithm %s";
    ok(in.formatted("1", "kwp.hex", "TDES-128 --exportable S"));
    assertThat(ok("key:export north/1 --kek-file $/kek.hex --out $/again.hex"))
        .contains("is wrapped by AES-KWP; nothing there says what it is for");
    assertThat(folder.resolve("again.hex"))
        .hasContent("5A8B909409886DC631E9CEDA7A35E3B89CB87B91FBCA6FC0");
    ok(in.formatted("2", "again.hex", "TDES-128 --exportable E"));
    var run = run("key:export north/2 --kek-file $/kek.hex --out $/more.hex");
    assertThat(run.err()).contains("north/2 is marked E: it leaves in a key block only");
    assertThat(folder.resolve("more.hex")).doesNotExist();
  }

  @Test
  void whatIsOddAboutABlockIsShownAndItsLengthIsOnRecord() {
    assertThat(
            ok(
                "key:import north 1 --diversify --block-file $/shown.tr31 --kbpk-file"
                    + " $/tdes.hex"))
        .contains("from a version B key block, length not hidden")
        .contains("The key block shows how long the key in it is: it does not hide the length");
    assertThat(
            ok(
                "key:import north 2 --diversify --block-file $/bdk.tr31 --kbpk-file"
                    + " $/bdk.kbpk"))
        .contains("Key blocks of version C are deprecated: ask for B or D")
        .contains("KS")
        .contains("key serial number")
        .contains("00604B120F9292800000");
    assertThat(ok("key:list north")).contains("length not hidden");
  }

  @Test
  void aRuleShowsWhatItMakesByCheckValues() {
    ok(
        "key:import north 2 --wrapped-file $/kwp.hex --kek-file $/kek.hex --algorithm TDES-128"
            + " --usage B0");
    assertThat(ok("key:diversify north 2 --rule dukpt-tdes --input FFFF9876543210E00008 --steps"))
        .contains("Rule DUKPT-TDES (ANSI X9.24-1:2009, A.6) makes of north/2 B0-2")
        .contains("FFFF9876543210E0")
        .contains("TDES-128, KCV C8978708B5 (CMAC)")
        .contains("F89F2C5263 (CMAC)")
        .contains("F4109C (TDES-0)");
    assertThat(ok("key:diversify north 2 --rule EMV-B --pan 99012345678901234 --psn 45"))
        .contains("669B257BEC (CMAC)")
        .doesNotContain("SHA-1");
    assertThat(ok("audit:list --act key:diversify")).contains("preview by DUKPT-TDES");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 --rule EMV-C --pan 4012 | rule EMV-C starts from AES-128, AES-192, AES-256, not from"
            + " TDES-128",
        "2 --rule nonsense --input 00 | there is no diversification rule 'NONSENSE'; there are"
            + " AN10922",
        "2 --rule EMV-A | a rule takes one input",
        "2 --rule EMV-A --pan 4012 --input 00 | a rule takes one input",
        "1 --rule AN10922 --input 00 | north/1 has mode of use B (encrypt and decrypt), and no keys"
            + " are derived from it",
      })
  void aPreviewThatCannotBeIsRefused(String words, String message) {
    ok("key:generate north 1 --usage D0");
    ok(
        "key:import north 2 --wrapped-file $/kwp.hex --kek-file $/kek.hex --algorithm TDES-128"
            + " --usage B0");
    var run = run("key:diversify north " + words);
    assertThat(run.status()).isNotZero();
    assertThat(run.err()).startsWith("keywright: ").contains(message);
  }
}
