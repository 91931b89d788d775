// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, their kinds, states and letters. */
class KeyTest {
  @Test
  void aKeyOfTheWrongLengthIsRefusedAndWiped() {
    var material = KeyMaterial.copyOf(new byte[15]);
    assertThatThrownBy(() -> Key.of(KeySpec.AES_128, material))
        .isInstanceOf(KeyException.class)
        .hasMessage("a key of kind AES-128 has 16 bytes, not 15");
    assertThat(material.wiped()).isTrue();
  }

  @Test
  void aKeyOwnsItsMaterial() throws KeyException {
    var key = Key.of(KeySpec.AES_128, KeyMaterial.copyOf(new byte[16]));
    var copy = key.copy();
    assertThat(copy.sameKeyAs(key)).isTrue();
    key.close();
    assertThat(key.material().wiped()).isTrue();
    assertThat(copy.material().wiped()).isFalse();
    assertThat(key).hasToString("Key[AES-128]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-128", "AES-192", "AES-256", "TDES-128", "TDES-192", "HMAC-256"})
  void aKindIsReadAsItIsWritten(String name) throws KeyException {
    assertThat(KeySpec.parse(name)).hasToString(name);
    assertThat(KeySpec.parse(name.toLowerCase(Locale.ROOT))).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AES", "AES-", "AES-129", "AES-64", "DES-64", "TDES-64", "AES-1-2"})
  void whatIsNoKindIsNamed(String name) {
    assertThatThrownBy(() -> KeySpec.parse(name))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("unknown kind of key '" + name + "'");
  }

  @Test
  void everyLetterLeadsBackToItsMeaning() throws KeyException {
    for (KeyMode mode : KeyMode.values()) {
      assertThat(KeyMode.of(mode.letter())).isEqualTo(mode);
    }
    for (Exportability exportability : Exportability.values()) {
      assertThat(Exportability.of(exportability.letter())).isEqualTo(exportability);
    }
    for (KeyAlgorithm algorithm : EnumSet.complementOf(EnumSet.of(KeyAlgorithm.EC))) {
      assertThat(KeyAlgorithm.of(algorithm.letter())).isEqualTo(algorithm);
    }
    assertThatThrownBy(() -> KeyAlgorithm.of(KeyAlgorithm.EC.letter()))
        .isInstanceOf(KeyException.class);
    assertThat(KeyUsage.of("P0").meaning()).isEqualTo("PIN encryption");
    assertThat(KeyUsage.of("99").meaning()).isEqualTo("proprietary use");
  }

  /** SP 800-57 part 1 rev. 5, figure 3: transitions 2 to 15, of which 5 takes two steps here. */
  @Test
  void takesTheStepsOfTheStandard() {
    var steps =
        List.of(
            "PRE_ACTIVE DESTROYED",
            "PRE_ACTIVE COMPROMISED",
            "PRE_ACTIVE ACTIVE",
            "ACTIVE COMPROMISED",
            "ACTIVE SUSPENDED",
            "ACTIVE DEACTIVATED",
            "SUSPENDED DESTROYED",
            "SUSPENDED COMPROMISED",
            "SUSPENDED ACTIVE",
            "SUSPENDED DEACTIVATED",
            "DEACTIVATED COMPROMISED",
            "DEACTIVATED DESTROYED",
            "COMPROMISED DESTROYED");
    for (KeyState from : KeyState.values()) {
      for (KeyState to : KeyState.values()) {
        assertThat(from.mayBecome(to))
            .as("%s to %s", from, to)
            .isEqualTo(steps.contains(from + " " + to));
      }
    }
  }

  @Test
  void aTdesKeySaysWhetherItsParityIsOdd() throws KeyException {
    var kind = new KeySpec(KeyAlgorithm.TDES, 128);
    try (var odd = Key.of(kind, material("0101010101010101FEFEFEFEFEFEFEFE"));
        var even = Key.of(kind, material("0101010101010101FEFEFEFEFEFEFEFF"));
        var aes = Key.of(KeySpec.AES_128, material("0101010101010101FEFEFEFEFEFEFEFF"))) {
      assertThat(odd.hasOddParity()).isTrue();
      assertThat(even.hasOddParity()).isFalse();
      assertThat(aes.hasOddParity()).isTrue();
    }
  }

  private static KeyMaterial material(String hex) {
    return KeyMaterial.consume(HexFormat.of().parseHex(hex));
  }

  @Test
  void aDestroyedKeyStaysDestroyed() {
    for (KeyState next : KeyState.values()) {
      assertThat(KeyState.DESTROYED.mayBecome(next)).isFalse();
    }
    assertThat(KeyState.COMPROMISED.mayBecome(KeyState.ACTIVE)).isFalse();
    assertThat(KeyState.COMPROMISED.mayBecome(KeyState.COMPROMISED)).isFalse();
    assertThat(KeyState.DEACTIVATED.mayBecome(KeyState.COMPROMISED)).isTrue();
    assertThat(KeyState.PRE_ACTIVE.mayBecome(KeyState.ACTIVE)).isTrue();
  }

  @Test
  void aCheckValueHasTheLengthOfItsMethod() {
    assertThat(new Kcv(KcvMethod.CMAC, Bytes.ofHex("61886B5CD4"))).hasToString("61886B5CD4 (CMAC)");
    assertThatThrownBy(() -> new Kcv(KcvMethod.CMAC, Bytes.ofHex("61886B")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
