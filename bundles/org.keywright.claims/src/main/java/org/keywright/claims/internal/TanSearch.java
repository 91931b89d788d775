// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Keys;
import org.keywright.protocol.personalization.TransactionNumbers;

/**
 * Looks in what was said for a transaction number that a proof has made itself: for the number in
 * any form, and for what an attacker could compute of a guess and of what he has heard.
 */
final class TanSearch {
  private static final int WINDOW = 8;
  private static final int VALUE = 32;

  private final byte[] digits;

  private TanSearch(byte[] digits) {
    this.digits = digits;
  }

  /** For a number made afresh. */
  static TanSearch forNew(Keys keys) {
    byte[] random = keys.random(TransactionNumbers.LENGTH);
    byte[] digits = new byte[TransactionNumbers.LENGTH];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ('0' + (random[i] & 0xFF) % 10);
    }
    int last = digits.length - 1;
    for (digits[last] = '0'; !TransactionNumbers.wellFormed(digits); digits[last]++) {
      // the next check digit
    }
    return new TanSearch(digits);
  }

  /** The number, eleven digits in ASCII. */
  byte[] digits() {
    return digits.clone();
  }

  /**
   * Demands that nothing of it is found.
   *
   * @param wire what passed on the line
   * @param messages what passed inside of its protection
   * @return how many values were looked for
   */
  int requireNothing(Collection<Bytes> wire, Collection<Bytes> messages)
      throws Observed.Otherwise, GeneralSecurityException {
    var all = new ArrayList<>(wire);
    all.addAll(messages);
    for (byte[] form : forms()) {
      String sought = Bytes.of(form).hex();
      for (Bytes each : all) {
        Observed.that(!each.hex().contains(sought), "the number itself is said");
      }
    }
    var windows = windows(all);
    var verifiers = verifiers(messages);
    for (byte[] value : verifiers) {
      Observed.that(
          !windows.contains(Bytes.of(Arrays.copyOf(value, WINDOW))),
          "what is said can be computed of the number and of what was said");
    }
    return verifiers.size();
  }

  /** As text, as packed decimal digits from either end, as a number. */
  private List<byte[]> forms() {
    byte[] reversed = new byte[digits.length];
    for (int i = 0; i < digits.length; i++) {
      reversed[i] = digits[digits.length - 1 - i];
    }
    return List.of(digits, reversed, packed(0), packed(1), value());
  }

  private byte[] packed(int from) {
    byte[] packed = new byte[digits.length / 2];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) ((digits[from + 2 * i] - '0') << 4 | digits[from + 2 * i + 1] - '0');
    }
    return packed;
  }

  private byte[] value() {
    long number = 0;
    for (byte digit : digits) {
      number = 10 * number + digit - '0';
    }
    return BigInteger.valueOf(number).toByteArray();
  }

  private static Set<Bytes> windows(List<Bytes> said) {
    var windows = new HashSet<Bytes>();
    for (Bytes each : said) {
      byte[] bytes = each.toArray();
      for (int at = 0; at + WINDOW <= bytes.length; at++) {
        windows.add(Bytes.of(Arrays.copyOfRange(bytes, at, at + WINDOW)));
      }
    }
    return windows;
  }

  /** Digests and MACs of the number with each message, and with each value of one. */
  private List<byte[]> verifiers(Collection<Bytes> messages) throws GeneralSecurityException {
    var known = new ArrayList<byte[]>();
    known.add(new byte[0]);
    for (Bytes each : messages) {
      byte[] message = each.toArray();
      known.add(message);
      for (int at = 0; at + VALUE <= message.length; at += 4) {
        known.add(Arrays.copyOfRange(message, at, at + VALUE));
      }
    }
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(digits, "HmacSHA256"));
    var values = new ArrayList<byte[]>();
    for (String algorithm : List.of("SHA-256", "SHA-1")) {
      var digest = MessageDigest.getInstance(algorithm);
      for (byte[] value : known) {
        digest.update(digits);
        values.add(digest.digest(value));
        digest.update(value);
        values.add(digest.digest(digits));
      }
    }
    for (byte[] value : known) {
      values.add(mac.doFinal(value));
    }
    return values;
  }
}
