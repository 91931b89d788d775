// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlock.Header;
import org.keywright.crypto.KeyBlock.OptionalBlock;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;

/**
 * A key block as it is written (ANSI X9.143-2021, clauses 5 and 6): its header read, and where the
 * enciphered key and the MAC are.
 *
 * @param block header and text
 * @param form what the version letter says
 * @param bodyAt the position of the first character after header and optional blocks
 */
record KeyBlockText(KeyBlock block, KeyBlockForm form, int bodyAt) {
  private static final int HEADER = 16;
  private static final int LONGEST = 9999;
  private static final int PREFIX = 4;
  private static final int EXTENDED_PREFIX = 10;
  private static final int LONGEST_SHORT = 0xFF;
  private static final int MOST_OPTIONAL = 99;
  private static final String PADDING = "PB";

  /** Reads a block; the text is without white space around it. */
  static KeyBlockText parse(String text) throws KeyException {
    if (text.isEmpty()) {
      throw new KeyException("the key block is empty");
    }
    checkCharacters(text);
    KeyBlockForm form = KeyBlockForm.of(text.charAt(0));
    if (text.length() < HEADER) {
      throw new KeyException("the key block ends within its header of 16 characters");
    }
    checkLength(text);
    var optional = new ArrayList<OptionalBlock>();
    int bodyAt = readOptional(text, decimal(text, 12, 14, "number of optional blocks"), optional);
    if (bodyAt % form.blockSize() != 0) {
      throw new KeyException(
          "the optional blocks of the key block are not padded to a multiple of "
              + form.blockSize()
              + " characters");
    }
    checkBody(text, bodyAt, form);
    return new KeyBlockText(new KeyBlock(header(text, optional), text), form, bodyAt);
  }

  /** The characters that the MAC covers in the clear. */
  String head() {
    return block.text().substring(0, bodyAt);
  }

  /** The enciphered key, in hex. */
  String body() {
    return block.text().substring(bodyAt, macAt());
  }

  /** The MAC, in hex. */
  String mac() {
    return block.text().substring(macAt());
  }

  private int macAt() {
    return block.text().length() - 2 * form.macLength();
  }

  private static void checkCharacters(String text) throws KeyException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Blanks may stand in optional blocks, as in a label.
      if (Character.isWhitespace(c) && (c != ' ' || i < HEADER)) {
        throw new KeyException("the key block has white space inside, at position " + i);
      }
      if (c < 0x20 || c > 0x7E) {
        throw new KeyException(
            "the key block has a character that is not printable ASCII, at position " + i);
      }
    }
  }

  private static void checkLength(String text) throws KeyException {
    int length = decimal(text, 1, 5, "length");
    if (length > text.length()) {
      throw new KeyException(
          "the key block is cut off: its length field says "
              + length
              + ", and there are "
              + text.length()
              + " characters");
    }
    if (length < text.length()) {
      throw new KeyException(
          "the key block has "
              + (text.length() - length)
              + " characters more than the "
              + length
              + " of its length field");
    }
  }

  private static Header header(String text, List<OptionalBlock> optional) throws KeyException {
    if (text.charAt(14) < '0' || text.charAt(14) > '2' || text.charAt(15) != '0') {
      throw new KeyException(
          "the last two header characters of the key block are key context 0 to 2 and 0, not "
              + text.substring(14, 16));
    }
    char algorithm = text.charAt(7);
    if (!isCapitalOrDigit(algorithm)) {
      throw new KeyException("key algorithm '" + algorithm + "' is not in X9.143");
    }
    var attributes =
        new KeyAttributes(
            KeyUsage.of(text.substring(5, 7)),
            KeyMode.of(text.charAt(8)),
            Exportability.of(text.charAt(11)));
    String keyVersion = text.substring(9, 11);
    checkKeyVersion(keyVersion);
    return new Header(text.charAt(0), attributes, algorithm, keyVersion, optional);
  }

  private static void checkKeyVersion(String keyVersion) throws KeyException {
    // X9.143 table 5 has a small c for components; nothing else is in small letters.
    boolean fits =
        keyVersion.length() == 2
            && (isCapitalOrDigit(keyVersion.charAt(0)) || keyVersion.charAt(0) == 'c')
            && isCapitalOrDigit(keyVersion.charAt(1));
    if (!fits) {
      throw new KeyException("key version '" + keyVersion + "' is not in X9.143");
    }
  }

  /** Reads optional blocks from behind the header; returns where they end. */
  private static int readOptional(String text, int count, List<OptionalBlock> optional)
      throws KeyException {
    int at = HEADER;
    for (int i = 1; i <= count; i++) {
      String what = "optional block " + i + " of the key block";
      need(text, at + PREFIX, what);
      String id = text.substring(at, at + 2);
      if (!isCapitalOrDigit(id.charAt(0)) || !isCapitalOrDigit(id.charAt(1))) {
        throw new KeyException(what + " has an identifier that is not two letters or digits");
      }
      int prefix = PREFIX;
      int length = hex(text, at + 2, at + 4, what);
      if (length == 0) {
        need(text, at + 6, what);
        int digits = 2 * hex(text, at + 4, at + 6, what);
        if (digits < 2 || digits > 4) {
          throw new KeyException(what + " has a length of a length that is not 1 or 2");
        }
        prefix = 6 + digits;
        need(text, at + prefix, what);
        length = hex(text, at + 6, at + prefix, what);
      }
      if (length < prefix) {
        throw new KeyException(what + " says that it is shorter than its own identifier");
      }
      need(text, at + length, what);
      optional.add(new OptionalBlock(id, text.substring(at + prefix, at + length)));
      at += length;
    }
    return at;
  }

  private static void need(String text, int end, String what) throws KeyException {
    if (end > text.length()) {
      throw new KeyException(what + " reaches beyond the end");
    }
  }

  private static void checkBody(String text, int bodyAt, KeyBlockForm form) throws KeyException {
    int body = text.length() - bodyAt - 2 * form.macLength();
    if (body <= 0 || body % (2 * form.blockSize()) != 0) {
      throw new KeyException(
          "the key block has no whole number of cipher blocks between header and MAC");
    }
    for (int i = bodyAt; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        throw new KeyException("the key block has white space inside, at position " + i);
      }
      if (c >= 'a' && c <= 'f') {
        throw new KeyException(
            "the key block has hex digits in small letters, at position " + i + "; X9.143 has A-F");
      }
      if (Character.digit(c, 16) < 0) {
        throw new KeyException("the key block has no hex digit at position " + i);
      }
    }
  }

  private static int decimal(String text, int from, int to, String field) throws KeyException {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new KeyException(
            "the "
                + field
                + " of the key block is not in decimal digits: "
                + text.substring(from, to));
      }
      value = 10 * value + c - '0';
    }
    return value;
  }

  private static int hex(String text, int from, int to, String what) throws KeyException {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 || c >= 'a') {
        throw new KeyException(what + " has a length that is not in hex digits");
      }
      value = 16 * value + Character.digit(c, 16);
    }
    return value;
  }

  private static boolean isCapitalOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /**
   * Writes header and optional blocks, padded by a block {@code PB} where they must be.
   *
   * @param bodyLength the number of characters that will follow
   */
  static String head(Header header, KeyBlockForm form, int bodyLength) throws KeyException {
    checkKeyVersion(header.keyVersion());
    List<OptionalBlock> optional = padded(header.optional(), form.blockSize());
    String blocks = optional.stream().map(KeyBlockText::written).collect(Collectors.joining());
    int total = HEADER + blocks.length() + bodyLength;
    if (total > LONGEST || optional.size() > MOST_OPTIONAL) {
      throw new KeyException("the optional blocks are too many or too long for a key block");
    }
    return "%c%04d%s%c%c%s%c%02d00%s"
        .formatted(
            header.version(),
            total,
            header.attributes().usage().code(),
            header.algorithm(),
            header.attributes().mode().letter(),
            header.keyVersion(),
            header.attributes().exportability().letter(),
            optional.size(),
            blocks);
  }

  private static List<OptionalBlock> padded(List<OptionalBlock> given, int blockSize) {
    if (given.stream().mapToInt(each -> written(each).length()).sum() % blockSize == 0) {
      return given;
    }
    var padded = new ArrayList<>(given);
    padded.removeIf(each -> each.id().equals(PADDING));
    int length = padded.stream().mapToInt(each -> written(each).length()).sum();
    int missing = Math.floorMod(-length - PREFIX, blockSize);
    if (length % blockSize != 0) {
      padded.add(new OptionalBlock(PADDING, "0".repeat(missing)));
    }
    return padded;
  }

  private static String written(OptionalBlock block) {
    int length = PREFIX + block.content().length();
    return length <= LONGEST_SHORT
        ? "%s%02X%s".formatted(block.id(), length, block.content())
        : "%s0002%04X%s"
            .formatted(block.id(), EXTENDED_PREFIX + block.content().length(), block.content());
  }
}
