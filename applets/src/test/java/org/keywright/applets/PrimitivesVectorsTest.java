// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javacard.security.RandomData;
import javacardx.crypto.Cipher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is built of single blocks agrees with the standards, by either mode of the runtime. */
class PrimitivesVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String MESSAGE =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

  private static Stream<BlockCipher> modes() {
    var random = RandomData.getInstance(RandomData.ALG_KEYGENERATION);
    return Stream.of(
        new BlockCipher(random),
        new BlockCipher(random, Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, Cipher.ALG_DES_CBC_NOPAD),
        // What no runtime has is passed over.
        new BlockCipher(random, (byte) 0x7E, (byte) 0x7E));
  }

  private static byte[] mac(BlockCipher cipher, String key, int length) {
    byte[] bytes = HEX.parseHex(key);
    var cmac = new Cmac(cipher);
    byte[] out = new byte[16];
    cmac.begin(bytes, (short) 0, (short) bytes.length);
    cmac.update(HEX.parseHex(MESSAGE), (short) 0, (short) length);
    cmac.finish(out, (short) 0);
    return out;
  }

  /** NIST SP 800-38B, appendix D, and RFC 4493, section 4. */
  @ParameterizedTest
  @MethodSource("modes")
  void cmacIsThatOfTheStandard(BlockCipher cipher) {
    String aes128 = "2b7e151628aed2a6abf7158809cf4f3c";
    String aes256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    assertThat(mac(cipher, aes128, 0)).isEqualTo(hex("bb1d6929e95937287fa37d129b756746"));
    assertThat(mac(cipher, aes128, 16)).isEqualTo(hex("070a16b46b4d4144f79bdd9dd04a287c"));
    assertThat(mac(cipher, aes128, 40)).isEqualTo(hex("dfa66747de9ae63030ca32611497c827"));
    assertThat(mac(cipher, aes128, 64)).isEqualTo(hex("51f0bebf7e3b9d92fc49741779363cfe"));
    assertThat(mac(cipher, aes256, 0)).isEqualTo(hex("028962f61b7bf89efc6b551f4667d983"));
    assertThat(mac(cipher, aes256, 16)).isEqualTo(hex("28a7023f452e8f82bd4bf28d8c37c35c"));
  }

  /** RFC 3394, sections 4.1 and 4.6. */
  @ParameterizedTest
  @MethodSource("modes")
  void keyWrapIsThatOfTheStandard(BlockCipher cipher) {
    String data = "00112233445566778899aabbccddeeff";
    wraps(
        cipher,
        "000102030405060708090a0b0c0d0e0f",
        data,
        "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    wraps(
        cipher,
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        data + "000102030405060708090a0b0c0d0e0f",
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
  }

  private static void wraps(BlockCipher cipher, String key, String data, String wrapped) {
    byte[] kek = HEX.parseHex(key);
    byte[] clear = HEX.parseHex(data);
    byte[] bytes = new byte[clear.length + 8];
    System.arraycopy(clear, 0, bytes, 8, clear.length);
    var wrap = new KeyWrap(cipher);

    cipher.encryptWith(kek, (short) 0, (short) kek.length);
    wrap.wrap(bytes, (short) 0, (short) clear.length);
    assertThat(bytes).isEqualTo(HEX.parseHex(wrapped));

    cipher.decryptWith(kek, (short) 0, (short) kek.length);
    assertThat(wrap.unwrap(bytes, (short) 0, (short) bytes.length)).isTrue();
    assertThat(Arrays.copyOfRange(bytes, 8, bytes.length)).isEqualTo(clear);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aChangedBitDoesNotOpenAndLeavesNothing(BlockCipher cipher) {
    byte[] kek = new byte[16];
    var wrap = new KeyWrap(cipher);
    for (int bit = 0; bit < 8 * 24; bit++) {
      byte[] bytes = new byte[24];
      Arrays.fill(bytes, 8, 24, (byte) 0x55);
      cipher.encryptWith(kek, (short) 0, (short) 16);
      wrap.wrap(bytes, (short) 0, (short) 16);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);

      cipher.decryptWith(kek, (short) 0, (short) 16);
      assertThat(wrap.unwrap(bytes, (short) 0, (short) 24)).isFalse();
      assertThat(bytes).containsOnly(0);
    }
  }

  /** TDES-CMAC over a block of zeros, with the keys of download.md, section 9.3. */
  @ParameterizedTest
  @MethodSource("modes")
  void aCheckValueOfTdesIsThatOfTheProtocol(BlockCipher cipher) {
    byte[] key = hex("808083838585868689898a8a8c8c8f8f9191929294949797");
    byte[] out = new byte[8];
    cipher.tdesCheck(key, (short) 0, (short) 24, out, (short) 0);
    assertThat(Arrays.copyOf(out, 5)).isEqualTo(hex("f36bb08b81"));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, 00000000",
    "ffffffffffffffffffffffffffffffff, 68211455",
    "0000000000000000000000000001e240, 00123456",
  })
  void digitsAreTheLastOnesOfTheNumber(String number, String expected) {
    byte[] digits = new byte[8];
    Digits.write(hex(number), (short) 0, digits, (short) 0, (short) 8);
    assertThat(digits).asString().isEqualTo(expected);
  }

  private static byte[] hex(String digits) {
    return HEX.parseHex(digits);
  }
}
