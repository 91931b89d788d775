// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys that are printed in standards and manuals, and keys that only look like one. */
final class WellKnownKeys {
  private static final int[] STEPS = {0, 1, 0x11, -1, -0x11};
  private static final List<Pattern> PATTERNS =
      List.of(
          pattern("404142434445464748494A4B4C4D4E4F", "GlobalPlatform default key 40..4F"),
          pattern("0123456789ABCDEFFEDCBA9876543210", "test key 0123456789ABCDEF FEDCBA9876543210"),
          pattern("FEDCBA98765432100123456789ABCDEF", "test key FEDCBA9876543210 0123456789ABCDEF"),
          pattern("0123456789ABCDEF", "test key 0123456789ABCDEF, repeated"),
          pattern("11223344556677889900AABBCCDDEEFF", "test key 11223344556677889900AABBCCDDEEFF"),
          pattern("112233445566778899AABBCCDDEEFF00", "test key 112233445566778899AABBCCDDEEFF00"),
          pattern("2B7E151628AED2A6ABF7158809CF4F3C", "example key of FIPS 197 and RFC 4493"),
          pattern(
              "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B", "example key of NIST SP 800-38A"),
          pattern(
              "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
              "example key of NIST SP 800-38A"));

  private WellKnownKeys() {}

  /**
   * Names the pattern that the key follows.
   *
   * @param parityAside whether the lowest bit of each byte says nothing, as in DES keys
   */
  static Optional<String> nameOf(byte[] key, boolean parityAside) {
    int mask = parityAside ? 0xFE : 0xFF;
    String name = "";
    for (Pattern pattern : PATTERNS) {
      if (pattern.covers(key, mask) && name.isEmpty()) {
        name = pattern.name();
      }
    }
    if (name.isEmpty()) {
      name = series(key, mask);
    }
    return Optional.of(name).filter(found -> !found.isEmpty());
  }

  /** What the key is called if each byte differs from the one before by one of the usual steps. */
  private static String series(byte[] key, int mask) {
    String name = "";
    for (int step : STEPS) {
      // Where the parity bit says nothing, the first byte may stand for either of two.
      for (int start : new int[] {key[0], key[0] ^ (~mask & 1)}) {
        int apart = 0;
        for (int i = 1; i < key.length; i++) {
          apart |= (start + i * step ^ key[i]) & mask;
        }
        if (apart == 0 && name.isEmpty()) {
          name = seriesName(start & 0xFF, step);
        }
      }
    }
    return name;
  }

  private static String seriesName(int start, int step) {
    return switch (step) {
      case 0 -> "all bytes equal";
      case 1, 0x11 -> "bytes counting up from %02X".formatted(start);
      default -> "bytes counting down from %02X".formatted(start);
    };
  }

  private static Pattern pattern(String hex, String name) {
    return new Pattern(HexFormat.of().parseHex(hex), name);
  }

  private static final class Pattern {
    private final byte[] bytes;
    private final String name;

    Pattern(byte[] bytes, String name) {
      this.bytes = bytes;
      this.name = name;
    }

    String name() {
      return name;
    }

    /** Whether the key is the pattern, over and over; in time that its bytes do not change. */
    boolean covers(byte[] key, int mask) {
      int apart = key.length < bytes.length ? 1 : 0;
      for (int i = 0; i < key.length; i++) {
        apart |= (key[i] ^ bytes[i % bytes.length]) & mask;
      }
      return apart == 0;
    }
  }
}
