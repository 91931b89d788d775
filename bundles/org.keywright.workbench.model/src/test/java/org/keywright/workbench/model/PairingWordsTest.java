// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;

class PairingWordsTest {
  private static final Instant AT = Instant.parse("2026-11-26T08:00:00Z");

  private static PairingCase made(PairingCase.Kind kind, String ground, boolean open) {
    var request =
        new PairingRequest(kind, "MS-1", "MH-1", OptionalLong.of(7), Attestation.NONE, AT);
    return new PairingCase(1, "anna", "", request, true, ground, 0, open, open ? "" : "a slip");
  }

  @Test
  void everyKindAndStateHasAWord() {
    assertThat(Arrays.stream(PairingCase.Kind.values()))
        .allSatisfy(
            kind -> assertThat(PairingWords.kind(made(kind, "ORDERLY", false))).isNotBlank());
    assertThat(Arrays.stream(PairingFinding.Kind.values()))
        .allSatisfy(
            kind ->
                assertThat(
                        PairingWords.kind(
                            new PairingFinding(1, kind, "MS-1", AT, AT, 1, List.of("seen"))))
                    .isNotBlank());
    assertThat(Arrays.stream(Pairing.State.values()))
        .allSatisfy(
            state ->
                assertThat(
                        PairingWords.state(
                            new Pairing("MS-1", "MH-1", 0, state, AT, AT, OptionalLong.empty(), 1)))
                    .isNotBlank());
  }

  @Test
  void aCaseSaysWhyAndWhetherSomebodyHasToLook() {
    var open = made(PairingCase.Kind.CODE, "INDEX_BACKWARDS", true);
    assertThat(PairingWords.ground(open)).isEqualTo(Texts.text("ground.index_backwards"));
    assertThat(PairingWords.state(open)).isEqualTo(Texts.text("cases.isopen"));
    assertThat(PairingWords.index(open)).isEqualTo("7");
    var closed = made(PairingCase.Kind.CODE, "A_GROUND_OF_LATER", false);
    assertThat(PairingWords.ground(closed)).isEqualTo("A_GROUND_OF_LATER");
    assertThat(PairingWords.state(closed)).isEqualTo("a slip");
  }
}
