// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.util.HashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

class JceKeysTest {
  private final JceKeys keys = new JceKeys(PRIMITIVES);

  @ParameterizedTest
  @ValueSource(
      strings = {"AES-128", "AES-192", "AES-256", "TDES-128", "TDES-192", "HMAC-256", "HMAC-512"})
  void makesKeysOfTheKindAskedForAndNeverTheSame(String kind) throws KeyException {
    var seen = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      try (var key = keys.generate(KeySpec.parse(kind))) {
        assertThat(key.spec()).hasToString(kind);
        assertThat(seen.add(hex(key))).isTrue();
      }
    }
  }

  @Test
  void givesTdesKeysOddParity() throws KeyException {
    for (byte each : bytes(hex(keys.generate(KeySpec.parse("TDES-192"))))) {
      assertThat(Integer.bitCount(each & 0xFF) % 2).isEqualTo(1);
    }
  }

  @Test
  void neverGivesANonceTwiceNotEvenToManyThreads() {
    var seen = ConcurrentHashMap.<Bytes>newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.submit(
            () -> {
              for (int j = 0; j < 100; j++) {
                seen.add(Bytes.of(keys.random(16)));
              }
            });
      }
    }
    assertThat(seen).hasSize(20_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 511, 512, 513, 5000})
  void givesAsManyRandomBytesAsWanted(int length) {
    assertThat(keys.random(length)).hasSize(length);
    assertThat(length < 12 || !Bytes.of(keys.random(length)).equals(Bytes.of(new byte[length])))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "404142434445464748494A4B4C4D4E4F, GlobalPlatform default key 40..4F",
    "404142434445464748494A4B4C4D4E4F404142434445464748494A4B4C4D4E4F,"
        + "GlobalPlatform default key 40..4F",
    "404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F,"
        + "bytes counting up from 40",
    "000102030405060708090A0B0C0D0E0F, bytes counting up from 00",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
        + "bytes counting up from 00",
    "101112131415161718191A1B1C1D1E1F, bytes counting up from 10",
    "00112233445566778899AABBCCDDEEFF, bytes counting up from 00",
    "FFEEDDCCBBAA99887766554433221100, bytes counting down from FF",
    "00000000000000000000000000000000, all bytes equal",
    "4141414141414141414141414141414141414141414141414141414141414141, all bytes equal",
    "0123456789ABCDEFFEDCBA9876543210, test key 0123456789ABCDEF FEDCBA9876543210",
    "11223344556677889900AABBCCDDEEFF, test key 11223344556677889900AABBCCDDEEFF",
    "2B7E151628AED2A6ABF7158809CF4F3C, example key of FIPS 197 and RFC 4493",
  })
  void namesWellKnownKeys(String key, String name) {
    assertThat(keys.wellKnownName(aes(key))).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404142434445464748494A4B4C4D4E4F",
        "404043434545464649494A4A4C4C4F4F",
        "404142434445464748494A4B4C4D4E4F4041424344454647",
        "0123456789ABCDEF0123456789ABCDEF",
        "010102020404070708080B0B0D0D0E0E",
      })
  void namesWellKnownTdesKeysWhateverTheirParity(String key) {
    assertThat(keys.wellKnownName(tdes(key))).isPresent();
  }

  @Test
  void namesNoOtherKey() {
    assertThat(keys.wellKnownName(aes("404142434445464748494A4B4C4D4E4E"))).isEmpty();
    assertThat(keys.wellKnownName(aes("5DB50B454F8389ADCE573BE50861F2BF"))).isEmpty();
    for (int i = 0; i < 1000; i++) {
      assertThat(keys.wellKnownName(keys.generate(KeySpec.AES_128))).isEmpty();
    }
  }
}
