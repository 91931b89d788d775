// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Passphrases.Cost;

/** Sealing, and the stretching of passphrases to the keys that seal. */
class StorageTest {
  private static final byte[] ROW = bytes("0102030405");
  private static final Cost CHEAP = new Cost(64, 1, 1);
  private static final Bytes SALT = Bytes.ofHex("00112233445566778899AABBCCDDEEFF");

  private final GcmSealing sealing = new GcmSealing(PRIMITIVES);
  private final Argon2Passphrases passphrases = new Argon2Passphrases(PRIMITIVES);
  private final Key key = aes("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4");

  @Test
  void opensWhatItSealed() throws KeyException {
    for (int length : new int[] {0, 1, 16, 48, 1000}) {
      byte[] sealed = sealing.seal(key, ROW, material("5A".repeat(length)));
      assertThat(sealed).hasSize(12 + length + 16);
      assertThat(hex(sealing.open(key, ROW, sealed))).isEqualTo("5A".repeat(length));
    }
  }

  @Test
  void sealsDifferentlyEachTime() throws KeyException {
    var seen = new HashSet<Bytes>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(Bytes.of(sealing.seal(key, ROW, material("5A".repeat(16)))))).isTrue();
    }
  }

  @Test
  void opensForNoOtherRowKeyOrBytes() throws KeyException {
    byte[] sealed = sealing.seal(key, ROW, material("5A".repeat(16)));
    shut(key, bytes("0102030406"), sealed);
    shut(aes("01".repeat(32)), ROW, sealed);
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      shut(key, ROW, changed);
    }
    for (int length = 0; length < sealed.length; length++) {
      shut(key, ROW, Arrays.copyOf(sealed, length));
    }
  }

  private void shut(Key with, byte[] row, byte[] sealed) {
    assertThatThrownBy(() -> sealing.open(with, row, sealed))
        .isInstanceOf(KeyException.class)
        .hasMessage("the sealed secret does not open here")
        .hasNoCause();
  }

  @Test
  void sealsUnderAes256Alone() {
    assertThatThrownBy(() -> sealing.seal(aes("01".repeat(16)), ROW, material("00")))
        .isInstanceOf(KeyException.class)
        .hasMessage("secrets are sealed under AES-256, not AES-128");
  }

  @Test
  void stretchesTheSameToTheSameAndOtherwiseToOthers() throws KeyException {
    Key first = passphrases.stretch(material("70617373"), SALT, CHEAP);
    assertThat(passphrases.stretch(material("70617373"), SALT, CHEAP).sameKeyAs(first)).isTrue();
    assertThat(passphrases.stretch(material("70617374"), SALT, CHEAP).sameKeyAs(first)).isFalse();
    var dearer = new Cost(64, 2, 1);
    assertThat(passphrases.stretch(material("70617373"), SALT, dearer).sameKeyAs(first)).isFalse();
  }

  /** The reference implementation's own test (phc-winner-argon2, test.c), through the primitive. */
  @Test
  void agreesWithTheReferenceImplementation() {
    byte[] made =
        PRIMITIVES
            .argon2id()
            .stretch(
                bytes("70617373776F7264"),
                bytes("736F6D6573616C74"),
                new byte[0],
                new byte[0],
                new Cost(256, 2, 1));
    assertThat(hex(made))
        .isEqualTo("9DFEB910E80BAD0311FEE20F9C0E2B12C17987B4CAC90C2EF54D5B3021C68BFE");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "7, 1, 1",
    "64, 0, 1",
    "64, 1, 0",
    "64, 1, 9",
    "2000000000, 1, 1",
    "64, 100000, 1"
  })
  void refusesCostsOutOfRange(int memory, int iterations, int lanes) {
    var cost = new Cost(memory, iterations, lanes);
    assertThatThrownBy(() -> passphrases.stretch(material("70"), SALT, cost))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("the cost of the passphrase is out of range");
  }

  @Test
  void refusesNoPassphraseAndNoSalt() {
    assertThatThrownBy(() -> passphrases.stretch(KeyMaterial.copyOf(new byte[0]), SALT, CHEAP))
        .isInstanceOf(KeyException.class)
        .hasMessage("the passphrase is empty");
    assertThatThrownBy(() -> passphrases.stretch(material("70"), Bytes.ofHex("00112233"), CHEAP))
        .isInstanceOf(KeyException.class)
        .hasMessage("a salt has at least 16 bytes");
  }
}
