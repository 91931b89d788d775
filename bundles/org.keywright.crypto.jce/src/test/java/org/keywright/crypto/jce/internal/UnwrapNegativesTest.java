// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.key;
import static org.keywright.crypto.jce.internal.Samples.material;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Sharing;

/**
 * What must not open does not, whichever way it is opened: cut off, longer, any bit turned, made
 * with another initial value or padding, under another key. And what is said about it tells no more
 * than that it does not open.
 */
class UnwrapNegativesTest {
  private static final String KEK =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";
  private static final String PLAIN =
      "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F";
  private static final byte[] PLACE = {'t', 'a', '/', '1'};

  /**
   * One way to open something.
   *
   * @param name what it is
   * @param good what opens
   * @param said the one thing that is said of all that was changed and has a length that can be
   * @param opening opens and closes again
   */
  record Way(String name, byte[] good, String said, Opening opening) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  interface Opening {
    KeyMaterial open(byte[] changed) throws KeyException;
  }

  static Stream<Way> ways() throws KeyException {
    Stream<Way> wraps =
        Stream.of(
            wrap(PRIMITIVES.aesKw(), KEK, 16),
            wrap(PRIMITIVES.aesKw(), KEK.substring(0, 32), 24),
            wrap(PRIMITIVES.aesKw(), KEK.substring(0, 48), 32),
            wrap(PRIMITIVES.aesKwp(), KEK, 1),
            wrap(PRIMITIVES.aesKwp(), KEK, 8),
            wrap(PRIMITIVES.aesKwp(), KEK.substring(0, 32), 20),
            wrap(new LiteralSuite(PRIMITIVES).suite().wrap(), KEK, 32),
            wrap(new CardEstateSuite(PRIMITIVES).suite().wrap(), KEK.substring(0, 32), 32));
    var sealing = new GcmSealing(PRIMITIVES);
    byte[] sealed = sealing.seal(aes(KEK), PLACE, material(PLAIN));
    return Stream.concat(
        wraps,
        Stream.of(
            new Way(
                "seal of the vault",
                sealed,
                "the sealed secret does not open here",
                changed -> sealing.open(aes(KEK), PLACE, changed))));
  }

  private static Way wrap(KeyWrap wrap, String kek, int length) {
    try {
      byte[] good = wrap.wrap(aes(kek), material(PLAIN.substring(0, 2 * length)));
      return new Way(
          wrap.name() + " of " + length + " bytes",
          good,
          wrap.name() + ": the integrity of the wrapped secret does not hold",
          changed -> wrap.unwrap(aes(kek), changed));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anyBitThatWasTurnedIsRefusedInOneWay(Way way) throws KeyException {
    try (KeyMaterial control = way.opening().open(way.good())) {
      assertThat(control.length()).isPositive();
    }
    for (int bit = 0; bit < 8 * way.good().length; bit++) {
      byte[] changed = way.good().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> way.opening().open(changed).close())
          .as("bit %d", bit)
          .isInstanceOf(KeyException.class)
          .hasMessage(way.said())
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anyOtherLengthIsRefused(Way way) {
    for (int length = 0; length < way.good().length + 33; length++) {
      if (length != way.good().length) {
        byte[] changed = Arrays.copyOf(way.good(), length);
        assertThatThrownBy(() -> way.opening().open(changed).close())
            .as("%d bytes", length)
            .isInstanceOf(KeyException.class)
            .hasNoCause();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void blocksInAnotherOrderAreRefused(Way way) {
    int half = way.good().length / 16 * 8;
    byte[] turned = way.good().clone();
    System.arraycopy(way.good(), half, turned, 0, way.good().length - half);
    System.arraycopy(way.good(), 0, turned, way.good().length - half, half);
    assertThatThrownBy(() -> way.opening().open(turned).close())
        .isInstanceOf(KeyException.class)
        .hasMessage(way.said());
  }

  @Test
  void aSealOpensInItsOwnPlaceOnlyAndUnderItsOwnKeyOnly() throws KeyException {
    var sealing = new GcmSealing(PRIMITIVES);
    byte[] sealed = sealing.seal(aes(KEK), PLACE, material(PLAIN));
    for (byte[] place :
        List.of(new byte[0], new byte[] {'t', 'a', '/', '2'}, new byte[] {'t', 'a', '/', '1', 0})) {
      assertThatThrownBy(() -> sealing.open(aes(KEK), place, sealed))
          .isInstanceOf(KeyException.class)
          .hasMessage("the sealed secret does not open here");
    }
    assertThatThrownBy(() -> sealing.open(aes(PLAIN), PLACE, sealed))
        .hasMessage("the sealed secret does not open here");
    assertThatThrownBy(() -> sealing.open(aes(KEK.substring(0, 32)), PLACE, sealed))
        .isInstanceOf(KeyException.class)
        .hasMessage("secrets are sealed under AES-256, not AES-128");
  }

  /** RFC 3394, 2.2.3: the initial value is A6, eight times, and nothing near it. */
  @Test
  void aWrapWithAnotherInitialValueDoesNotOpen() throws Exception {
    byte[] iv = bytes("A6A6A6A6A6A6A6A6");
    assertThat(wrapped(KEK, iv, bytes(PLAIN)))
        .isEqualTo(PRIMITIVES.aesKw().wrap(aes(KEK), material(PLAIN)));
    for (int bit = 0; bit < 64; bit++) {
      byte[] other = iv.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] wrapped = wrapped(KEK, other, bytes(PLAIN));
      assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(aes(KEK), wrapped))
          .hasMessage("AES-KW: the integrity of the wrapped secret does not hold");
    }
    byte[] padded = wrapped(KEK, bytes("A65959A600000020"), bytes(PLAIN));
    assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(aes(KEK), padded))
        .isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> PRIMITIVES.aesKwp().unwrap(aes(KEK), wrapped(KEK, iv, bytes(PLAIN))))
        .isInstanceOf(KeyException.class);
  }

  /** RFC 5649, 3: A65959A6, the length, and zeros up to a multiple of eight. */
  @ParameterizedTest
  @CsvSource({
    // the right one opens: 20 bytes, padded to 24
    "A65959A600000014, 20, '', true",
    "A65959A700000014, 20, '', false",
    "A65959A680000014, 20, '', false",
    "A65959A600000000, 20, '', false",
    "A65959A600000010, 20, '', false",
    "A65959A600000013, 20, '', false",
    "A65959A600000015, 20, '', true",
    "A65959A600000018, 20, '', true",
    "A65959A600000019, 20, '', false",
    "A65959A6FFFFFFFF, 20, '', false",
    // padding that is not zeros, at its first and last byte
    "A65959A600000014, 20, 01000000, false",
    "A65959A600000014, 20, 00000001, false",
    "A65959A600000014, 20, 80000000, false",
  })
  void aWrapWithAnotherLengthOrPaddingDoesNotOpen(
      String icv, int length, String padding, boolean opens) throws Exception {
    byte[] plain = Arrays.copyOf(bytes(PLAIN.substring(0, 2 * length)), 24);
    if (!padding.isEmpty()) {
      System.arraycopy(bytes(padding), 0, plain, length, 4);
    }
    byte[] wrapped = wrapped(KEK, bytes(icv), plain);
    if (opens) {
      PRIMITIVES.aesKwp().unwrap(aes(KEK), wrapped).close();
    } else {
      assertThatThrownBy(() -> PRIMITIVES.aesKwp().unwrap(aes(KEK), wrapped))
          .isInstanceOf(KeyException.class)
          .hasMessage("AES-KWP: the integrity of the wrapped secret does not hold")
          .hasNoCause();
    }
  }

  @Test
  void aKeyOfAnotherKindOpensNothing() throws KeyException {
    byte[] wrapped = PRIMITIVES.aesKw().wrap(aes(KEK), material(PLAIN));
    for (Key other :
        List.of(
            tdes(KEK.substring(0, 48)),
            key(KeyAlgorithm.HMAC, KEK),
            aes(KEK.substring(0, 32)),
            aes(KEK.substring(0, 48)))) {
      assertThatThrownBy(() -> PRIMITIVES.aesKw().unwrap(other, wrapped))
          .as(other.toString())
          .isInstanceOf(KeyException.class);
    }
  }

  /** W of SP 800-38F, clause 6.1, written down once more. */
  private static byte[] wrapped(String kek, byte[] iv, byte[] plain) throws Exception {
    var cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes(kek), "AES"));
    int n = plain.length / 8;
    byte[] a = iv.clone();
    byte[] r = plain.clone();
    for (int j = 0; j < 6; j++) {
      for (int i = 0; i < n; i++) {
        byte[] b =
            cipher.doFinal(
                ByteBuffer.allocate(16)
                    .put(a)
                    .put(Arrays.copyOfRange(r, 8 * i, 8 * i + 8))
                    .array());
        long counted = ByteBuffer.wrap(b).getLong() ^ (long) n * j + i + 1;
        a = ByteBuffer.allocate(8).putLong(counted).array();
        System.arraycopy(b, 8, r, 8 * i, 8);
      }
    }
    return ByteBuffer.allocate(8 + r.length).put(a).put(r).array();
  }

  private static final String KBPK =
      "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

  private static final String MAC =
      "the MAC of the key block is wrong: it was changed, or the protection key is another";

  private final X9KeyBlocks blocks = new X9KeyBlocks(PRIMITIVES);

  /** Protection key and block, of each version. */
  static final List<List<String>> BLOCKS =
      List.of(
          List.of(
              "EFE0853B256B583D868F251CE99EA1D9",
              "A0072K0TN00N0000F40D5672C6D0EC86F860BA88D44D00F0CA9A8CE8CD2F640287A9A9EB"),
          List.of(
              "EFE0853B256B583D868F251CE99EA1D9",
              "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228"),
          List.of(
              "B8ED59E0A279A295E9F5ED7944FD06B9",
              "C0112B0TX12S0100KS1800604B120F929280000042B758A2400AB598AE37782823DAF0BA4BDB0DAFF349"
                  + "15345CA169AE1F976A429EB139E5"),
          List.of(
              KBPK,
              "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C3829D"
                  + "E55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557"));

  private static Key protection(List<String> known) {
    return known.get(1).startsWith("D") ? aes(known.get(0)) : tdes(known.get(0));
  }

  /**
   * Behind the header there is nothing to tell apart: ciphertext, padding and MAC say one thing.
   */
  @ParameterizedTest
  @FieldSource("BLOCKS")
  void anyOtherDigitOfABlockIsRefusedInOneWay(List<String> known) throws KeyException {
    String good = known.get(1);
    Key kbpk = protection(known);
    int body = KeyBlockText.parse(good).bodyAt();
    for (int at = body; at < good.length(); at++) {
      for (char digit : "0123456789ABCDEF".toCharArray()) {
        if (digit != good.charAt(at) && (at + digit) % 3 == 0) {
          String changed = good.substring(0, at) + digit + good.substring(at + 1);
          assertThatThrownBy(() -> blocks.open(blocks.parse(changed), kbpk))
              .as("position %d", at)
              .isInstanceOf(KeyException.class)
              .hasMessage(MAC)
              .hasNoCause();
        }
      }
    }
  }

  /** Header fields that are as good as the ones that were there. */
  @ParameterizedTest
  @FieldSource("BLOCKS")
  void anotherHeaderIsRefusedByTheMac(List<String> known) {
    String good = known.get(1);
    Key kbpk = protection(known);
    var changed = new LinkedHashSet<String>();
    for (String usage : List.of("D0", "M3", "K1", "E0")) {
      changed.add(good.substring(0, 5) + usage + good.substring(7));
    }
    for (char mode : "BCDEGNSVX".toCharArray()) {
      changed.add(good.substring(0, 8) + mode + good.substring(9));
    }
    for (String version : List.of("01", "99", "c1", "Z9")) {
      changed.add(good.substring(0, 9) + version + good.substring(11));
    }
    for (char letter : "ENS".toCharArray()) {
      changed.add(good.substring(0, 11) + letter + good.substring(12));
    }
    for (char context : "012".toCharArray()) {
      changed.add(good.substring(0, 14) + context + good.substring(15));
    }
    for (char algorithm : "ATH".toCharArray()) {
      changed.add(good.substring(0, 7) + algorithm + good.substring(8));
    }
    changed.remove(good);
    assertThat(changed).hasSizeGreaterThan(18);
    for (String each : changed) {
      assertThatThrownBy(() -> blocks.open(blocks.parse(each), kbpk))
          .as(each.substring(0, 16))
          .isInstanceOf(KeyException.class)
          .hasMessage(MAC);
    }
  }

  @ParameterizedTest
  @FieldSource("BLOCKS")
  void aBlockOfAnotherLengthIsRefusedWithItsLengthRepairedOrNot(List<String> known) {
    String good = known.get(1);
    Key kbpk = protection(known);
    var said = new LinkedHashSet<String>();
    for (int length = 0; length < good.length() + 40; length++) {
      if (length != good.length()) {
        String cut = (good + "0".repeat(40)).substring(0, length);
        said.add(refusal(cut, kbpk));
        if (length > 16) {
          said.add(refusal(cut.charAt(0) + "%04d".formatted(length) + cut.substring(5), kbpk));
        }
      }
    }
    assertThat(said).allMatch(message -> message.startsWith("the ") || message.startsWith("opt"));
  }

  private String refusal(String text, Key kbpk) {
    try {
      blocks.open(blocks.parse(text), kbpk).close();
    } catch (KeyException refused) {
      return refused.getMessage();
    }
    throw new AssertionError(text + " opened");
  }

  /** Blocks with a right MAC, which only the holder of the protection key can make. */
  @ParameterizedTest
  @CsvSource({
    "A, 43FFDD0F175D333CF6B2CB8F7C02F008955E24BC3D9060309DDC5A4277E0B8BE786B0BEA19C87BFD52BE1D"
        + "FBE05155691DE140550586BCACC5428665F72B7078, no keys of 0 bits",
    "A, 5C0D234CF5B0329CC5A4950AADD9837704C9D74DAFE3A8D4F3A67C967ADA1C67574AE882B9DE65B4B61391"
        + "686851AEB8A6C22A2CE27B50E959E6003C99962430, no keys of 64 bits",
    "A, 3370133C7EB507017D7164BF7C5571EB83B7F1C61B0020148A8CD3E658089FB293E8E51029DB355E0B5EF7"
        + "400D0BE3F8DA3760EA6E6328D38D62EEB5B1E112B1, length that does not fit",
    "A, C8682C9177565CAE2E5734DB0A8C26A1518AA08D4C4DA0698B28561CABE85E4D45D5A1511D84B91275C642"
        + "C0DBF2F5B1B4449DD28021831618921F89AE114E59, length that does not fit",
    "A, 6F2F2616C22B06D2B9AC09AE0DFC6BD8A544480F22B4034708F1C9BFC17CEA2D3AAF48E094C3F719AA9CA6"
        + "16345662BF3D9DD6169ECBB2FA49BE579E027972D4, length that does not fit",
    "T, 6B6656AAAE839A86C3212BA4743A94309FE8AA8CB48111C72F15DACF04E39139B51D34AB028CF97988CC8F"
        + "BD64D3C022E221BA2D3A5BEF0BF4C4DC818D068F28, no keys of 256 bits",
  })
  void aKeyLengthThatCannotBeIsRefusedUnderARightMac(char algorithm, String rest, String said)
      throws KeyException {
    var block = blocks.parse("D0144D0" + algorithm + "B00E0000" + rest);
    assertThatThrownBy(() -> blocks.open(block, aes(KBPK)))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining(said);
  }

  @Test
  void aProtectionKeyOfAnotherSizeOpensNoBlock() {
    for (var known : BLOCKS) {
      for (Key other :
          List.of(
              tdes(KEK.substring(0, 32)),
              tdes(KEK.substring(0, 48)),
              aes(KEK.substring(0, 32)),
              aes(KEK),
              key(KeyAlgorithm.HMAC, KEK))) {
        assertThatThrownBy(() -> blocks.open(blocks.parse(known.get(1)), other))
            .isInstanceOf(KeyException.class);
      }
    }
  }

  /**
   * A typed part is its own or none. The number of a component, which does not matter, is outside
   * of its check value; that of a share is in it.
   */
  @Test
  void aMistypedPartIsNeverAnotherPart() throws KeyException {
    var parted = new PartedKeys(PRIMITIVES);
    Key key = aes(KEK);
    for (Sharing sharing : List.of(Sharing.components(2), Sharing.shares(2, 3))) {
      KeyPart part = parted.part(key, sharing).get(1);
      byte[] line = parted.write(part).expose(byte[]::clone);
      for (byte[] changed : mistyped(line)) {
        try (var read =
            parted.read(KeyMaterial.consume(changed), sharing.method(), key.spec(), 0)) {
          assertThat(read.value().sameKeyAs(part.value())).isTrue();
          assertThat(
                  read.number() == part.number() || sharing.method() == Sharing.Method.COMPONENTS)
              .isTrue();
        } catch (KeyException refused) {
          assertThat(refused.getMessage()).isNotBlank();
        }
      }
    }
  }

  private static List<byte[]> mistyped(byte[] line) {
    Stream<byte[]> turned =
        IntStream.range(0, 8 * line.length)
            .mapToObj(
                bit -> {
                  byte[] changed = line.clone();
                  changed[bit / 8] ^= (byte) (1 << bit % 8);
                  return changed;
                });
    Stream<byte[]> cut =
        IntStream.range(0, line.length).mapToObj(length -> Arrays.copyOf(line, length));
    Stream<byte[]> swapped =
        IntStream.range(1, line.length)
            .mapToObj(
                at -> {
                  byte[] changed = line.clone();
                  changed[at] = line[at - 1];
                  changed[at - 1] = line[at];
                  return changed;
                });
    return Stream.of(turned, cut, swapped).flatMap(each -> each).toList();
  }

  /** The refusals of one kind of thing are few, so that nobody learns from them. */
  @Test
  void aWrapSaysTwoThingsAtMost() {
    Set<String> said = new LinkedHashSet<>();
    for (int length = 0; length < 80; length++) {
      byte[] any = new byte[length];
      try {
        PRIMITIVES.aesKwp().unwrap(aes(KEK), any).close();
      } catch (KeyException refused) {
        said.add(refused.getMessage().replaceAll("[0-9]+", "N"));
      }
    }
    assertThat(said)
        .containsExactlyInAnyOrder(
            "AES-KWP: N bytes are no wrapped secret",
            "AES-KWP: the integrity of the wrapped secret does not hold");
  }
}
