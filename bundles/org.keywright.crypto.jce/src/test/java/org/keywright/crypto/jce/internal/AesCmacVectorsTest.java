// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.KeyException;

/** RFC 4493, clause 4, and NIST SP 800-38B, appendix D. */
class AesCmacVectorsTest {
  private static final String AES_128 = "2B7E151628AED2A6ABF7158809CF4F3C";
  private static final byte[] MESSAGE =
      bytes(
          "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
              + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");

  /** RFC 4493, clause 4, "Subkey Generation". */
  @Test
  void makesTheSubkeysOfTheRfc() {
    byte[] block = PRIMITIVES.aes().encipher(bytes(AES_128), new byte[16]);
    assertThat(hex(block)).isEqualTo("7DF76B0C1AB899B33E42F047B91B546F");
    Blocks.doubled(block);
    assertThat(hex(block)).isEqualTo("FBEED618357133667C85E08F7236A8DE");
    Blocks.doubled(block);
    assertThat(hex(block)).isEqualTo("F7DDAC306AE266CCF90BC11EE46D513B");
  }

  /** RFC 4493, clause 4, examples 1 to 4. */
  @ParameterizedTest
  @CsvSource({
    "0, BB1D6929E95937287FA37D129B756746",
    "16, 070A16B46B4D4144F79BDD9DD04A287C",
    "40, DFA66747DE9AE63030CA32611497C827",
    "64, 51F0BEBF7E3B9D92FC49741779363CFE",
  })
  void agreesWithTheRfc(int length, String code) throws KeyException {
    assertThat(hex(PRIMITIVES.aesCmac().mac(aes(AES_128), Arrays.copyOf(MESSAGE, length))))
        .isEqualTo(code);
  }

  /** SP 800-38B, D.3. */
  @ParameterizedTest
  @CsvSource({
    "0, 028962F61B7BF89EFC6B551F4667D983",
    "16, 28A7023F452E8F82BD4BF28D8C37C35C",
    "40, AAF3D8F1DE5640C232F5B169B9C911E6",
    "64, E1992190549F6ED5696A2C056C315410",
  })
  void agreesWithNistForAes256(int length, String code) throws KeyException {
    var key = aes("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4");
    assertThat(hex(PRIMITIVES.aesCmac().mac(key, Arrays.copyOf(MESSAGE, length)))).isEqualTo(code);
  }

  @Test
  void takesASecretAsTheFrontOfTheMessage() throws KeyException {
    var key = aes(AES_128);
    var front = material("6BC1BEE22E409F96E93D7E117393172AAE2D8A");
    byte[] rest = Arrays.copyOfRange(MESSAGE, front.length(), 40);
    assertThat(hex(PRIMITIVES.aesCmac().mac(key, front, rest)))
        .isEqualTo("DFA66747DE9AE63030CA32611497C827");
    assertThat(
            PRIMITIVES
                .aesCmac()
                .verify(key, Arrays.copyOf(MESSAGE, 40), bytes("DFA66747DE9AE63030CA32611497C827")))
        .isTrue();
  }
}
