// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.CardReader;

/**
 * The parts of {@code pcsc:[shared:]CARD}: which card is meant, and whether it is shared with other
 * programs.
 *
 * @param shared whether other programs may use the card meanwhile
 * @param choice which card
 */
record PcscAddress(boolean shared, Choice choice) {
  private static final String SHARED = "shared:";
  private static final String ATR = "atr=";
  private static final String SERIAL = "serial=";
  private static final Pattern MASK = Pattern.compile("[0-9A-FX]{2,66}");

  /** Which card is meant. */
  sealed interface Choice {}

  /** The card in a reader. */
  record InReader(String name) implements Choice {
    /** The reader of just that name, or else those whose names have it in them. */
    List<CardReader> among(List<CardReader> readers) {
      var named = readers.stream().filter(reader -> reader.name().equals(name)).toList();
      return named.isEmpty()
          ? readers.stream().filter(reader -> lower(reader.name()).contains(lower(name))).toList()
          : named;
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  /** A card whose answer to reset begins as the mask says; X stands for any digit. */
  record ByAtr(String mask) implements Choice {
    boolean fits(Atr atr) {
      String digits = atr.toString();
      if (digits.length() < mask.length()) {
        return false;
      }
      for (int i = 0; i < mask.length(); i++) {
        if (mask.charAt(i) != 'X' && mask.charAt(i) != digits.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A card that says of itself that this is its serial number. */
  record BySerial(SerialNumber serial) implements Choice {}

  static PcscAddress of(Endpoint endpoint) throws LinkException {
    String text = endpoint.address();
    boolean shared = text.startsWith(SHARED);
    if (shared) {
      text = text.substring(SHARED.length());
    }
    if (text.isBlank()) {
      throw malformed(endpoint);
    }
    return new PcscAddress(shared, choice(endpoint, text.strip()));
  }

  private static Choice choice(Endpoint endpoint, String text) throws LinkException {
    if (text.startsWith(ATR)) {
      var mask = text.substring(ATR.length()).toUpperCase(Locale.ROOT);
      if (!MASK.matcher(mask).matches()) {
        throw malformed(endpoint);
      }
      return new ByAtr(mask);
    }
    if (text.startsWith(SERIAL)) {
      try {
        return new BySerial(SerialNumber.parse(text.substring(SERIAL.length())));
      } catch (IllegalArgumentException e) {
        throw new LinkException(endpoint + ": " + e.getMessage(), e);
      }
    }
    return new InReader(text);
  }

  private static LinkException malformed(Endpoint endpoint) {
    return new LinkException(
        endpoint
            + ": no card: write pcsc:READER, pcsc:atr=3B8A…, where x is any digit, or"
            + " pcsc:serial=NUMBER; pcsc:shared:… shares the card with other programs");
  }
}
