// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyState;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.spi.JobOrder;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.CryptoPeriod;
import org.keywright.vault.Grant;
import org.keywright.vault.JobState;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** What becomes of long work whose keys end or are withdrawn while it holds them open. */
class KeysInUseTest {
  private static final String HEX = "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final KeyName KEY = KeyName.of("fuel", 3);
  private static final KeyName TRANSPORT = new KeyName.Transport("fuel");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  @BeforeEach
  void make() throws VaultException {
    test = new TestVault(folder);
    vault = test.create();
    TestVault.addKeySet(vault, "fuel", "4B57000000000001", TestCrypto.aes(HEX));
    TestVault.addKey(vault, "fuel", 3, TestCrypto.aes(HEX), false);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whoWorksWithAKeyIsToldThatTheVaultClosesAndTheKeyIsWiped() throws Exception {
    var told = new ArrayList<String>();
    try (Grant grant = vault.grant(TestVault.ACT);
        Key key = grant.open(KEY, KeyOperation.LOAD)) {
      grant.onWithdrawal(
          why -> {
            told.add(why);
            grant.succeeded(why);
          });
      test.vaults.close();

      assertThat(told).containsExactly("the vault was closed");
      assertThat(key.material().wiped()).isTrue();
      assertThatThrownBy(() -> grant.open(KEY, KeyOperation.LOAD))
          .isInstanceOf(VaultException.class);
    }
    assertThat(test.open().log().page(0, 1).getFirst().result())
        .isEqualTo("done: the vault was closed");
  }

  private void endsIn(KeyName key, Duration protects, Duration opens) throws VaultException {
    Instant now = test.clock.instant();
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault
          .lives()
          .setPeriod(
              grant,
              key,
              new CryptoPeriod(Optional.of(now.plus(protects)), Optional.of(now.plus(opens))));
      grant.succeeded("");
    }
  }

  private void step(KeyName key, KeyState next) throws VaultException {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      vault.lives().change(grant, key, next, "to try it");
      grant.succeeded("");
    }
  }

  @Test
  void theEndOfTheOriginatorsPeriodEndsWhatProtects() throws Exception {
    endsIn(KEY, Duration.ofHours(1), Duration.ofHours(2));
    try (Grant grant = vault.grant(TestVault.ACT);
        Key _ = grant.open(KEY, KeyOperation.LOAD)) {
      test.clock.turn(Duration.ofHours(1).minusNanos(1));
      grant.requireInForce();
      test.clock.turn(Duration.ofNanos(1));
      assertThatThrownBy(grant::requireInForce)
          .hasMessageContaining("the crypto-period of key fuel/3 ended on")
          .hasMessageContaining("nothing new is protected with it");
    }
  }

  @Test
  void theEndOfTheRecipientsPeriodAloneEndsWhatOpens() throws Exception {
    endsIn(KEY, Duration.ofHours(1), Duration.ofHours(2));
    try (Grant grant = vault.grant(TestVault.ACT);
        Key _ = grant.open(KEY, KeyOperation.CONFIRM)) {
      test.clock.turn(Duration.ofHours(1));
      grant.requireInForce();
      test.clock.turn(Duration.ofHours(1));
      assertThatThrownBy(grant::requireInForce)
          .hasMessageContaining("nothing is opened with it any more");
    }
  }

  @Test
  void aKeyThatIsWithdrawnEndsWhatIsUnderWayWithinASecond() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT);
        Key _ = grant.transportKey("fuel")) {
      grant.requireInForce();
      step(TRANSPORT, KeyState.SUSPENDED);
      test.clock.turn(SECOND);
      assertThatThrownBy(grant::requireInForce)
          .hasMessage("the transport key of fuel is suspended, not active");
      step(TRANSPORT, KeyState.ACTIVE);
      test.clock.turn(SECOND);
      assertThatCode(grant::requireInForce).doesNotThrowAnyException();
    }
  }

  @Test
  void aPeriodThatIsSetMeanwhileHoldsToo() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT);
        Key _ = grant.applicationKey("fuel", 3)) {
      grant.requireInForce();
      endsIn(KEY, SECOND, SECOND);
      test.clock.turn(SECOND);
      assertThatThrownBy(grant::requireInForce).hasMessageContaining("crypto-period of key fuel/3");
    }
  }

  @Test
  void whatServesOthersHoldsTheKeysOfWhatItServes() throws Exception {
    try (Grant server = vault.grant(TestVault.ACT);
        Key _ = server.transportKey("fuel");
        Grant below = server.below(TestVault.ACT)) {
      step(TRANSPORT, KeyState.COMPROMISED);
      assertThatThrownBy(below::requireInForce).hasMessageContaining("is compromised");
      below.succeeded("");
    }
  }

  @Test
  void aKeyThatWasClosedIsNobodysConcern() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT)) {
      grant.applicationKey("fuel", 3).close();
      step(KEY, KeyState.SUSPENDED);
      assertThatCode(grant::requireInForce).doesNotThrowAnyException();
    }
  }

  @Test
  void theVersionThatWasOpenedCountsAndNotTheNewest() throws Exception {
    try (Grant grant = vault.grant(TestVault.ACT);
        Key _ = grant.applicationKey("fuel", 3)) {
      TestVault.addKey(vault, "fuel", 3, TestCrypto.aes("D3A1F07B5C9E2846E1B3C5D7F9081A2C"), true);
      assertThatThrownBy(grant::requireInForce)
          .hasMessageContaining("key fuel/3 is deactivated, not active");
    }
  }

  @Test
  void aCampaignThatRunsWhenItsKeyEndsBeginsNothingMore() throws Exception {
    endsIn(KEY, Duration.ofHours(1), Duration.ofHours(2));
    var order =
        new JobOrder(
            TestVault.ACT, "test", "a job of 3", Map.of("key", "3"), 1, OptionalLong.empty());
    var work = new LongWork(grant -> grant.applicationKey("fuel", 3));
    var job = new VirtualJobRunner().start(vault, order, work);
    work.second.await();
    test.clock.turn(Duration.ofHours(1));
    work.release.countDown();
    assertThatThrownBy(job::await)
        .hasMessageContaining("broke off: the crypto-period of key fuel/3 ended on");
    assertThat(job.progress().done()).isEqualTo(2);
    assertThat(vault.jobs().require(job.id()).state()).isEqualTo(JobState.INCOMPLETE);
    assertThat(vault.log().page(0, 1).getFirst().result())
        .startsWith("failed: job " + job.id() + ": 2 done")
        .contains("nothing new is protected with it");
    assertThatThrownBy(
            () ->
                new VirtualJobRunner()
                    .start(vault, order, new LongWork(grant -> grant.applicationKey("fuel", 3))))
        .hasMessageContaining("the crypto-period of key fuel/3 ended on");
    assertThat(vault.log().page(0, 1).getFirst().result())
        .startsWith("failed: the job did not begin: the crypto-period of key fuel/3 ended on");
  }
}
