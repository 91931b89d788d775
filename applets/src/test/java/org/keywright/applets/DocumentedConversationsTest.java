// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javacard.security.RandomData;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.sim.Role;

/** What the protocol documents print is read out of them and played to cards. */
class DocumentedConversationsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Path DOCUMENTS =
      Path.of(System.getProperty("keywright.root", "..")).resolve("docs/protocols");
  private static final Pattern EXCHANGE =
      Pattern.compile("([A-Z]{2}) > ([0-9a-f\\s]+)\\n   < ([0-9a-f\\s]+)");

  /** Random numbers that are printed, given out one after the other. */
  static final class PrintedRandom extends RandomData {
    private final Deque<Integer> beginnings = new ArrayDeque<>();

    PrintedRandom(int... beginnings) {
      for (int each : beginnings) {
        this.beginnings.add(each);
      }
    }

    @Override
    @SuppressWarnings("deprecation")
    public void generateData(byte[] buffer, short offset, short length) {
      int first = beginnings.remove();
      for (int i = 0; i < length; i++) {
        buffer[offset + i] = (byte) (first + i);
      }
    }

    @Override
    public short nextBytes(byte[] buffer, short offset, short length) {
      generateData(buffer, offset, length);
      return (short) (offset + length);
    }

    @Override
    public void setSeed(byte[] buffer, short offset, short length) {
      throw new UnsupportedOperationException("nothing to seed");
    }

    @Override
    public byte getAlgorithm() {
      return ALG_KEYGENERATION;
    }
  }

  @Test
  void suite01IsAnsweredAsPrinted() throws Exception {
    var second = new PrintedRandom(0x10, 0xB0, 0xC0, 0x30);
    var first = new PrintedRandom(0x20, 0xD0);

    var units = firstAndSecond(first, second);

    int commands = play("download.md", "### 9.2", "### 9.3", units);

    assertThat(commands).isEqualTo(30);
    // T, what replaced it, TA, and what place 7 had.
    nowhereInClear(
        units,
        "404142434445464748494a4b4c4d4e4f",
        "606162636465666768696a6b6c6d6e6f",
        "808182838485868788898a8b8c8d8e8f",
        "a3c5a22b7b414b536d2ba4d30834b2c3");
    assertThat(second.beginnings).isEmpty();
    assertThat(first.beginnings).isEmpty();
  }

  @Test
  void suite10IsAnsweredAsPrinted() throws Exception {
    var second = new PrintedRandom(0x10, 0x30, 0xB0);
    var first = new PrintedRandom(0x20, 0xD0);

    int commands = play("download.md", "### 9.3", "## 10", firstAndSecond(first, second));

    assertThat(commands).isEqualTo(22);
    assertThat(second.beginnings).isEmpty();
    assertThat(first.beginnings).isEmpty();
  }

  @Test
  void aPairedModuleAnswersAsPrinted() throws Exception {
    var random = new PrintedRandom(0x60, 0x80, 0xC0);
    var nobody = SerialNumber.of(new byte[SerialNumber.LENGTH]);
    var module = new CardUnit("ms", Role.MS, nobody);
    module.card.replaceRandom(random);

    var units = Map.of("MS", module);

    int commands = play("pairing.md", "### 9.2", "## 10", units);

    assertThat(commands).isEqualTo(20);
    // K_MS, k_g, MHK_SN and KA.
    nowhereInClear(
        units,
        "4670cd13630e9a35b8eefa1687780d0f",
        "909192939495969798999a9b9c9d9e9f",
        "74b028626090896aaad3915994a34625",
        "ee4f1588e249bce4d4b393d890868253");
    assertThat(random.beginnings).isEmpty();
  }

  private static Map<String, CardUnit> firstAndSecond(RandomData first, RandomData second) {
    var as = new CardUnit("as", Role.AS, SerialNumber.parse("AS-0001"));
    var ei = new CardUnit("ei", Role.EI, SerialNumber.of(new byte[SerialNumber.LENGTH]));
    as.card.replaceRandom(first);
    ei.card.replaceRandom(second);
    return Map.of("AS", as, "EI", ei);
  }

  private static int play(String document, String from, String to, Map<String, CardUnit> units)
      throws Exception {
    String text = Files.readString(DOCUMENTS.resolve(document));
    String part = text.substring(text.indexOf(from), text.indexOf("\n" + to));
    int commands = 0;
    var exchanges = EXCHANGE.matcher(part);
    while (exchanges.find()) {
      var unit = units.get(exchanges.group(1));
      if (unit != null) {
        byte[] answer = unit.connect().respond(bytes(exchanges.group(2)));
        assertThat(HEX.formatHex(answer))
            .as(exchanges.group())
            .isEqualTo(HEX.formatHex(bytes(exchanges.group(3))));
        assertThat(unit.card.commandMemory())
            .as("memory after " + exchanges.group())
            .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
        commands++;
      }
    }
    return commands;
  }

  private static void nowhereInClear(Map<String, CardUnit> units, String... keys) {
    for (CardUnit unit : units.values()) {
      assertThat(HEX.formatHex(unit.image())).isNotEmpty().doesNotContain(keys);
    }
  }

  private static byte[] bytes(String printed) {
    return HEX.parseHex(printed.replaceAll("\\s", ""));
  }
}
