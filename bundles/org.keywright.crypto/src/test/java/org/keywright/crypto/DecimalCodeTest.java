// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalCodeTest {
  @Test
  void theDigitsAreTheValueModuloAPowerOfTen() throws Exception {
    var random = new Random(1);
    for (int digits = 1; digits <= DecimalCode.MOST_DIGITS; digits++) {
      for (int i = 0; i < 200; i++) {
        byte[] value = new byte[16];
        random.nextBytes(value);
        String expected = expected(value, digits);
        try (var key = Key.of(KeySpec.AES_128, KeyMaterial.copyOf(value));
            var code = DecimalCode.secret(key, digits)) {
          assertThat(DecimalCode.shown(key, digits)).isEqualTo(expected);
          byte[] ascii = code.expose(byte[]::clone);
          assertThat(ascii).isEqualTo(expected.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }

  private static String expected(byte[] value, int digits) {
    var rest = new BigInteger(1, value).mod(BigInteger.TEN.pow(digits));
    return ("0".repeat(digits) + rest).substring(rest.toString().length());
  }

  @Test
  void leadingZerosStay() throws Exception {
    byte[] seven = new byte[16];
    seven[15] = 7;
    try (var key = Key.of(KeySpec.AES_128, KeyMaterial.copyOf(seven))) {
      assertThat(DecimalCode.shown(key, 4)).isEqualTo("0007");
    }
  }

  @Test
  void noMoreThanTenDigitsAreMade() throws Exception {
    try (var key = Key.of(KeySpec.AES_128, KeyMaterial.copyOf(new byte[16]))) {
      assertThatThrownBy(() -> DecimalCode.shown(key, 11))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> DecimalCode.secret(key, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
