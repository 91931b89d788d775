// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.tests.vault.Bureau.act;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.tests.TestCrypto;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Request;
import org.keywright.vault.Request.State;
import org.keywright.vault.VaultException;

/** Requests and approvals. */
class RequestsTest {
  private static final Act GENERATE = new Act("x", "key:generate", "north/1", "AES-128 D0");

  @TempDir Path folder;
  private Bureau bureau;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void found() throws Exception {
    bureau = new Bureau(place());
    bureau.keySet("north", "4B57000000000001");
  }

  @AfterEach
  void close() {
    bureau.close();
  }

  private Request asked(Act act) throws Exception {
    return bureau
        .vault()
        .requests()
        .ask("the new network", Duration.ofDays(7), () -> bureau.vault().grant(act).close());
  }

  @Test
  void theLogKeepsTheCommandThatARequestWasAskedWith() throws Exception {
    bureau.as("anna");
    Request plain = asked(GENERATE);
    var requests = bureau.vault().requests();
    String command = "key:generate north 2 --algorithm AES-128";
    Act second = new Act("", "key:generate", "north/2", "AES-128 D0");
    Request byCommand =
        requests.ask(
            "the other key",
            Duration.ofDays(7),
            command,
            () -> bureau.vault().grant(second).close());
    assertThat(requests.command(byCommand)).contains(command);
    assertThat(requests.command(plain)).isEmpty();
    assertThat(bureau.vault().log().page(0, 1).getFirst().result())
        .isEqualTo("done: request %d: %s".formatted(byCommand.number(), command));
    assertThatThrownBy(() -> requests.ask("x", Duration.ofDays(1), "a\nb", () -> {}))
        .hasMessageContaining("a command");
  }

  @Test
  void whatAnotherApprovedIsDoneOnceByWhoAskedForIt() throws Exception {
    bureau.as("anna");
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE))
        .hasMessage(
            "key:generate of north/1 needs another officer's approval: request:ask { key:generate …"
                + " } --reason TEXT asks");
    Request request = asked(GENERATE);
    assertThat(request.act()).isEqualTo(new Act("anna", "key:generate", "north/1", "AES-128 D0"));
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE))
        .hasMessage("request %d is open: nobody has approved it".formatted(request.number()));
    assertThatThrownBy(() -> bureau.vault().requests().approve(request.number()))
        .hasMessageContaining("is anna's own: another officer decides about it");
    bureau.as("bob");
    assertThat(bureau.vault().requests().approve(request.number()).decidedBy()).hasValue("bob");
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE))
        .hasMessageContaining("needs another officer's approval");
    bureau.as("anna");
    assertThatThrownBy(
            () -> bureau.vault().grant(new Act("x", "key:generate", "north/1", "AES-256 D0")))
        .hasMessageContaining(
            "is for key:generate of north/1, AES-128 D0; this is with AES-256 D0");
    done();
    assertThat(state(request)).isEqualTo(State.DONE);
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE))
        .hasMessageContaining("needs another officer's approval");
    assertThat(bureau.vault().log().verify()).isPositive();
  }

  private void done() throws VaultException {
    try (Grant grant = bureau.vault().grant(GENERATE)) {
      bureau
          .vault()
          .keySets()
          .addKey(grant, "north", TestVault.newKey(1), TestCrypto.aes(Bureau.T_HEX), false);
      grant.succeeded("");
    }
  }

  private State state(Request request) throws VaultException {
    return bureau.vault().requests().all(true).stream()
        .filter(each -> each.number() == request.number())
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void anActThatFailsGivesItsApprovalBackAndOneWhoseEndIsUnknownDoesNot() throws Exception {
    Request request = bureau.approved(GENERATE);
    bureau.as("anna");
    try (Grant grant = bureau.vault().grant(GENERATE)) {
      assertThat(state(request)).isEqualTo(State.DONE);
      grant.failed("the disk of the other side is full");
    }
    assertThat(state(request)).isEqualTo(State.APPROVED);
    done();
    assertThat(state(request)).isEqualTo(State.DONE);
  }

  @Test
  void itExpiresIsRefusedAndIsWithdrawn() throws Exception {
    Request late = bureau.approved(GENERATE);
    bureau.as("anna");
    bureau.test.clock.turn(Duration.ofDays(1));
    assertThat(state(late)).isEqualTo(State.EXPIRED);
    assertThat(bureau.vault().requests().all(false)).isEmpty();
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE)).hasMessageContaining("approval");

    Request refused = asked(GENERATE);
    bureau.as("bob");
    bureau.vault().requests().refuse(refused.number());
    assertThatThrownBy(() -> bureau.vault().requests().approve(refused.number()))
        .hasMessage("request %d is refused".formatted(refused.number()));
    bureau.as("anna");
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE)).hasMessageContaining("approval");

    Request withdrawn = asked(GENERATE);
    bureau.as("carol");
    assertThatThrownBy(() -> bureau.vault().requests().withdraw(withdrawn.number()))
        .hasMessageContaining("is anna's");
    bureau.vault().requests().approve(withdrawn.number());
    bureau.as("anna");
    bureau.vault().requests().withdraw(withdrawn.number());
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE)).hasMessageContaining("approval");
  }

  @Test
  void nobodyAsksForWhatHeMayNotDoOrForWhatNeedsNoApproval() throws Exception {
    bureau.as("olga");
    assertThatThrownBy(() -> asked(GENERATE))
        .hasMessage("key:generate is not for olga, who is operator: a security officer may");
    assertThatThrownBy(() -> asked(act("download:load", "north/1")))
        .hasMessage("download:load needs nobody's approval: nothing was done");
    bureau.as("cleo");
    Request request = asked(act("key:enter", "north/1"));
    assertThatThrownBy(() -> bureau.vault().requests().approve(request.number()))
        .hasMessageContaining("request:approve is not for cleo, who is custodian");
    assertThatThrownBy(() -> bureau.vault().requests().ask("nothing", Duration.ofDays(1), () -> {}))
        .hasMessage("nothing was asked for that another has to approve");
    bureau.as("anna");
    assertThatThrownBy(() -> bureau.vault().requests().ask(" ", Duration.ofDays(1), () -> {}))
        .hasMessageContaining("--reason");
    assertThatThrownBy(() -> bureau.vault().requests().ask("x", Duration.ofDays(31), () -> {}))
        .hasMessageContaining("up to 30 days");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state = 'APPROVED'",
        "actor = 'bob'",
        "subject = 'north/2'",
        "purpose = 'AES-256'",
        "reason = 'none'",
        "expires = expires + 1",
        "decided_by = 'bob'",
        "number = 77"
      })
  void aChangedRowIsRefused(String change) throws Exception {
    bureau.as("anna");
    asked(GENERATE);
    TestVault.tamper(
        bureau.test.file, "UPDATE request SET " + change + " WHERE verb = 'key:generate'");
    assertThatThrownBy(() -> bureau.vault().requests().all(true))
        .hasMessageContaining("was changed outside Keywright");
    assertThatThrownBy(() -> bureau.vault().grant(GENERATE)).isInstanceOf(VaultException.class);
  }
}
