// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.audit.Forwarding;
import org.keywright.audit.SyslogReceiver;
import org.keywright.audit.internal.SyslogForwarding;
import org.keywright.tests.vault.SyslogReceivers.Datagrams;
import org.keywright.tests.vault.SyslogReceivers.Lines;
import org.keywright.tests.vault.SyslogReceivers.Receiver;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The log on its way to a syslog receiver, whatever that one does. */
class ForwardingTest {
  @TempDir Path folder;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private TestVault test;
  private SyslogForwarding forwarding;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    // A receiver that took nothing is tried again when a test says so.
    forwarding = SyslogForwarding.with(test.clock, Duration.ofDays(1));
    forwarding.bindObserver(told::add);
    test.vaults.bindObserver(forwarding);
    test.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private Vault vault() {
    return test.vaults.current().orElseThrow();
  }

  /** Makes two entries, and returns the number of the second. */
  private long act(String subject) throws VaultException {
    try (Grant grant = vault().grant(new Act("anna", "key:generate", subject, ""))) {
      grant.succeeded("KCV 61886B5CD4");
    }
    return newest();
  }

  private long newest() throws VaultException {
    return vault().log().page(0, 1).stream().mapToLong(ActLog.Entry::number).sum();
  }

  private void forward(String receiver, boolean whole) throws VaultException {
    try (Grant grant = vault().grant(new Act("anna", "audit:forward", receiver, ""))) {
      forwarding.begin(grant, SyslogReceiver.parse(receiver), whole);
      grant.succeeded("");
    }
  }

  private String nextTold() throws InterruptedException {
    return Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElse("nothing was told");
  }

  private static void assertNext(Receiver receiver, long first, long last) throws Exception {
    for (long number = first; number <= last; number++) {
      assertThat(receiver.nextNumber()).isEqualTo(number);
    }
  }

  private static Receiver receiver(String transport) throws IOException {
    return transport.equals("tcp") ? new Lines() : new Datagrams();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void entriesGoToTheReceiverInTheirOrderFromTheOneThatOrdersIt(String transport) throws Exception {
    act("fuel/1");
    long before = newest();
    try (Receiver receiver = receiver(transport)) {
      forward(receiver.address(), false);
      long last = act("fuel/2");
      assertNext(receiver, before + 1, last - 1);
      ActLog.Entry entry = vault().log().page(0, 1).getFirst();
      assertThat(receiver.next())
          .startsWith("<110>1 2026-03-01T12:00:00.123456Z ")
          .endsWith(
              (" key:generate [act@32473 vault=\"%s\" number=\"%d\""
                   + " at=\"2026-03-01T12:00:00.123456789Z\" actor=\"anna\" act=\"key:generate\""
                   + " subject=\"fuel/2\" purpose=\"\" result=\"done: KCV 61886B5CD4\" hash=\"%s\"]"
                   + " anna, key:generate fuel/2: done: KCV 61886B5CD4")
                  .formatted(vault().info().id(), last, entry.hash()));
      test.vaults.close();
      assertThat(receiver.messages).isEmpty();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void theWholeLogGoesThereIfThatIsWanted() throws Exception {
    for (int i = 0; i < 150; i++) {
      act("fuel/" + i);
    }
    try (Receiver receiver = new Lines()) {
      forward(receiver.address(), true);
      assertNext(receiver, 1, newest());
    }
  }

  @Test
  void aReceiverThatIsNotThereStopsNobodyIsReportedOnceAndCatchesUp() throws Exception {
    int port = Lines.freePort();
    long before = newest();
    forward("tcp://127.0.0.1:" + port, false);
    assertThat(nextTold())
        .isEqualTo(
            "the log of acts is not forwarded to tcp://127.0.0.1:%d: the receiver takes nothing: it"
                    .formatted(port)
                + " cannot be reached: Connection refused; entries from %d on wait"
                    .formatted(before + 1));
    for (int i = 0; i < 5; i++) {
      act("fuel/" + i);
    }
    Forwarding.Status status = forwarding.status().orElseThrow();
    assertThat(status.reached()).isEqualTo(before);
    assertThat(status.waiting()).isEqualTo(newest() - before);
    assertThat(status.failure()).contains("it cannot be reached: Connection refused");
    assertThat(status.failingSince()).contains(test.clock.instant());
    assertThat(reports())
        .singleElement()
        .asString()
        .startsWith("failed: the receiver takes nothing");

    try (Receiver receiver = new Lines(port, true)) {
      long last = newest();
      forwarding.retry();
      assertNext(receiver, before + 1, last);
      assertThat(nextTold())
          .isEqualTo(
              "the log of acts is forwarded to tcp://127.0.0.1:%d again: entries %d to %d were caught up"
                  .formatted(port, before + 1, last));
      assertNext(receiver, last + 1, act("fuel/6"));
    }
    assertThat(reports()).hasSize(2);
    assertThat(forwarding.status().orElseThrow().failure()).isEmpty();
    assertThat(told).isEmpty();
  }

  /** How the program's own acts about forwarding ended. */
  private List<String> reports() throws VaultException {
    return vault().log().page(0, 100).stream()
        .filter(entry -> entry.act().verb().equals("audit:forwarding"))
        .map(ActLog.Entry::result)
        .filter(result -> !result.equals("asked"))
        .toList();
  }

  @Test
  void nobodyAtAPortForDatagramsIsNoticedToo() throws Exception {
    forward("udp://127.0.0.1:" + Datagrams.freePort(), false);
    assertThat(nextTold()).contains("nobody is at port");
  }

  @Test
  void aReceiverThatDoesNotReadKeepsNobodyWaitingAndLosesNothing() throws Exception {
    long before = newest();
    try (var slow = new Lines(0, false)) {
      forward(slow.address(), false);
      for (int i = 0; i < 200; i++) {
        act("fuel/" + i + " " + "x".repeat(100));
      }
      long last = newest();
      assertThat(forwarding.status().orElseThrow().waiting()).isPositive();
      slow.read();
      assertNext(slow, before + 1, last);
    }
  }

  @Test
  void aVaultThatOpensAgainGoesOnWhereItStopped() throws Exception {
    try (Receiver receiver = new Lines()) {
      long before = newest();
      forward(receiver.address(), false);
      assertNext(receiver, before + 1, act("fuel/1"));
      test.reopen();
      assertNext(receiver, before + 5, act("fuel/2"));
      assertThat(told).isEmpty();
    }
  }

  @Test
  void whatALineMayHaveSwallowedIsSentAgain() throws Exception {
    try (var receiver = new Lines()) {
      long before = newest();
      forward(receiver.address(), false);
      assertNext(receiver, before + 1, act("fuel/1"));
      receiver.cut();
      assertNext(receiver, before + 1, act("fuel/2"));
      assertThat(told).isEmpty();
    }
  }

  @Test
  void aLineThatBrokeIsNoticedThoughNothingElseIsToBeSent() throws Exception {
    try (var receiver = new Lines()) {
      long before = newest();
      forward(receiver.address(), false);
      long last = act("fuel/1");
      assertNext(receiver, before + 1, last);
      receiver.cut();
      forwarding.retry();
      assertNext(receiver, before + 1, last);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void whatWaitedForOneReceiverGoesToTheNextAndAfterTheEndNothingDoes() throws Exception {
    long before = newest();
    forward("tcp://127.0.0.1:" + Lines.freePort(), false);
    nextTold();
    act("fuel/1");
    try (Receiver receiver = new Lines()) {
      forward(receiver.address(), false);
      long last = act("fuel/2");
      assertNext(receiver, before + 1, last);
      try (Grant grant = vault().grant(new Act("anna", "audit:forward", "off", ""))) {
        forwarding.end(grant);
        grant.succeeded("");
      }
      act("fuel/3");
      assertThat(forwarding.status()).isEmpty();
      test.reopen();
      act("fuel/4");
      test.vaults.close();
      // At most the entry by which the end was asked for.
      assertThat(receiver.messages).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aReceiverThatWasChangedBehindTheVaultsBackIsNotGoneBy() throws Exception {
    try (Receiver receiver = new Lines()) {
      forward(receiver.address(), false);
      receiver.next();
      test.vaults.close();
      test.tamper("UPDATE log_forwarding SET receiver = 'tcp://127.0.0.1:9'");
      Vault vault = test.open();
      assertThat(nextTold())
          .contains("not forwarded: where the log is forwarded to is damaged or was changed");
      assertThat(vault.upkeep().check()).anyMatch(fault -> fault.contains("is forwarded to"));
    }
  }

  @Test
  void anAddressSaysHowAndWhere() {
    for (String good : List.of("tcp://log.example.org:601", "udp://10.0.0.1:514", "tcp://[::1]:6"))
      assertThat(SyslogReceiver.parse(good)).hasToString(good);
    for (String bad :
        List.of(
            "log:601", "tls://log:6514", "tcp://log", "tcp://log:0", "tcp://a b:6", "tcp://:6")) {
      assertThatThrownBy(() -> SyslogReceiver.parse(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
