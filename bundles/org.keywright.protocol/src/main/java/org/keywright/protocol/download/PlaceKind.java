// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;

/**
 * A place of an EI and the kind of key that it takes; in tag 98 six bytes: REF2 (2), usage (2
 * letters or zero for any), algorithm (a letter or zero for any), greatest key length in bytes
 * (zero: takes no key).
 *
 * @param ref2 the place, 1 to 65534; {@link #TRANSPORT_KEY} is that of T itself
 * @param usage the one usage that it takes, or any
 * @param algorithm the one algorithm that it takes, or any
 * @param mostBytes the greatest key length in bytes
 */
public record PlaceKind(
    int ref2, Optional<KeyUsage> usage, Optional<KeyAlgorithm> algorithm, int mostBytes) {
  /** The place of the transport key itself; a K0 key loaded there becomes the next T. */
  public static final int TRANSPORT_KEY = 0xFFFF;

  private static final int ENCODED = 6;

  /** Checks the ranges. */
  public PlaceKind {
    if (ref2 < 1 || ref2 >= TRANSPORT_KEY || mostBytes < 0 || mostBytes > 255) {
      throw new IllegalArgumentException("a place is a number from 1 to 65534");
    }
  }

  /** A place that takes any AES or TDES key. */
  public static PlaceKind any(int ref2) {
    return new PlaceKind(ref2, Optional.empty(), Optional.empty(), 32);
  }

  /** Whether the place is made for a key such as this. */
  public boolean takes(KeyRecord record) {
    return usage.map(u -> u.equals(record.attributes().usage())).orElse(true)
        && algorithm.map(a -> a == record.key().spec().algorithm()).orElse(true)
        && record.key().spec().length() <= mostBytes;
  }

  /** Encodes places one behind the other. */
  public static byte[] encode(List<PlaceKind> places) {
    var out = new ByteArrayOutputStream(places.size() * ENCODED);
    for (var place : places) {
      out.writeBytes(SessionKeys.u16(place.ref2));
      out.writeBytes(
          place.usage.map(u -> u.code().getBytes(StandardCharsets.US_ASCII)).orElse(new byte[2]));
      out.write(place.algorithm.map(a -> (int) a.letter()).orElse(0));
      out.write(place.mostBytes);
    }
    return out.toByteArray();
  }

  /**
   * Decodes places.
   *
   * @throws KeyException if a field is malformed or a place comes twice
   */
  public static List<PlaceKind> decode(byte[] encoded) throws KeyException {
    if (encoded.length % ENCODED != 0) {
      throw new KeyException("a place is described by " + ENCODED + " bytes");
    }
    var places = new ArrayList<PlaceKind>();
    for (int at = 0; at < encoded.length; at += ENCODED) {
      int ref2 = ((encoded[at] & 0xFF) << 8) | (encoded[at + 1] & 0xFF);
      boolean anyUsage = encoded[at + 2] == 0 && encoded[at + 3] == 0;
      var usage = new String(encoded, at + 2, 2, StandardCharsets.US_ASCII);
      if (ref2 == 0 || ref2 == TRANSPORT_KEY) {
        throw new KeyException("a place is a number from 1 to 65534");
      }
      if (places.stream().anyMatch(p -> p.ref2 == ref2)) {
        throw new KeyException("place " + ref2 + " is described twice");
      }
      places.add(
          new PlaceKind(
              ref2,
              anyUsage ? Optional.empty() : Optional.of(KeyUsage.of(usage)),
              encoded[at + 4] == 0
                  ? Optional.empty()
                  : Optional.of(KeyAlgorithm.of((char) (encoded[at + 4] & 0xFF))),
              encoded[at + 5] & 0xFF));
    }
    return places;
  }
}
