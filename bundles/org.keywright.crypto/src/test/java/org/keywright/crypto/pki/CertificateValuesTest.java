// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.PresharedKey;

/** What the values about certificates, keys and channels refuse to be. */
class CertificateValuesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\u0000b", "a\nb", "\u202Etxt", "\uD800"})
  void namesHaveNoBlanksAtTheirEndsAndNothingThatCannotBeSeen(String text) {
    assertThatThrownBy(() -> DistinguishedName.of(text, "name"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DistinguishedName.of("organization", text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesHave64CharactersAtMost() {
    assertThat(DistinguishedName.of("x".repeat(64), "ü"))
        .hasToString("O=" + "x".repeat(64) + ", CN=ü");
    assertThatThrownBy(() -> DistinguishedName.of("x".repeat(65), "y"))
        .hasMessageContaining("1 to 64 characters");
  }

  @Test
  void serialNumbersInNamesArePrintableStrings() {
    assertThat(DistinguishedName.of("O", "n", "00-7")).hasToString("O=O, CN=n, serialNumber=00-7");
    assertThatThrownBy(() -> DistinguishedName.of("O", "n", "00_7"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void validitiesAreInSecondsAndEndAfterTheyBegin() {
    var day = Validity.of(NOW, Duration.ofDays(1));
    assertThat(day.notBefore()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(day.length()).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> new Validity(NOW, NOW.minusSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Validity(NOW, Validity.NO_END.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachPurposeHasItsOwnNumberNameAndWords() {
    var purposes = KeyPurpose.values();
    assertThat(Arrays.stream(purposes).map(KeyPurpose::number)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(purposes).map(KeyPurpose::label)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(purposes).map(KeyPurpose::words)).doesNotHaveDuplicates();
  }

  @Test
  void onlyPurposesThatCertifyIssueOthers() {
    for (KeyPurpose purpose : KeyPurpose.values()) {
      purpose.issuer().ifPresent(issuer -> assertThat(issuer.pathLength()).isPresent());
    }
  }

  @Test
  void everyFaultHasASentenceOfItsOwn() {
    var words = new HashSet<String>();
    for (ChainFault fault : ChainFault.values()) {
      assertThat(words.add(fault.words())).as(fault.name()).isTrue();
      assertThat(new ChainException(fault, "the certificate", "so and so"))
          .hasMessage("the certificate " + fault.words() + ": so and so");
    }
  }

  @Test
  void chainsHaveOneToFourCertificates() {
    assertThatThrownBy(() -> new CertificateChain(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    Certificate one = certificate(Optional.of(KeyPurpose.MODULE));
    assertThatThrownBy(() -> CertificateChain.of(one, one, one, one, one))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChainBelowAnotherLeavesTheRootOut() {
    Certificate root = certificate(Optional.empty());
    Certificate unit = certificate(Optional.of(KeyPurpose.PERSONALIZER));
    Certificate module = certificate(Optional.of(KeyPurpose.MODULE));
    assertThat(CertificateChain.of(unit, root).below(module))
        .isEqualTo(CertificateChain.of(module, unit));
    assertThat(CertificateChain.of(root).below(unit)).isEqualTo(CertificateChain.of(unit));
  }

  @Test
  void onlyPrivateKeysMakePairsAndCredentialsAndNoneIsAShared() throws KeyException {
    try (var aes = Key.of(KeySpec.AES_256, KeyMaterial.copyOf(new byte[32]));
        var number = Key.of(KeySpec.EC_P256, KeyMaterial.copyOf(new byte[32]))) {
      var chain = CertificateChain.of(certificate(Optional.empty()));
      assertThatThrownBy(() -> new EcKeyPair(aes, chain.leaf().publicKey()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Credential(aes, chain))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new PresharedKey(Bytes.ofHex("01"), number))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new PresharedKey(Bytes.of(), aes))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(new Credential(number, chain).toString()).doesNotContain("00000000");
    }
  }

  private static Certificate certificate(Optional<KeyPurpose> purpose) {
    var name = DistinguishedName.of("North Pay", purpose.map(KeyPurpose::label).orElse("root"));
    var point =
        "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
            + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";
    return new Certificate(
        Bytes.ofHex("30"),
        Bytes.ofHex("01"),
        name,
        name,
        Validity.of(NOW, Duration.ofDays(1)),
        new EcPublicKey(Bytes.ofHex(point)),
        Bytes.ofHex("02"),
        Bytes.ofHex("02"),
        purpose,
        Optional.empty(),
        java.util.OptionalInt.empty());
  }
}
