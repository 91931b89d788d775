// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters.internal;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;

/** Fonts that each PDF reader and printer has (ISO 32000-1, clause 9.6.2.2). */
enum Font {
  /** Upright text. */
  PLAIN("F1", "Helvetica", 1.0),
  /** Headings. */
  BOLD("F2", "Helvetica-Bold", 1.07),
  /** Digits. */
  FIXED("F3", "Courier-Bold", 0);

  /** Of U+0020 to U+007E in Helvetica, in thousandths of the size, a character for ten each. */
  private static final String WIDTHS =
      "278278355556556889667191333333389584278333278278"
          + "556556556556556556556556556556278278584584584556"
          + "1015667667722722667611778722278500667556833722778667778722667611722667944667667611278278278469556"
          + "333556556500556556278556556222222500222833556556556556333500278556500722500500500334260334584";

  private static final int FIXED_WIDTH = 600;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final String resource;
  private final String baseFont;
  private final double broader;

  Font(String resource, String baseFont, double broader) {
    this.resource = resource;
    this.baseFont = baseFont;
    this.broader = broader;
  }

  /** Its name on a page. */
  String resource() {
    return resource;
  }

  /** Its name in a PDF file. */
  String baseFont() {
    return baseFont;
  }

  /** How wide a text is in points; of the bold font a little more than it is. */
  double width(String text, double size) {
    double sum = 0;
    for (byte each : encoded(text)) {
      sum += this == FIXED ? FIXED_WIDTH : broader * helvetica(each & 0xFF);
    }
    return sum * size / 1000;
  }

  private static int helvetica(int code) {
    int plain = code >= 0xC0 ? base(code) : code;
    if (plain < ' ' || plain > '~') {
      return FIXED_WIDTH;
    }
    return Widths.HELVETICA.get(plain - ' ');
  }

  /** Read once: a page asks for thousands. */
  private static final class Widths {
    static final List<Integer> HELVETICA =
        IntStream.rangeClosed(' ', '~').mapToObj(Widths::width).toList();

    private static Integer width(int code) {
      // '@' alone has four digits.
      int at = 3 * (code - ' ') + (code > '@' ? 1 : 0);
      return Integer.valueOf(WIDTHS.substring(at, at + (code == '@' ? 4 : 3)));
    }
  }

  private static int base(int code) {
    byte[] one = {(byte) code};
    return Normalizer.normalize(new String(one, WINDOWS), Normalizer.Form.NFD).charAt(0);
  }

  /**
   * A text as the fonts have it. What they lack is shown by its letter without its marks, or by a
   * question mark; the exact text is in what is printed for programs.
   */
  static byte[] encoded(String text) {
    if (text.chars().allMatch(each -> each >= ' ' && each <= '~')) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    CharsetEncoder encoder = WINDOWS.newEncoder();
    var out = ByteBuffer.allocate(text.length());
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(each -> out.put(encoded(encoder, each)));
    byte[] encoded = new byte[out.flip().remaining()];
    out.get(encoded);
    return encoded;
  }

  private static byte encoded(CharsetEncoder encoder, String character) {
    if (Character.isISOControl(character.codePointAt(0))) {
      return ' ';
    }
    for (String each : List.of(character, bare(character))) {
      if (encoder.canEncode(each)) {
        return each.getBytes(WINDOWS)[0];
      }
    }
    return '?';
  }

  /** A letter without what stands on or through it. */
  private static String bare(String character) {
    return switch (character) {
      case "\u0141" -> "L";
      case "\u0142" -> "l";
      case "\u0110" -> "D";
      case "\u0111" -> "d";
      case "\u0131" -> "i";
      default -> Normalizer.normalize(character, Normalizer.Form.NFD).substring(0, 1);
    };
  }

  /** The same as a text of which each character is one byte, for a PDF string. */
  static String escaped(String text) {
    return new String(encoded(text), StandardCharsets.ISO_8859_1)
        .replace("\\", "\\\\")
        .replace("(", "\\(")
        .replace(")", "\\)");
  }
}
