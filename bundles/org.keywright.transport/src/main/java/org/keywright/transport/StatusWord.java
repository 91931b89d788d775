// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

/**
 * The two bytes that end every response (ISO/IEC 7816-4, clause 5.6; 9Exx is Keywright's own
 * range).
 *
 * @param value 0 to FFFF
 */
public record StatusWord(int value) {
  /** Done. */
  public static final StatusWord OK = new StatusWord(0x9000);

  /** Checks the range. */
  public StatusWord {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a status word has two bytes");
    }
  }

  /** Whether it says that the command was carried out: 9000. */
  public boolean ok() {
    return value == 0x9000;
  }

  /** Four hex digits. */
  public String hex() {
    return "%04X".formatted(value);
  }

  /** What it means, in the standard's words where there are some. */
  public String meaning() {
    if ((value & 0xFFF0) == 0x63C0) {
      return "secret code wrong, " + (value & 0xF) + " tries left";
    }
    return switch (value >> 8) {
      case 0x61 -> "more bytes are available";
      case 0x6C -> "wrong Le; the low byte says the right one";
      default -> exact();
    };
  }

  private String exact() {
    return switch (value) {
      case 0x9000 -> "done";
      case 0x6581 -> "memory failure, the old state was kept";
      case 0x6700 -> "wrong length";
      case 0x6881 -> "logical channel not supported";
      case 0x6882 -> "secure messaging not supported";
      case 0x6883 -> "last command of the chain expected";
      case 0x6884 -> "command chaining not supported";
      case 0x6982 -> "security status not satisfied";
      case 0x6983 -> "authentication method blocked";
      case 0x6984 -> "reference data not usable: challenge missing, spent or too old";
      case 0x6985 -> "conditions of use not satisfied: wrong life-cycle state";
      case 0x6988 -> "integrity check failed";
      case 0x6A80 -> "incorrect parameters in the data field";
      case 0x6A81 -> "function not supported: the place cannot take this kind of key";
      case 0x6A82 -> "application not found";
      case 0x6A84 -> "not enough memory space";
      case 0x6A86 -> "incorrect parameters P1-P2";
      case 0x6A88 -> "referenced data not found: no such key, place or set";
      case 0x6D00 -> "instruction not supported";
      case 0x6E00 -> "class not supported";
      case 0x6F00 -> "no precise diagnosis";
      case 0x9E01 -> "key not authentic";
      case 0x9E02 -> "wrong addressee";
      case 0x9E03 -> "key version would go back";
      case 0x9E04 -> "suite or policy downgrade";
      case 0x9E05 -> "challenge or sequence number repeated";
      case 0x9E10 -> "no free place, policy refuses";
      case 0x9E11 -> "CY invalid";
      case 0x9E12 -> "CY generation unknown";
      case 0x9E13 -> "host key generation unknown";
      case 0x9E20 -> "TAN used";
      case 0x9E21 -> "TAN expired";
      case 0x9E22 -> "appliance unknown";
      case 0x9E23 -> "ticket expired";
      case 0x9E24 -> "identification refused";
      case 0x9E25 -> "identification unit not authenticated";
      case 0x9E30 -> "no personalization unit certificate";
      case 0x9E31 -> "no central system key";
      case 0x9E32 -> "signature over the central system key wrong";
      case 0x9E33 -> "central system's signature over the personalization unit wrong";
      case 0x9E34 -> "manufacturer's signature over the personalization unit wrong";
      case 0x9E35 -> "certificate purpose or order wrong";
      case 0x9E36 -> "certificate expired or revoked";
      case 0x9E37 -> "stale nonce";
      default -> "status not in the standard's list";
    };
  }

  /** The digits and the meaning: {@code 6988 integrity check failed}. */
  @Override
  public String toString() {
    return hex() + " " + meaning();
  }
}
