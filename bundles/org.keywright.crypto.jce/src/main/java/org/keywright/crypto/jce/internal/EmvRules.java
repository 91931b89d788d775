// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/**
 * Card master keys of EMV (EMV 4.3 Book 2, annex A1.4): of an issuer's master key and a card's
 * account number with its sequence number. Options A and B are of TDES, option C is of AES.
 */
final class EmvRules {
  private static final Pattern INPUT = Pattern.compile("([0-9]{1,19})(?:-([0-9]{2}))?");
  private static final int DIGITS_OF_Y = 16;
  private static final int AES_DIGITS = 32;
  private static final int AES_BLOCK = 16;

  private final BlockCipher aes;
  private final BlockCipher tdes;

  EmvRules(BlockCipher aes, BlockCipher tdes) {
    this.aes = aes;
    this.tdes = tdes;
  }

  /** A1.4.1: the last sixteen digits of account number and sequence number. */
  List<Key> optionA(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    return tripleDes(master, lastDigits(digits(input)), steps);
  }

  /** A1.4.2: as option A up to sixteen digits, above it the decimalized hash of them all. */
  List<Key> optionB(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    String digits = digits(input);
    if (digits.length() - 2 <= DIGITS_OF_Y) {
      return tripleDes(master, lastDigits(digits), steps);
    }
    String even = digits.length() % 2 == 0 ? digits : "0" + digits;
    byte[] hash = sha1(HexFormat.of().parseHex(even));
    steps.data("SHA-1 of the digits", hash);
    return tripleDes(master, decimalized(hash), steps);
  }

  /** A1.4.3: all digits in one block of AES, and its complement for longer keys. */
  List<Key> optionC(Key master, byte[] input, DiversificationSteps steps) throws KeyException {
    byte[] both = withComplement(padded(digits(input), AES_DIGITS), steps);
    int length = master.spec().length();
    byte[] blocks = Arrays.copyOf(both, length == AES_BLOCK ? AES_BLOCK : 2 * AES_BLOCK);
    byte[] made = master.material().expose(lent -> aes.encipher(lent, blocks));
    try {
      return ProvedRule.keys(master.spec(), Arrays.copyOf(made, length));
    } finally {
      Arrays.fill(made, (byte) 0);
    }
  }

  private List<Key> tripleDes(Key master, String digits, DiversificationSteps steps)
      throws KeyException {
    byte[] both = withComplement(padded(digits, DIGITS_OF_Y), steps);
    byte[] made = master.material().expose(lent -> tdes.encipher(lent, both));
    Blocks.oddParity(made);
    return ProvedRule.keys(KeySpec.TDES_128, made);
  }

  private static byte[] withComplement(byte[] y, DiversificationSteps steps) {
    byte[] both = Arrays.copyOf(y, 2 * y.length);
    for (int i = 0; i < y.length; i++) {
      both[y.length + i] = (byte) ~y[i];
    }
    steps.data("Y, and Y with every bit turned", both);
    return both;
  }

  private static String digits(byte[] input) throws KeyException {
    Matcher read = INPUT.matcher(new String(input, StandardCharsets.ISO_8859_1));
    if (!read.matches()) {
      throw new KeyException(
          "an account number has 1 to 19 digits, and its sequence number two behind a hyphen");
    }
    return read.group(1) + (read.group(2) == null ? "00" : read.group(2));
  }

  private static String lastDigits(String digits) {
    return digits.substring(Math.max(0, digits.length() - DIGITS_OF_Y));
  }

  private static byte[] padded(String digits, int count) {
    return HexFormat.of().parseHex("0".repeat(count - digits.length()) + digits);
  }

  /** The decimal digits of the hash first, then its letters A to F as 0 to 5; sixteen of them. */
  private static String decimalized(byte[] hash) {
    var decimal = new StringBuilder();
    var letters = new StringBuilder();
    for (char digit : HexFormat.of().formatHex(hash).toCharArray()) {
      if (digit <= '9') {
        decimal.append(digit);
      } else {
        letters.append((char) (digit - 'a' + '0'));
      }
    }
    return decimal.append(letters).substring(0, DIGITS_OF_Y);
  }

  private static byte[] sha1(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
