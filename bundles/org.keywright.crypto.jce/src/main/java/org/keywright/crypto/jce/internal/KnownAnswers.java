// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Passphrases.Cost;

/**
 * Published answers for each primitive. Every method throws {@link IllegalStateException} when its
 * primitive gives another.
 */
final class KnownAnswers {
  private static final String AES_256_KEK =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

  private KnownAnswers() {}

  /** RFC 4493, example 3, and the AES-256 example of SP 800-38B, D.3, with 64 bytes. */
  static void aesCmac(Mac mac) {
    byte[] message =
        bytes(
            "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");
    prove(
        "AES-CMAC",
        () -> {
          expect(
              mac.mac(aesKey("2B7E151628AED2A6ABF7158809CF4F3C"), Arrays.copyOf(message, 40)),
              "DFA66747DE9AE63030CA32611497C827");
          expect(
              mac.mac(
                  aesKey("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4"),
                  message),
              "E1992190549F6ED5696A2C056C315410");
        });
  }

  /** The first block of a key block encryption key of version B (X9.143, clause 8: derivation). */
  static void tdesCmac(Mac mac) {
    prove(
        "TDES-CMAC",
        () ->
            expect(
                mac.mac(tdesKey("EFE0853B256B583D868F251CE99EA1D9"), bytes("0100000000000080")),
                "60C17C9B43020123"));
  }

  /** The operation key of the project's own protocol documentation. */
  static void counterKdf(Diversification kdf) {
    prove(
        "SP 800-108 with AES-CMAC",
        () ->
            expect(
                kdf.diversify(
                    aesKey("404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F"),
                    "KW1.T1",
                    KeySpec.AES_256,
                    bytes("01"),
                    bytes("5345543030303031"),
                    bytes("0001"),
                    bytes("000102030405060708090A0B0C0D0E0F")),
                "BDDA19607C946F79919F42AE62042E715DA822A558D42E1258F49AD62970384A"));
  }

  /** AN10922, clause 2.2, example. */
  static void an10922(Diversification diversification) {
    prove(
        "AN10922",
        () ->
            expect(
                diversification.diversify(
                    aesKey("00112233445566778899AABBCCDDEEFF"),
                    "",
                    KeySpec.AES_128,
                    bytes("04782E21801D803042F54E585020416275")),
                "A8DD63A3B89D54B37CA802473FDA9175"));
  }

  /** RFC 3394, clause 4.6, and that it does not open under another key. */
  static void aesKw(KeyWrap wrap) {
    String clear = "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";
    String wrapped =
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21";
    prove(
        "AES-KW",
        () -> {
          expect(wrap.wrap(aesKey(AES_256_KEK), material(clear)), wrapped);
          expect(wrap.unwrap(aesKey(AES_256_KEK), bytes(wrapped)), clear);
          refused(() -> wrap.unwrap(aesKey(clear), bytes(wrapped)));
        });
  }

  /** RFC 5649, clause 6, the second example, and that it does not open when changed. */
  static void aesKwp(KeyWrap wrap) {
    String clear = "466F7250617369";
    String wrapped = "AFBEB0F07DFBF5419200F2CCB50BB24F";
    prove(
        "AES-KWP",
        () -> {
          Key kek = aesKey("5840DF6E29B02AF1AB493B705BF16EA1AE8338F4DCC176A8");
          expect(wrap.wrap(kek, material(clear)), wrapped);
          expect(wrap.unwrap(kek, bytes(wrapped)), clear);
          refused(() -> wrap.unwrap(kek, bytes("AFBEB0F07DFBF5419200F2CCB50BB24E")));
        });
  }

  /** SP 800-38A, F.1.1 and F.2.1: the first block. */
  static void aes(BlockCipher cipher) {
    byte[] key = bytes("2B7E151628AED2A6ABF7158809CF4F3C");
    byte[] iv = bytes("000102030405060708090A0B0C0D0E0F");
    byte[] block = bytes("6BC1BEE22E409F96E93D7E117393172A");
    prove(
        "AES",
        () -> {
          expect(cipher.encipher(key, block), "3AD77BB40D7A3660A89ECAF32466EF97");
          byte[] chained = cipher.encipherChain(key, iv, block);
          expect(chained, "7649ABAC8119B246CEE98E9B12E9197D");
          expect(cipher.decipherChain(key, iv, chained), "6BC1BEE22E409F96E93D7E117393172A");
        });
  }

  /** The check value of a key of TR-31:2018, A.7.2, and that a chain opens again. */
  static void tdes(BlockCipher cipher) {
    byte[] key = bytes("3F419E1CB7079442AA37474C2EFBF8B8");
    byte[] iv = bytes("0001020304050607");
    prove(
        "TDES",
        () -> {
          expect(Arrays.copyOf(cipher.encipher(key, new byte[8]), 3), "57C409");
          byte[] chained = cipher.encipherChain(key, iv, iv);
          expect(chained, HexFormat.of().formatHex(cipher.encipher(key, new byte[8])));
          expect(cipher.decipherChain(key, iv, chained), "0001020304050607");
        });
  }

  /** The GCM specification's test case 16 (McGrew, Viega), and that a changed tag is refused. */
  static void gcm(Gcm gcm) {
    byte[] key = bytes("FEFFE9928665731C6D6A8F9467308308FEFFE9928665731C6D6A8F9467308308");
    byte[] associated = bytes("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    String nonce = "CAFEBABEFACEDBADDECAF888";
    String clear =
        "D9313225F88406E5A55909C5AFF5269A86A7A9531534F7DA2E4C303D8A318A72"
            + "1C3C0C95956809532FCF0E2449A6B525B16AEDF5AA0DE657BA637B39";
    String sealed =
        "522DC1F099567D07F47F37A32A84427D643A8CDCBFE5C0C97598A2BD2555D1AA"
            + "8CB08E48590DBB3DA7B08B1056828838C5F61E6393BA7A0ABCC9F662"
            + "76FC6ECE0F4E1768CDDF8853BB2D551B";
    prove(
        "AES-GCM",
        () -> {
          byte[] made = gcm.seal(key, bytes(nonce), associated, bytes(clear));
          expect(made, nonce + sealed);
          expect(gcm.open(key, associated, made), clear);
          made[made.length - 1] ^= 1;
          refused(() -> gcm.open(key, associated, made));
        });
  }

  /** RFC 9106, clause 5.3. */
  static void argon2id(Argon2id argon2id) {
    prove(
        "Argon2id",
        () ->
            expect(
                argon2id.stretch(
                    bytes("01".repeat(32)),
                    bytes("02".repeat(16)),
                    bytes("03".repeat(8)),
                    bytes("04".repeat(12)),
                    new Cost(32, 3, 4)),
                "0D640DF58D78766C08C037A34A8B53C9D01EF0452D75B65EB52520E96B01E659"));
  }

  /** That two draws are neither equal nor empty. */
  static void random(RandomSource random) {
    byte[][] draws = new byte[5][32];
    random.key(draws[1]);
    random.key(draws[2]);
    random.nonce(draws[3]);
    random.nonce(draws[4]);
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; j < i; j++) {
        if (Arrays.equals(draws[i], draws[j])) {
          throw failed("random number generator", null);
        }
      }
    }
  }

  private static void prove(String primitive, Question question) {
    try {
      question.ask();
    } catch (KeyException | RuntimeException e) {
      throw failed(primitive, e);
    }
  }

  private static void expect(KeyMaterial actual, String answer) {
    try (actual) {
      actual.expose(
          lent -> {
            expect(lent, answer);
            return true;
          });
    }
  }

  private static void expect(Key actual, String answer) {
    expect(actual.material(), answer);
  }

  private static void expect(byte[] actual, String answer) {
    if (!Arrays.equals(actual, bytes(answer))) {
      throw new IllegalStateException("the answer is not the published one");
    }
  }

  private static void refused(Question question) {
    try {
      question.ask();
    } catch (KeyException e) {
      return;
    }
    throw new IllegalStateException("what must not open did open");
  }

  private static IllegalStateException failed(String primitive, @Nullable Exception cause) {
    return new IllegalStateException("self-test of " + primitive + " failed", cause);
  }

  private static Key aesKey(String hex) throws KeyException {
    return key(KeyAlgorithm.AES, hex);
  }

  private static Key tdesKey(String hex) throws KeyException {
    return key(KeyAlgorithm.TDES, hex);
  }

  private static Key key(KeyAlgorithm algorithm, String hex) throws KeyException {
    return Key.of(new KeySpec(algorithm, hex.length() * 4), material(hex));
  }

  private static KeyMaterial material(String hex) {
    return KeyMaterial.consume(bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @FunctionalInterface
  private interface Question {
    void ask() throws KeyException;
  }
}
