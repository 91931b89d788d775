// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sharing;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.tests.TestCrypto;

/** Keys given out in parts, and put together from them. */
class KeyPartsTest {
  private static final Pattern KCV = Pattern.compile("KCV ([0-9A-F]{10}) \\(CMAC\\)");

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();
  private String kcv = "";

  @BeforeEach
  void aKey() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    ok("vault:create %s --secret-file %s".formatted(file("v.kwv"), file("pass.txt")));
    ok("keyset:create north");
    var made = KCV.matcher(ok("key:generate north 1 --algorithm AES-256"));
    assertThat(made.find()).isTrue();
    kcv = made.group(1);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void aKeyThatWasSplitIsEnteredAgainByEnoughOfItsHolders() {
    assertThat(ok(split("--shares 2 --of 3"))).contains("north/1", kcv, "2 of 3 shares");
    for (var some : List.of("1 2", "3 1", "2 3")) {
      String files = some.replaceAll("\\d", file("part-$0.txt"));
      assertThat(ok("key:enter north 2 --shares 2 --algorithm AES-256 --replace " + files))
          .contains("KCV " + kcv, "put together from 2 shares");
    }
  }

  @Test
  void componentsGiveTheKeyWhenAllAreThere() {
    ok(split("--components 3"));
    assertThat(
            ok(
                "key:enter north 2 --components 3 --algorithm AES-256 --kcv "
                    + kcv
                    + parts(1, 2, 3)))
        .contains("KCV " + kcv, "put together from 3 components");
    assertThat(refused("key:enter north 3 --components 3 --algorithm AES-256" + parts(1, 3, 2)))
        .contains("component 2 of 3: this is part 3, and 2 is awaited");
    assertThat(refused("key:enter north 3 --components 3 --algorithm AES-256" + parts(1, 2)))
        .contains("3 parts are needed, and 2 files are named");
    assertThat(
            refused(
                "key:enter north 3 --components 2 --algorithm AES-256 --kcv " + kcv + parts(1, 2)))
        .contains("not " + kcv, "nothing was kept");
    assertThat(ok("key:list north")).doesNotContain("D0-3");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void filesOfPartsAreTheirOwnersAlone() throws Exception {
    ok(split("--components 2"));
    for (int number = 1; number <= 2; number++) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("part-" + number + ".txt"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void nothingIsWrittenWhenAFileIsThereAlready() throws Exception {
    Files.writeString(folder.resolve("part-2.txt"), "something else");
    assertThat(refused(split("--components 2"))).contains("the file exists already");
    assertThat(folder.resolve("part-1.txt")).doesNotExist();
    assertThat(folder.resolve("part-2.txt")).hasContent("something else");
  }

  @Test
  void aWrongPartIsNamedAndItsTextIsNot() throws Exception {
    ok(split("--components 2"));
    Path part = folder.resolve("part-2.txt");
    String right = Files.readString(part);
    String wrong = right.replaceFirst("-.", right.charAt(2) == '0' ? "-1" : "-0");
    Files.writeString(part, wrong);
    assertThat(refused("key:enter north 2 --components 2 --algorithm AES-256" + parts(1, 2)))
        .contains("component 2 of 2: the check value is not that of the part")
        .doesNotContain(wrong.substring(2, 20));
  }

  @Test
  void howToPartMustBeSaid() {
    assertThat(refused(split(""))).contains("--components N, or by --shares N --of M");
    assertThat(refused(split("--shares 2"))).contains("--components N, or by --shares N --of M");
    assertThat(refused(split("--shares 4 --of 3"))).contains("of 3 shares 2 to 3");
    assertThat(refused(split("--components 12"))).contains("among 2 to 9 people");
    assertThat(refused("key:split north 1 --components 2 --out " + file("part.txt")))
        .contains("each part goes into a file of its own");
    assertThat(refused("key:split north 7 --components 2 --out '" + file("p-{n}.txt") + "'"))
        .contains("key set 'north' has no key 7");
  }

  @Test
  void lettersAreWrittenWhereTheOfficerSaysAndTestPrintsHaveNoSecret() throws Exception {
    String names = " --names 'Ann B,Ben,Cleo' --pdf '" + file("{n}-{name}.pdf") + "'";
    assertThat(ok("key:split north 1 --components 3 --test-print" + names))
        .contains("Test prints without secrets", "2-Ben.pdf");
    for (var name : List.of("1-Ann_B.pdf", "2-Ben.pdf", "3-Cleo.pdf")) {
      assertThat(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1))
          .startsWith("%PDF-1.4")
          .contains("NO SECRET IS ON THIS PAGE");
      Files.delete(folder.resolve(name));
    }
    assertThat(ok("key:split north 1 --components 3" + names)).contains("1-Ann_B.pdf", "Cleo");
    assertThat(Files.readString(folder.resolve("3-Cleo.pdf"), StandardCharsets.ISO_8859_1))
        .contains("Key component 3 of 3", "For Cleo alone", kcv)
        .doesNotContain("TEST PRINT");
    assertThat(refused("key:split north 1 --components 2" + names))
        .contains("2 different names are needed");
    assertThat(refused("key:split north 1 --components 2 --pdf x --printer y"))
        .contains("where the parts go is to be said once");
  }

  /** What somebody types from a letter, line by line; a wrong line alone is asked for again. */
  @Test
  void aPartIsTypedLineByLine() throws Exception {
    ok(split("--components 2"));
    String typed = lines(1) + "0000 0000 0000 0000 00\n" + lines(2) + "key:list north\n";
    var run =
        console.typed(
            "key:enter north 2 --components 2 --algorithm AES-256 --kcv " + kcv + "\n" + typed);
    assertThat(run.out()).contains("put together from 2 components", kcv);
    assertThat(run.err())
        .isEqualTo("component 2 of 2: line 1 is mistyped: its last two digits say so; once more\n");
    assertThat(run.status()).isZero();
  }

  /** The number is typed by hand, and stands in no line of the letter. */
  @Test
  void aShareWhoseNumberIsMistypedIsFoundAtOnceAndOnlyThatOneIsAskedForAgain() throws Exception {
    ok(split("--shares 2 --of 3"));
    String typed = share(1, 1) + share(3, 2) + share(3, 3) + "key:list north\n";
    var run =
        console.typed(
            "key:enter north 2 --shares 2 --algorithm AES-256 --kcv " + kcv + "\n" + typed);
    assertThat(run.out()).contains("put together from 2 shares", kcv);
    assertThat(run.err())
        .isEqualTo(
            "share 2 of 2: the check value is not that of the share: it, the share or its number"
                + " is mistyped; once more\n");
    assertThat(run.status()).isZero();
  }

  private String share(int number, int typed) throws Exception {
    String lines = lines(number, Sharing.Method.SHARES);
    int kcvAt = lines.lastIndexOf('\n', lines.length() - 2) + 1;
    return lines.substring(0, kcvAt) + typed + "\n" + lines.substring(kcvAt);
  }

  private String lines(int number) throws Exception {
    return lines(number, Sharing.Method.COMPONENTS);
  }

  /** The lines of a letter and the check value, as they are typed. */
  private String lines(int number, Sharing.Method method) throws Exception {
    String[] part =
        Files.readString(folder.resolve("part-" + number + ".txt")).strip().split("[-,]");
    var crypto = new TestCrypto();
    var parts = new PartedKeys(crypto.primitives);
    byte[] line = (number + "-" + part[1] + "," + part[2]).getBytes(StandardCharsets.US_ASCII);
    try (var read = parts.read(KeyMaterial.consume(line), method, KeySpec.AES_256, number);
        KeyMaterial lines = parts.lines(read)) {
      return lines.<String, RuntimeException>expose(
              lent -> new String(lent, StandardCharsets.US_ASCII))
          + part[2]
          + "\n";
    }
  }

  private String split(String how) {
    return "key:split north 1 %s --out '%s'".formatted(how, file("part-{n}.txt"));
  }

  private String parts(int... numbers) {
    var files = new StringBuilder();
    for (int number : numbers) {
      files.append(' ').append(file("part-" + number + ".txt"));
    }
    return files.toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String ok(String statement) {
    var run = console.run(statement);
    assertThat(run.err()).as(statement).isEmpty();
    assertThat(run.status()).as(statement).isZero();
    return run.out();
  }

  private String refused(String statement) {
    var run = console.run(statement);
    assertThat(run.status()).as(statement).isNotZero();
    return run.err();
  }
}
