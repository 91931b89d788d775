// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.stranger.StrangerCrypto.ascii;
import static org.keywright.tests.stranger.StrangerCrypto.cmac;
import static org.keywright.tests.stranger.StrangerCrypto.kdf;
import static org.keywright.tests.stranger.StrangerCrypto.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stranger's unit gives the bytes that download.md, section 9, prints. */
final class StrangerVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern VALUE = Pattern.compile("(\\S.*?) += ([0-9a-f]+)");
  private static final Pattern MORE = Pattern.compile(" +([0-9a-f]+)");
  private static final byte[] SN = run(0x00, 16);

  @Test
  void derivesTheKeysOfSuite01() throws IOException {
    var given = section("9.1");
    var t1 = StrangerCrypto.operationKey(1, run(0x40, 32), ascii("SET00001"), 1, SN);
    assertThat(t1).isEqualTo(value(given, "T1"));
    var h = StrangerCrypto.sha256(value(given, "E0"));
    assertThat(h).isEqualTo(value(given, "H"));
    for (var x : List.of("ENC", "CAS", "SAS", "RCPT")) {
      assertThat(sessionKey(t1, x, 1, 3, 7, h)).isEqualTo(value(given, "K_" + x));
    }
    var cas = cmac(value(given, "K_CAS"), value(given, "E1"));
    assertThat(cas).isEqualTo(value(given, "CAS"));
    assertThat(StrangerCrypto.unwrap(value(given, "K_ENC"), value(given, "WRAP")))
        .hasValueSatisfying(keyrec -> assertThat(keyrec).isEqualTo(value(given, "KEYREC")));
    assertThat(StrangerCrypto.kcv('A', value(given, "TA_SN"))).isEqualTo(value(given, "KCV"));
    assertThat(StrangerCrypto.sha256(value(given, "E2"))).isEqualTo(value(given, "SHA-256 of E2"));
    var use = kdf(value(given, "TA_SN"), "KW1.USE", 32, SN, number(7, 2));
    assertThat(use).isEqualTo(value(given, "K_USE"));
    assertThat(cmac(use, run(0x01, 8))).isEqualTo(value(given, "MAC"));
    var adm = kdf(t1, "KW1.ADM", 32, number(1, 1), SN, run(0xB0, 16));
    assertThat(adm).isEqualTo(value(given, "K_ADM"));
  }

  @Test
  void derivesTheKeysOfSuite10() throws IOException {
    var given = section("9.3");
    var t1 = StrangerCrypto.operationKey(0x10, run(0x40, 16), ascii("SET00010"), 1, SN);
    assertThat(t1).isEqualTo(value(given, "T1"));
    for (var x : List.of("ENC", "CAS", "SAS", "RCPT")) {
      assertThat(sessionKey(t1, x, 0x10, 4, 1, value(given, "H")))
          .isEqualTo(value(given, "K_" + x));
    }
    var tdes = value(given, "TA_SN");
    assertThat(HEX.formatHex(StrangerCrypto.kcv('T', tdes))).isEqualTo("e5a0f20ea8");
    assertThat(HEX.formatHex(kdf(tdes, "KW1.USE", 16, SN, number(2, 2))))
        .isEqualTo("3c0efbdbcb06611814606f98f2a25717");
  }

  @ParameterizedTest
  @CsvSource({
    "9.2, 10 b0 c0 30", // PREPARE, GET CHALLENGE, GET CHALLENGE, PREPARE
    "9.3, 10 30 b0" // PREPARE, PREPARE, GET CHALLENGE
  })
  void holdsTheConversation(String section, String draws) throws IOException {
    var random = new ArrayDeque<byte[]>();
    for (var first : draws.split(" ")) {
      random.add(run(Integer.parseInt(first, 16), 16));
    }
    var unit = new StrangerUnit(new byte[16], drawing(random), () -> 0);
    int commands = 0;
    var lines = joined(section(section));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("EI > ")) {
        var command = lines.get(i).substring(5);
        assertThat(unit.answer(HEX.parseHex(command)).map(HEX::formatHex))
            .as("answer to %s", command)
            .hasValue(lines.get(i + 1).substring(5));
        commands++;
      }
    }
    assertThat(commands).isGreaterThan(8);
    assertThat(random).isEmpty();
  }

  private static Consumer<byte[]> drawing(Queue<byte[]> random) {
    return target -> System.arraycopy(random.remove(), 0, target, 0, target.length);
  }

  private static byte[] sessionKey(byte[] t1, String x, int suite, int ref1, int ref2, byte[] h) {
    return kdf(
        t1,
        "KW1." + x,
        t1.length,
        number(suite, 1),
        SN,
        number(ref1, 2),
        number(ref2, 2),
        run(0x10, 16),
        run(0x20, 16),
        h);
  }

  /** The first value of that name. */
  private static byte[] value(List<String> lines, String name) {
    for (int i = 0; i < lines.size(); i++) {
      var first = VALUE.matcher(lines.get(i));
      if (first.matches() && first.group(1).equals(name)) {
        var hex = new StringBuilder(first.group(2));
        var more = MORE.matcher("");
        while (i + 1 < lines.size() && more.reset(lines.get(i + 1)).matches()) {
          hex.append(more.group(1));
          i++;
        }
        return HEX.parseHex(hex);
      }
    }
    throw new AssertionError("no value " + name);
  }

  /** The lines of a conversation, each with those that go on with it. */
  private static List<String> joined(List<String> lines) {
    var result = new ArrayList<String>();
    for (var line : lines) {
      var more = MORE.matcher(line);
      if (more.matches()) {
        result.add(result.removeLast() + more.group(1));
      } else {
        result.add(line);
      }
    }
    return result;
  }

  private static List<String> section(String number) throws IOException {
    var here = Path.of("").toAbsolutePath();
    var page =
        Stream.iterate(here, p -> p != null, Path::getParent)
            .map(p -> p.resolve("docs/protocols/download.md"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no download.md above " + here));
    try (var lines = Files.lines(page)) {
      return lines
          .dropWhile(line -> !line.startsWith("### " + number + " "))
          .skip(1)
          .takeWhile(line -> !line.startsWith("##"))
          .toList();
    }
  }

  private static byte[] run(int first, int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }
}
