// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;

/** What {@link BouncyCastleEcKeys} promises beyond the published answers. */
class EcKeysTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
  private static final String ORDER =
      "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

  private final BouncyCastleEcKeys keys = Samples.EC_KEYS;

  @Test
  void aNewPairSignsVerifiesAndAgrees() throws KeyException {
    try (var first = keys.generate();
        var second = keys.generate();
        var mine = keys.agree(first.privateKey(), second.publicKey());
        var theirs = keys.agree(second.privateKey(), first.publicKey())) {
      assertThat(first.publicKey()).isNotEqualTo(second.publicKey());
      assertThat(keys.publicKey(first.privateKey())).isEqualTo(first.publicKey());
      byte[] signature = keys.sign(first.privateKey(), MESSAGE);
      assertThat(keys.verify(first.publicKey(), MESSAGE, signature)).isTrue();
      assertThat(keys.verify(second.publicKey(), MESSAGE, signature)).isFalse();
      assertThat(mine.sameBytesAs(theirs)).isTrue();
    }
  }

  @Test
  void withPinnedNoiseTheVariationValueAloneMakesTheKey() throws KeyException {
    EntropySource pinned = out -> new Random(7).nextBytes(out);
    byte[] one = {1};
    byte[] two = {2};
    assertThat(keys.generate(pinned, one).publicKey())
        .isEqualTo(keys.generate(pinned, one).publicKey())
        .isNotEqualTo(keys.generate(pinned, two).publicKey())
        .isNotEqualTo(keys.generate(pinned, new byte[0]).publicKey());
  }

  @Test
  void withLiveNoiseTheSameVariationValueGivesOtherKeysHoweverItIsChosen() throws KeyException {
    EntropySource live = Samples.PRIMITIVES.random()::key;
    var seen = new HashSet<EcPublicKey>();
    for (byte[] variation : new byte[][] {new byte[32], MESSAGE, new byte[0]}) {
      for (int i = 0; i < 20; i++) {
        try (EcKeyPair pair = keys.generate(live, variation)) {
          assertThat(seen.add(pair.publicKey())).isTrue();
        }
      }
    }
  }

  @Test
  void aStuckNoiseSourceMakesNoKeyWhateverTheVariationValue() {
    assertThatThrownBy(() -> keys.generate(out -> Arrays.fill(out, (byte) 9), MESSAGE))
        .isInstanceOf(KeyException.class)
        .hasMessage("the noise source repeats itself: no key is made of it");
    EntropySource stuckAtItsEnd =
        out -> {
          Samples.PRIMITIVES.random().key(out);
          Arrays.fill(out, out.length - 6, out.length, (byte) 0);
        };
    assertThatThrownBy(() -> keys.generate(stuckAtItsEnd, MESSAGE))
        .isInstanceOf(KeyException.class);
  }

  @Test
  void aVariationValueHasAtMost64Bytes() {
    assertThatThrownBy(() -> keys.generate(out -> {}, new byte[65]))
        .isInstanceOf(KeyException.class)
        .hasMessage("a variation value has at most 64 bytes");
  }

  @Test
  void aChangedBitOfSignatureMessageOrLengthDoesNotVerify() throws KeyException {
    try (var pair = keys.generate()) {
      byte[] signature = keys.sign(pair.privateKey(), MESSAGE);
      for (int bit = 0; bit < 8 * signature.length; bit++) {
        byte[] changed = signature.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(keys.verify(pair.publicKey(), MESSAGE, changed)).isFalse();
      }
      assertThat(keys.verify(pair.publicKey(), new byte[0], signature)).isFalse();
      for (int length : new int[] {0, 1, 63, 65, 128}) {
        assertThat(keys.verify(pair.publicKey(), MESSAGE, Arrays.copyOf(signature, length)))
            .isFalse();
      }
    }
  }

  /** The values with which faulty verifiers were fooled: zero, the order, and beyond. */
  @ParameterizedTest
  @CsvSource({
    "00, 00",
    "00, 01",
    "01, 00",
    ORDER + ", 01",
    "01, " + ORDER,
    ORDER + ", " + ORDER,
    "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632552, 01",
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, 01",
    "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF, 01",
    "01, 01"
  })
  void signaturesOutOfRangeDoNotVerify(String r, String s) {
    byte[] signature = bytes("0".repeat(64 - r.length()) + r + "0".repeat(64 - s.length()) + s);
    try (var pair = keys.generate()) {
      assertThat(keys.verify(pair.publicKey(), MESSAGE, signature)).isFalse();
    }
  }

  @Test
  void theSameSignatureWithTheOrderAddedDoesNotVerify() throws KeyException {
    // r + n and s + n have 33 bytes for nearly every signature; cut to 32 they are other numbers.
    var order = new BigInteger(ORDER, 16);
    try (var pair = keys.generate()) {
      byte[] signature = keys.sign(pair.privateKey(), MESSAGE);
      var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      byte[] negated = signature.clone();
      System.arraycopy(P256.bytes(order.subtract(s)), 0, negated, 32, 32);
      // n - s is a signature too (ECDSA is malleable); what binds must be the message, not its
      // bytes.
      assertThat(keys.verify(pair.publicKey(), MESSAGE, negated)).isTrue();
      byte[] longer = new byte[66];
      System.arraycopy(signature, 0, longer, 1, 32);
      System.arraycopy(signature, 32, longer, 34, 32);
      assertThat(keys.verify(pair.publicKey(), MESSAGE, longer)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        ORDER,
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
      })
  void aPrivateKeyOutOfRangeIsRefusedByEveryUse(String number) {
    Key key = Samples.key(KeyAlgorithm.EC, number);
    assertThatThrownBy(() -> keys.sign(key, MESSAGE)).isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> keys.publicKey(key)).isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> keys.agree(key, keys.generate().publicKey()))
        .isInstanceOf(KeyException.class)
        .hasMessage("the private key is no number that the curve P-256 has keys for");
  }

  @Test
  void aKeyOfAnotherKindIsRefused() {
    Key aes = Samples.aes("00".repeat(32));
    assertThatThrownBy(() -> keys.sign(aes, MESSAGE))
        .isInstanceOf(KeyException.class)
        .hasMessage("ECDSA needs a key of EC, not AES-256");
  }

  @Test
  void theLeastAndTheGreatestPrivateKeyWork() throws KeyException {
    // One times the base point, and its negative: the x coordinates are one.
    for (String number : new String[] {"0".repeat(63) + "1", ORDER.substring(0, 62) + "50"}) {
      Key key = Samples.key(KeyAlgorithm.EC, number);
      EcPublicKey point = keys.publicKey(key);
      assertThat(point.point().hex())
          .startsWith("046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296");
      assertThat(keys.verify(point, MESSAGE, keys.sign(key, MESSAGE))).isTrue();
    }
  }

  @Test
  void agreementDoesNotDependOnItsBlinding() throws KeyException {
    try (var first = keys.generate();
        var second = keys.generate()) {
      String once = hex(keys.agree(first.privateKey(), second.publicKey()));
      for (int i = 0; i < 20; i++) {
        assertThat(hex(keys.agree(first.privateKey(), second.publicKey()))).isEqualTo(once);
      }
    }
  }

  @Test
  void ephemeralPairsAgreeAndNoTwoAreTheSame() throws KeyException {
    try (var first = keys.ephemeral();
        var second = keys.ephemeral()) {
      assertThat(first.publicKey()).isNotEqualTo(second.publicKey());
      assertThat(hex(keys.agree(first.privateKey(), second.publicKey())))
          .isEqualTo(hex(keys.agree(second.privateKey(), first.publicKey())));
      assertThat(keys.publicKey(first.privateKey())).isEqualTo(first.publicKey());
    }
  }
}
