// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Pakes;

/**
 * Published answers for each of {@link CurvePrimitives}. Every method throws {@link
 * IllegalStateException} when its primitive gives another.
 */
final class CurveAnswers {
  private CurveAnswers() {}

  /** RFC 4231, test case 2. */
  static void hmac(HmacSha256 hmac) {
    expect(
        "HMAC-SHA-256",
        hmac.mac(ascii("Jefe"), ascii("what do ya want for nothing?")),
        "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843");
  }

  /** RFC 5869, A.1: the first 42 bytes, of which a key takes 40. */
  static void hkdf(Hkdf hkdf) {
    try (var secret = KeyMaterial.consume(bytes("0B".repeat(22)));
        var pseudorandom = hkdf.extract(bytes("000102030405060708090A0B0C"), secret);
        var key =
            hkdf.expand(
                pseudorandom, bytes("F0F1F2F3F4F5F6F7F8F9"), new KeySpec(KeyAlgorithm.HMAC, 320))) {
      expect(
          "HKDF",
          key.material().expose(byte[]::clone),
          "3CB25F25FAACD57A90434F64D0362F2A2D2D0A90CF1A5A4C5DB02D56ECC4C5BF34007208D5B88718");
    } catch (KeyException e) {
      throw new IllegalStateException("self-test of HKDF failed", e);
    }
  }

  /** CAVP, HMAC_DRBG with SHA-256, no prediction resistance, with additional input, count 0. */
  static void drbg(Drbg drbg) {
    var generator =
        drbg.seeded(
            new ListedEntropy(
                bytes("05AC9FC4C62A02E3F90840DA5616218C6DE5743D66B8E0FBF833759C5928B53D"),
                bytes("2791126B8B52EE1FD9392A0A13E0083BED4186DC649B739607AC70EC8DCECF9B")),
            bytes("2B89A17904922ED8F017A63044848545"));
    generator.reseed(bytes("43BAC13BAE715092CF7EB280A2E10A962FAF7233C41412F69BC74A35A584E54C"));
    byte[] out = new byte[128];
    generator.generate(
        out, bytes("3F2FED4B68D506ECEFA21F3F5BB907BEB0F17DBC30F6FFBBA5E5861408C53A1E"), false);
    generator.generate(
        out, bytes("529030DF50F410985FDE068DF82B935EC23D839CB4B269414C0EDE6CFFEA5B68"), false);
    expect(
        "HMAC-DRBG",
        Arrays.copyOf(out, 32),
        "02DDFF5173DA2FCFFA10215B030D660D61179E61ECC22609B1151A75F1CBCBB4");
  }

  /** RFC 6979, A.2.5, with SHA-256 and "sample"; and that nothing else verifies. */
  static void ecdsa(Ecdsa ecdsa) {
    var number =
        new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
    EcPublicKey point =
        point(
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
            "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    byte[] digest = Digests.sha256(ascii("sample"));
    byte[] signature = ecdsa.sign(number, digest);
    expect(
        "ECDSA",
        signature,
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
    boolean right = ecdsa.verify(point, digest, signature);
    signature[63] ^= 1;
    if (!right || ecdsa.verify(point, digest, signature)) {
      throw failed("ECDSA");
    }
  }

  /** CAVP, ECC CDH primitive, P-256, count 0. */
  static void ecdh(Ecdh ecdh) {
    var number =
        new BigInteger("7D7DC5F71EB29DDAF80D6214632EEAE03D9058AF1FB6D22ED80BADB62BC1A534", 16);
    EcPublicKey peer =
        point(
            "700C48F77F56584C5CC632CA65640DB91B6BACCE3A4DF6B42CE7CC838833D287",
            "DB71E509E3FD9B060DDB20BA5C51DCC5948D46FBF640DFE0441782CAB85FA4AC");
    String answer = "46FC62106420FF012E54A434FBDD2D25CCC5852060561E68040DD7778997BD7B";
    expect("ECDH", ecdh.agree(number, peer, new byte[P256.BLINDING]), answer);
    expect("ECDH", ecdh.agree(number, peer, ascii("blinding")), answer);
  }

  /** The run of docs/protocols/channels.md, section 4.4, and that a wrong password gives none. */
  static void pake(Function<RandomSource, Pakes> pakes) {
    String answer = "64A98E3C9A8BCCDC4D1B089087F1DCF1A24E5CB5439F3EF5C732B00DF83081A3";
    try {
      expect("EC J-PAKE", agreed(pakes, "12345678903").orElseThrow(), answer);
      if (agreed(pakes, "12345678904").isPresent()) {
        throw failed("EC J-PAKE");
      }
    } catch (KeyException | NoSuchElementException e) {
      throw new IllegalStateException("self-test of EC J-PAKE failed", e);
    }
  }

  private static Optional<byte[]> agreed(Function<RandomSource, Pakes> pakes, String other)
      throws KeyException {
    var binding = Bytes.ofHex("B1".repeat(32));
    try (var password = KeyMaterial.copyOf(ascii("12345678903"));
        var second = KeyMaterial.copyOf(ascii(other));
        var module =
            pakes.apply(new NumberedBytes("module")).begin(password, "SM 0007", "PU 1", binding);
        var unit =
            pakes.apply(new NumberedBytes("unit")).begin(second, "PU 1", "SM 0007", binding)) {
      byte[] moduleFirst = module.first();
      byte[] moduleSecond = module.second(unit.first());
      byte[] unitSecond = unit.second(moduleFirst);
      byte[] moduleConfirmation = module.confirmation(unitSecond);
      byte[] unitConfirmation = unit.confirmation(moduleSecond);
      try (var mine = module.confirm(unitConfirmation);
          var theirs = unit.confirm(moduleConfirmation)) {
        return mine.sameKeyAs(theirs)
            ? Optional.of(mine.material().expose(byte[]::clone))
            : Optional.empty();
      } catch (KeyException wrong) {
        return Optional.empty();
      }
    }
  }

  /** Bytes that are as good as random for an answer, and the same every time. */
  private static final class NumberedBytes implements RandomSource {
    private final byte[] name;
    private byte number;

    NumberedBytes(String name) {
      this.name = ascii(name);
    }

    @Override
    public void key(byte[] out) {
      number++;
      System.arraycopy(Digests.sha256(name, new byte[] {number}), 0, out, 0, out.length);
    }

    @Override
    public void nonce(byte[] out) {
      Arrays.fill(out, (byte) 1);
    }
  }

  private static EcPublicKey point(String x, String y) {
    return new EcPublicKey(Bytes.ofHex("04" + x + y));
  }

  private static void expect(String primitive, byte[] actual, String answer) {
    if (!Arrays.equals(actual, bytes(answer))) {
      throw failed(primitive);
    }
  }

  private static IllegalStateException failed(String primitive) {
    return new IllegalStateException("self-test of " + primitive + " failed");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
