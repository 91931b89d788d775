// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keywright.crypto.KeyMaterial;
import org.keywright.letters.Letter;

/** Draws the one page of a letter: head, digits, symbol, and the strip that is torn off. */
final class LetterPage {
  private static final int LEFT = 56;
  private static final int RIGHT = 539;
  private static final int SYMBOL = 430;
  private static final int DIGITS_TOP = 300;
  private static final int LINE = 30;
  private static final int STRIP = 612;
  private static final int MODULE = 3;

  /** Four groups of four digits, the line's check value, and what stands between. */
  private static final int LINE_LENGTH = 23;

  private static final int GROUPS_LENGTH = 19;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Page page;
  private final Letter letter;
  private final String part;

  LetterPage(Page page, Letter letter) {
    this.page = page;
    this.letter = letter;
    this.part = letter.sharing().method().part();
  }

  /** What the page is called. */
  String title() {
    return "Key " + part + " " + ofAll();
  }

  /** Draws all but the secret. */
  void frame() {
    letter.mark().ifPresent(page::mark);
    letter.mark().ifPresent(mark -> page.bar(0, barText(mark)));
    letter.mark().ifPresent(mark -> page.bar(Page.HEIGHT - 24, barText(mark)));
    page.text(LEFT, 48, Font.BOLD, 22, title());
    page.text(LEFT, 78, Font.PLAIN, 11, secrecy() + "For " + letter.custodian() + " alone.");
    page.line(LEFT, 98, RIGHT, 98, 1.2);
    facts(
        112,
        List.of(
            Map.entry("Vault", letter.vault()),
            Map.entry("Key", letter.key() + ", " + letter.kind()),
            Map.entry("Parted in", parted()),
            Map.entry("Custodian", letter.custodian()),
            Map.entry("Ceremony", letter.ceremony().isEmpty() ? "none" : letter.ceremony()),
            Map.entry("Made", TIME.format(letter.at()))));
    page.text(LEFT, 236, Font.BOLD, 12, "The " + part);
    page.text(
        LEFT,
        254,
        Font.PLAIN,
        9.5,
        "Type each line with the two digits at its end, which find a line that is mistyped. A"
            + " scanner");
    page.text(LEFT, 267, Font.PLAIN, 9.5, "reads the symbol, and needs no typing.");
    checks(DIGITS_TOP + lines() * LINE + 26);
    advice(DIGITS_TOP + lines() * LINE + 78);
    strip();
  }

  private String secrecy() {
    return letter.check().isPresent() ? "Secret. " : "";
  }

  private static String barText(String mark) {
    return mark.equals(Letter.TEST_PRINT)
        ? mark + " \u2013 NO SECRET IS ON THIS PAGE"
        : mark + " \u2013 A THROW-AWAY KEY, NOT TO BE USED";
  }

  private String ofAll() {
    return letter.number() + " of " + letter.sharing().parts();
  }

  private String parted() {
    return switch (letter.sharing().method()) {
      case COMPONENTS -> letter.sharing() + ", all of which are needed";
      case SHARES ->
          "%d shares, any %d of which give the key"
              .formatted(letter.sharing().parts(), letter.sharing().needed());
    };
  }

  private int lines() {
    return letter.kind().length() / 8;
  }

  private void facts(double y, List<Map.Entry<String, String>> facts) {
    double at = y;
    for (var fact : facts) {
      page.text(LEFT, at, Font.PLAIN, 10.5, fact.getKey());
      page.text(LEFT + 80, at, Font.BOLD, 10.5, fact.getValue());
      at += 18;
    }
  }

  private void checks(double y) {
    page.text(LEFT, y, Font.PLAIN, 10.5, "Check value of this " + part);
    page.text(LEFT + 170, y, Font.FIXED, 12, partKcv());
    page.text(LEFT, y + 20, Font.PLAIN, 10.5, "Check value of the key");
    page.text(LEFT + 170, y + 20, Font.FIXED, 12, keyKcv());
  }

  private String partKcv() {
    return letter.check().map(check -> check.part().toString()).orElse("none: a test print");
  }

  private String keyKcv() {
    return letter.check().map(check -> check.key().toString()).orElse("none: a test print");
  }

  private void advice(double y) {
    page.text(LEFT, y, Font.PLAIN, 9.5, "Let nobody see, copy or photograph this page.");
    page.text(
        LEFT,
        y + 13,
        Font.PLAIN,
        9.5,
        "Tear the strip off and give it to the security officer. Then seal the page in a numbered"
            + " bag and keep it.");
  }

  private void strip() {
    page.dashed(20, STRIP, Page.WIDTH - 20);
    page.text(LEFT, STRIP + 6, Font.PLAIN, 8, "tear off here \u2013 there is no secret below");
    page.text(
        LEFT,
        STRIP + 28,
        Font.BOLD,
        12,
        "Receipt for %s %s of %s".formatted(part, ofAll(), letter.key()));
    page.text(
        LEFT,
        STRIP + 48,
        Font.PLAIN,
        9.5,
        "%s, %s; %s"
            .formatted(
                letter.vault(),
                letter.ceremony().isEmpty() ? "no ceremony" : letter.ceremony(),
                TIME.format(letter.at())));
    page.text(LEFT, STRIP + 70, Font.PLAIN, 10, "Check value of the " + part);
    page.text(LEFT + 160, STRIP + 70, Font.FIXED, 10.5, partKcv());
    page.text(LEFT, STRIP + 88, Font.PLAIN, 10, "Check value of the key");
    page.text(LEFT + 160, STRIP + 88, Font.FIXED, 10.5, keyKcv());
    page.text(
        LEFT, STRIP + 112, Font.PLAIN, 9.5, "I have taken the letter, unread by anybody else.");
    signature(LEFT, "Custodian: " + letter.custodian());
    signature(310, "Security officer");
  }

  private void signature(double x, String who) {
    page.line(x, STRIP + 166, x + 228, STRIP + 166, 0.8);
    page.text(x, STRIP + 170, Font.PLAIN, 8.5, who + ", date");
  }

  /**
   * Draws the digits.
   *
   * @param lines as {@code KeyParts.lines} gives them; stay the caller's
   */
  void digits(KeyMaterial lines) {
    byte[] ascii = new byte[lines.length()];
    try {
      lines.copyInto(ascii, 0);
      digits(ascii);
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }

  /** Draws what has the place of digits on a test print. */
  void placeholders() {
    digits("XXXX XXXX XXXX XXXX XX\n".repeat(lines()).getBytes(StandardCharsets.US_ASCII));
    symbol("TEST PRINT: no secret is in this symbol".getBytes(StandardCharsets.US_ASCII));
  }

  private void digits(byte[] ascii) {
    double height = lines() * LINE + 10;
    page.box(LEFT - 8, DIGITS_TOP - 8, SYMBOL - LEFT - 12, height, 1);
    page.line(LEFT + 252, DIGITS_TOP - 8, LEFT + 252, DIGITS_TOP - 8 + height, 0.5);
    for (int line = 0; line < lines(); line++) {
      double y = DIGITS_TOP + line * LINE + 4;
      int from = line * LINE_LENGTH;
      page.text(LEFT, y + 3, Font.PLAIN, 9, String.valueOf(line + 1));
      page.secret(LEFT + 20, y, 19, ascii, from, from + GROUPS_LENGTH);
      page.secret(LEFT + 268, y, 19, ascii, from + GROUPS_LENGTH + 1, from + LINE_LENGTH - 1);
    }
  }

  /**
   * Draws the symbol.
   *
   * @param line as {@code KeyParts.write} gives it; stays the caller's
   */
  void symbol(KeyMaterial line) {
    byte[] ascii = new byte[line.length()];
    try {
      line.copyInto(ascii, 0);
      symbol(ascii);
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }

  private void symbol(byte[] ascii) {
    try (QrSymbol symbol = QrSymbol.of(ascii)) {
      int from = QrSymbol.QUIET * MODULE;
      page.area(
          SYMBOL - from,
          DIGITS_TOP - 8 - from,
          symbol.size() * MODULE + 2 * from,
          symbol.size() * MODULE + 2 * from,
          1);
      for (int row = 0; row < symbol.size(); row++) {
        row(symbol, row);
      }
    }
  }

  /** Draws neighbours at once: seams between them would irritate scanners. */
  private void row(QrSymbol symbol, int row) {
    int column = 0;
    while (column < symbol.size()) {
      int end = column;
      while (end < symbol.size() && symbol.dark(row, end)) {
        end++;
      }
      if (end > column) {
        page.area(
            SYMBOL + column * MODULE,
            DIGITS_TOP - 8 + row * MODULE,
            (end - column) * MODULE,
            MODULE,
            0);
      }
      column = end + 1;
    }
  }
}
