// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import javacard.framework.Util;

/** KEYREC of download.md, section 4.4: an application key with its attributes. */
final class KeyRecords {
  static final byte AES = 'A';
  static final byte TDES = 'T';

  /** Exportability of whatever leaves a first unit. */
  static final byte NOT_EXPORTABLE = 'N';

  static final short HEADER_LENGTH = 16;
  static final short LONGEST = 48;

  static final short USAGE = 1;
  static final short ALGORITHM = 3;
  static final short MODE = 4;
  static final short EXPORTABILITY = 5;
  static final short VERSION = 6;
  static final short BITS = 8;
  static final short ZEROS = 10;

  private static final byte FORMAT = 1;

  private static final byte[] MODES = {
    'B', 'C', 'D', 'E', 'G', 'N', 'S', 'T', 'V', 'X', 'Y',
  };

  private static final byte[] EXPORTABILITIES = {'E', 'N', 'S'};

  private KeyRecords() {}

  /** Whether a record is laid out as it must be, with a key of its length behind it. */
  static boolean laidOut(byte[] bytes, short at, short length) {
    if (length <= HEADER_LENGTH || bytes[at] != FORMAT) {
      return false;
    }
    short keyLength = (short) (length - HEADER_LENGTH);
    return usage(bytes, (short) (at + USAGE))
        && kind(bytes[(short) (at + ALGORITHM)], keyLength)
        && contains(MODES, bytes[(short) (at + MODE)])
        && contains(EXPORTABILITIES, bytes[(short) (at + EXPORTABILITY)])
        && Util.getShort(bytes, (short) (at + VERSION)) != 0
        && Util.getShort(bytes, (short) (at + BITS)) == (short) (keyLength * 8)
        && Octets.zero(bytes, (short) (at + ZEROS), (short) (HEADER_LENGTH - ZEROS));
  }

  /** Whether there are two characters of a usage. */
  static boolean usage(byte[] bytes, short at) {
    return character(bytes[at]) && character(bytes[(short) (at + 1)]);
  }

  private static boolean character(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether there are keys of this algorithm and length in bytes. */
  private static boolean kind(byte algorithm, short length) {
    if (algorithm == AES) {
      return length == 16 || length == 24 || length == 32;
    }
    return algorithm == TDES && (length == 16 || length == 24);
  }

  private static boolean contains(byte[] letters, byte wanted) {
    return Octets.contains(letters, (short) 0, (short) letters.length, wanted);
  }

  /** Gives each byte of a TDES key an odd number of ones. */
  static void oddParity(byte[] key, short at, short length) {
    short end = (short) (at + length);
    for (short i = at; i < end; i++) {
      byte ones = key[i];
      ones = (byte) (ones ^ (byte) (ones >> 4));
      ones = (byte) (ones ^ (byte) (ones >> 2));
      ones = (byte) (ones ^ (byte) (ones >> 1));
      key[i] = (byte) (key[i] ^ (byte) ((byte) ~ones & 1));
    }
  }
}
