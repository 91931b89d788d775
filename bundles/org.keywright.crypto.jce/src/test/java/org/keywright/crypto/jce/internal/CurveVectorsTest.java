// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.key;
import static org.keywright.crypto.jce.internal.Samples.material;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/** Published answers for signatures, agreement, HMAC and HKDF. */
class CurveVectorsTest {
  private final BouncyCastleEcKeys keys = Samples.EC_KEYS;
  private final Hkdf hkdf = new HmacHkdf(Samples.CURVES);

  /** RFC 6979, A.2.5, with SHA-256. */
  @ParameterizedTest
  @CsvSource({
    "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
        + ", F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367"
        + ", 019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
  })
  void deterministicSignatures(String message, String r, String s) throws KeyException {
    Key privateKey =
        key(KeyAlgorithm.EC, "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    byte[] data = message.getBytes(StandardCharsets.US_ASCII);
    assertThat(hex(keys.sign(privateKey, data))).isEqualTo(r + s);
    var publicKey =
        EcPublicKey.of(
            bytes(
                "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                    + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"));
    assertThat(keys.publicKey(privateKey)).isEqualTo(publicKey);
    assertThat(keys.verify(publicKey, data, bytes(r + s))).isTrue();
  }

  /** CAVP, ECC CDH primitive (SP 800-56A), P-256, counts 0 to 2. */
  @ParameterizedTest
  @CsvSource({
    "7D7DC5F71EB29DDAF80D6214632EEAE03D9058AF1FB6D22ED80BADB62BC1A534"
        + ", 700C48F77F56584C5CC632CA65640DB91B6BACCE3A4DF6B42CE7CC838833D287"
        + "DB71E509E3FD9B060DDB20BA5C51DCC5948D46FBF640DFE0441782CAB85FA4AC"
        + ", 46FC62106420FF012E54A434FBDD2D25CCC5852060561E68040DD7778997BD7B",
    "38F65D6DCE47676044D58CE5139582D568F64BB16098D179DBAB07741DD5CAF5"
        + ", 809F04289C64348C01515EB03D5CE7AC1A8CB9498F5CAA50197E58D43A86A7AE"
        + "B29D84E811197F25EBA8F5194092CB6FF440E26D4421011372461F579271CDA3"
        + ", 057D636096CB80B67A8C038C890E887D1ADFA4195E9B3CE241C8A778C59CDA67",
    "1ACCFAF1B97712B85A6F54B148985A1BDC4C9BEC0BD258CAD4B3D603F49F32C8"
        + ", A2339C12D4A03C33546DE533268B4AD667DEBF458B464D77443636440EE7FEC3"
        + "EF48A3AB26E20220BCDA2C1851076839DAE88EAE962869A497BF73CB66FAF536"
        + ", 2D457B78B4614132477618A5B077965EC90730A8C81A1C75D6D4EC68005D67EC"
  })
  void agreement(String privateKey, String peer, String secret) throws KeyException {
    try (var agreed =
        keys.agree(key(KeyAlgorithm.EC, privateKey), EcPublicKey.of(bytes("04" + peer)))) {
      assertThat(hex(agreed)).isEqualTo(secret);
    }
  }

  /**
   * RFC 4231, test cases 1, 2 and 6: short, shorter than 64 bits (raw), and longer than a block.
   */
  @Test
  void hmac() throws KeyException {
    assertThat(hex(hkdf.hmac().mac(key(KeyAlgorithm.HMAC, "0B".repeat(20)), ascii("Hi There"))))
        .isEqualTo("B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7");
    assertThat(
            hex(hkdf.hmac().mac(key(KeyAlgorithm.HMAC, "AA".repeat(20)), bytes("DD".repeat(50)))))
        .isEqualTo("773EA91E36800E46854DB8EBD09181A72959098B3EF8C122D9635514CED565FE");
    assertThat(
            hex(
                new HmacSha256()
                    .mac(
                        bytes("AA".repeat(131)),
                        ascii("Test Using Larger Than Block-Size Key - Hash Key First"))))
        .isEqualTo("60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54");
  }

  /** RFC 5869, A.1 to A.3; of the longer outputs as much as a key takes. */
  @ParameterizedTest
  @CsvSource({
    "0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B, 000102030405060708090A0B0C"
        + ", F0F1F2F3F4F5F6F7F8F9, 40"
        + ", 077709362C2E32DF0DDC3F0DC47BBA6390B6C73BB50F9C3122EC844AD7C2B3E5"
        + ", 3CB25F25FAACD57A90434F64D0362F2A2D2D0A90CF1A5A4C5DB02D56ECC4C5BF34007208D5B88718",
    "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"
        + "202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F,"
        + " 606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F"
        + "808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAF,"
        + " B0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECF"
        + "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF,"
        + " 80, 06A6B88C5853361A06104C9CEB35B45CEF760014904671014A193F40C15FC244,"
        + " B11E398DC80327A1C8E7F78C596A49344F012EDA2D4EFAD8A050CC4C19AFA97C"
        + "59045A99CAC7827271CB41C65E590E09DA3275600C2F09B8367793A9ACA3DB71CC30C58179EC3E87C14C01D5C1F3434F",
    "0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B0B, '', '', 40"
        + ", 19EF24A32C717B167F33A91D6F648BDF96596776AFDB6377AC434C1C293CCB04"
        + ", 8DA4E775A563C18F715F802A063C5A31B8A11F5C5EE1879EC3454E5F3C738D2D9D201395FAA4B61A"
  })
  void hkdf(String secret, String salt, String info, int length, String extracted, String expanded)
      throws KeyException {
    try (var pseudorandom = hkdf.extract(bytes(salt), material(secret));
        var made =
            hkdf.expand(pseudorandom, bytes(info), new KeySpec(KeyAlgorithm.HMAC, 8 * length))) {
      assertThat(hex(pseudorandom)).isEqualTo(extracted);
      assertThat(hex(made)).isEqualTo(expanded);
    }
  }

  @Test
  void aSaltThatIsAKeyCountsLikeItsBytes() throws KeyException {
    Key salt = Samples.aes("00112233445566778899AABBCCDDEEFF");
    assertThat(hex(hkdf.extract(salt, material("0102"))))
        .isEqualTo(hex(hkdf.extract(bytes("00112233445566778899AABBCCDDEEFF"), material("0102"))));
  }

  @Test
  void hkdfMakesNoPrivateKeysAndExpandsNothingButItsOwn() {
    Key pseudorandom = key(KeyAlgorithm.HMAC, "00".repeat(32));
    assertThatThrownBy(() -> hkdf.expand(pseudorandom, new byte[0], KeySpec.EC_P256))
        .isInstanceOf(KeyException.class)
        .hasMessage("HKDF makes no private keys");
    assertThatThrownBy(
            () -> hkdf.expand(Samples.aes("00".repeat(32)), new byte[0], KeySpec.AES_128))
        .isInstanceOf(KeyException.class)
        .hasMessage("HKDF expands a key of HMAC-256, not AES-256");
  }

  /** Points off the curve, on its twist, of other forms, and the neutral element. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "04",
        "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D446229A",
        "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB7"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
        "0660FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
        "0360FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
        "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D446229900",
        "040000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000",
        "04FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"
            + "66485C780E2F83D72433BD5D84A06BB6541C2AF31DAE871728BF856A174F93F4",
        "04FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
            + "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
      })
  void invalidPointsAreNoPublicKeys(String point) {
    assertThatThrownBy(() -> EcPublicKey.of(bytes(point))).isInstanceOf(KeyException.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
