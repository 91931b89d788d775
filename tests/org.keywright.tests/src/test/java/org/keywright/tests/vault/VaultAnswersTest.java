// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingFile;
import org.keywright.vault.PairingFinding.Suspicion;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRules;
import org.keywright.vault.PairingVerdict;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Acts that are nothing but an answer: asked for and ended in one commit (ADR 43). */
class VaultAnswersTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final PairingRequest REQUEST =
      new PairingRequest(
          PairingCase.Kind.CODE,
          "MS-1",
          "MH-1",
          OptionalLong.of(0),
          PairingRequest.Attestation.NONE,
          AT);

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private long before;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    var estate =
        new PairingEstate(
            "pay-tv",
            1,
            Bytes.ofHex("0100"),
            5,
            new PairingEstate.Limits(5, 4, Duration.ofDays(90)),
            AT);
    try (Grant grant = vault.grant(TestVault.ACT);
        Key key = test.crypto.keys.generate(KeySpec.AES_256)) {
      vault.pairings().addEstate(grant, estate);
      vault.pairings().addModules(grant, List.of(PairingModule.made("MS-1", estate, 1, 1, 0, AT)));
      vault.roots().create(grant, RootPurpose.PAIRING_MODULE_ROOT, "pay-tv", 1, key, Bytes.of());
      grant.succeeded("");
    }
    before = vault.log().verify();
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Decides one way or breaks. */
  private record Rules(boolean breaks) implements PairingRules {
    @Override
    public PairingVerdict decide(PairingRequest request, PairingFile file) {
      if (breaks) {
        throw new IllegalStateException("the rules broke");
      }
      return new PairingVerdict(true, "FINE", false, List.of());
    }

    @Override
    public List<Suspicion> suspect(PairingReport report, PairingFile file) {
      return List.of();
    }
  }

  private List<String> logged() throws VaultException {
    return vault.log().page(0, (int) (vault.log().verify() - before)).reversed().stream()
        .map(ActLog.Entry::result)
        .toList();
  }

  private PairingCase conclude(Grant grant, boolean breaks) throws VaultException {
    return vault.pairings().conclude(grant, REQUEST, new Rules(breaks), c -> "case " + c.number());
  }

  @Test
  void theLogHasTheAskingAndTheEndWhenTheDecisionIsMade() throws Exception {
    try (Grant grant = vault.grantForAnswer(TestVault.ACT)) {
      assertThat(logged()).as("nothing was answered yet").isEmpty();
      conclude(grant, false);
      assertThat(logged()).containsExactly("asked", "done: case 1");
    }
    assertThat(logged()).as("no second end").hasSize(2);
  }

  @Test
  void whatBreaksIsLoggedAsAskedAndFailed() throws Exception {
    try (Grant grant = vault.grantForAnswer(TestVault.ACT)) {
      assertThatThrownBy(() -> conclude(grant, true)).hasMessageContaining("the rules broke");
    }
    assertThat(logged()).containsExactly("asked", "failed: the rules broke");
  }

  @Test
  void whatIsLeftWithoutAConclusionIsLoggedAsAskedAndFailed() throws Exception {
    vault.grantForAnswer(TestVault.ACT).close();
    assertThat(logged()).containsExactly("asked", "failed: ended without a word");
  }

  @Test
  void aVaultThatIsClosedEndsItAsWell() throws Exception {
    vault.grantForAnswer(TestVault.ACT);
    vault = test.reopen();
    assertThat(logged())
        .containsExactly("asked", "failed: the vault was closed before the act ended");
  }

  @Test
  void keysAreOpenedWithItAndNothingElseIsChanged() throws Exception {
    try (Grant grant = vault.grantForAnswer(TestVault.ACT);
        Key root = grant.root(RootPurpose.PAIRING_MODULE_ROOT, "pay-tv", 1)) {
      assertThat(root.spec()).isEqualTo(KeySpec.AES_256);
      assertThatThrownBy(() -> vault.pairings().decide(grant, REQUEST, new Rules(false)))
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("is for an answer alone");
      assertThatThrownBy(
              () -> vault.roots().create(grant, RootPurpose.CY_KEY, "pay-tv", 1, root, Bytes.of()))
          .hasMessageContaining("is for an answer alone");
    }
  }
}
