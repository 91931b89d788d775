// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A TR-31 / ANSI X9.143 key block as it is written down: the header in the clear and the rest as
 * text. Holds nothing secret: the key in it is enciphered.
 *
 * @param header the sixteen characters and the optional blocks
 * @param text the whole block, from the version letter to the MAC
 */
public record KeyBlock(Header header, String text) {
  /**
   * The header fields (X9.143-2021, clause 5).
   *
   * @param version A, B, C or D
   * @param attributes usage, mode and exportability
   * @param algorithm the algorithm letter of the key inside
   * @param keyVersion the two characters of the key version number, {@code 00} where it is unused
   * @param optional the optional blocks in their order, kept as they are
   */
  public record Header(
      char version,
      KeyAttributes attributes,
      char algorithm,
      String keyVersion,
      List<OptionalBlock> optional) {
    /** Copies the list. */
    public Header {
      optional = List.copyOf(optional);
    }

    /** The same header with one more optional block, behind the others. */
    public Header with(OptionalBlock block) {
      var all = new ArrayList<>(optional);
      all.add(block);
      return new Header(version, attributes, algorithm, keyVersion, all);
    }

    /** What the optional blocks say, without padding. */
    public List<OptionalBlockValue> values() {
      return optional.stream()
          .map(OptionalBlockValue::of)
          .filter(value -> !value.id().equals("PB"))
          .toList();
    }
  }

  /**
   * One optional block.
   *
   * @param id its two characters, such as {@code KS}
   * @param content its characters, without id and length
   */
  public record OptionalBlock(String id, String content) {
    /** A block LB: what people call the key. */
    public static OptionalBlock label(String text) {
      return new OptionalBlock("LB", text);
    }

    /** A block TS: when the key block was made, to the second. */
    public static OptionalBlock timeStamp(Instant time) {
      return new OptionalBlock("TS", time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  @Override
  public String toString() {
    return "KeyBlock[version " + header.version() + ", " + header.attributes() + "]";
  }
}
