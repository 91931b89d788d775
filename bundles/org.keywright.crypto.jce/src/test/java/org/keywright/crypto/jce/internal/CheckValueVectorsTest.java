// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.key;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;

/** Check values in use: zero block as HSMs and GlobalPlatform have it, CMAC of ANSI X9.24-1. */
class CheckValueVectorsTest {
  private final JceKeys keys = new JceKeys(PRIMITIVES);

  @ParameterizedTest
  @CsvSource({
    "404142434445464748494A4B4C4D4E4F, 8BAF47, BCF5B92DF3",
    "11223344556677889900AABBCCDDEEFF, 5ED7EA, 4AC30ED998",
    "3F419E1CB7079442AA37474C2EFBF8B8, 57C409, C66363F72B",
    "0123456789ABCDEFFEDCBA9876543210, 08D7B4, 0A82458664",
  })
  void ofTdesKeys(String key, String zeroBlock, String cmac) throws KeyException {
    assertThat(keys.kcv(tdes(key), KcvMethod.TDES_ZERO_BLOCK)).hasToString(zeroBlock + " (TDES-0)");
    assertThat(keys.kcv(tdes(key))).hasToString(cmac + " (CMAC)");
  }

  @ParameterizedTest
  @CsvSource({
    "11223344556677889900AABBCCDDEEFF, DD566B, 8947261BD0",
    "101112131415161718191A1B1C1D1E1F, EDA330, 3E451E5602",
    "FA36E44278DB3AB5F298F9F7DA8F1F88, 73E306, D77F007724",
  })
  void ofAesKeys(String key, String zeroBlock, String cmac) throws KeyException {
    assertThat(keys.kcv(aes(key), KcvMethod.AES_ZERO_BLOCK)).hasToString(zeroBlock + " (AES-0)");
    assertThat(keys.kcv(aes(key))).hasToString(cmac + " (CMAC)");
  }

  @Test
  void parityDoesNotChangeTheCheckValueOfATdesKey() throws KeyException {
    assertThat(keys.kcv(tdes("404142434445464748494A4B4C4D4E4F")))
        .isEqualTo(keys.kcv(tdes("404043434545464649494A4A4C4C4F4F")));
  }

  @Test
  void aMethodIsRefusedForAKeyOfAnotherAlgorithm() {
    assertThatThrownBy(() -> keys.kcv(aes("00".repeat(16)), KcvMethod.TDES_ZERO_BLOCK))
        .isInstanceOf(KeyException.class)
        .hasMessage("a key of kind AES-128 has no check value by TDES-0");
    assertThatThrownBy(() -> keys.kcv(tdes("01".repeat(16)), KcvMethod.AES_ZERO_BLOCK))
        .isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> keys.kcv(key(KeyAlgorithm.HMAC, "00".repeat(32))))
        .isInstanceOf(KeyException.class);
  }
}
