// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.KeyException;

/** RFC 3394, clause 4, and RFC 5649, clause 6. */
class KeyWrapVectorsTest {
  private static final String KEK =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
  private static final String SECRET =
      "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";
  private static final String WRAPPED =
      "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21";

  /**
   * RFC 3394, 4.1 to 4.6: KEK and secret in bytes, both counted from the start of the constants.
   */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
    "24, 16, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
    "32, 16, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
    "24, 24, 031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
    "32, 24, A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
    "32, 32, 28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21",
  })
  void agreesWithRfc3394(int kekLength, int length, String wrapped) throws KeyException {
    var kek = aes(KEK.substring(0, 2 * kekLength));
    String secret = SECRET.substring(0, 2 * length);
    assertThat(hex(PRIMITIVES.aesKw().wrap(kek, material(secret)))).isEqualTo(wrapped);
    assertThat(hex(PRIMITIVES.aesKw().unwrap(kek, bytes(wrapped)))).isEqualTo(secret);
  }

  /** RFC 5649, clause 6, both examples. */
  @ParameterizedTest
  @CsvSource({
    "C37B7E6492584340BED12207808941155068F738,"
        + "138BDEAA9B8FA7FC61F97742E72248EE5AE6AE5360D1AE6A5F54F373FA543B6A",
    "466F7250617369, AFBEB0F07DFBF5419200F2CCB50BB24F",
  })
  void agreesWithRfc5649(String secret, String wrapped) throws KeyException {
    var kek = aes("5840DF6E29B02AF1AB493B705BF16EA1AE8338F4DCC176A8");
    assertThat(hex(PRIMITIVES.aesKwp().wrap(kek, material(secret)))).isEqualTo(wrapped);
    assertThat(hex(PRIMITIVES.aesKwp().unwrap(kek, bytes(wrapped)))).isEqualTo(secret);
  }

  @Test
  void doesNotOpenUnderAnotherKey() {
    var other = aes("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E00");
    assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(other, bytes(WRAPPED)))
        .isInstanceOf(KeyException.class)
        .hasMessage("AES-KW: the integrity of the wrapped secret does not hold")
        .hasNoCause();
  }

  @Test
  void refusesEverySingleBitFlip() {
    var kek = aes(KEK);
    for (int bit = 0; bit < 4 * WRAPPED.length(); bit++) {
      byte[] changed = bytes(WRAPPED);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(kek, changed))
          .isInstanceOf(KeyException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 23, 25, 39})
  void refusesWhatHasNotTheLengthOfAWrap(int length) {
    assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(aes(KEK), new byte[length]))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("AES-KW");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 15, 17, 20})
  void wrapsNoSecretOfAnotherLength(int length) {
    assertThatThrownBy(() -> PRIMITIVES.aesKw().wrap(aes(KEK), material("00".repeat(length))))
        .isInstanceOf(KeyException.class)
        .hasMessage("AES-KW does not wrap " + length + " bytes");
  }

  @Test
  void takesNoTdesKey() {
    assertThatThrownBy(() -> PRIMITIVES.aesKw().wrap(tdes("01".repeat(16)), material(SECRET)))
        .isInstanceOf(KeyException.class)
        .hasMessage("AES-KW needs a key of AES, not TDES-128");
  }
}
