// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Grant;
import org.keywright.vault.OrderState;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.keywright.vault.WorkOrders;
import org.keywright.vault.WorkOrders.NewOrder;

/** Work orders and their transaction numbers. */
class VaultOrdersTest {
  private static final String NUMBER = "48213305967";

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private Grant grant;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    grant = vault.grant(TestVault.ACT);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private WorkOrder order(Optional<String> module, boolean numbered) throws VaultException {
    var wanted =
        new NewOrder(
            "bureau",
            module,
            "toll",
            "North Fuel",
            "Ann",
            false,
            test.clock.instant().plus(Duration.ofHours(24)));
    try (KeyMaterial number = TestVault.secret(NUMBER)) {
      return vault
          .workOrders()
          .create(grant, wanted, numbered ? Optional.of(number) : Optional.empty());
    }
  }

  private WorkOrder numbered() throws VaultException {
    return order(Optional.of("FU-0001"), true);
  }

  private void reopen() throws VaultException {
    vault = test.reopen();
    grant = vault.grant(TestVault.ACT);
  }

  @Test
  void ordersAreSortedByAnyColumnPageByPage() throws VaultException {
    for (int i = 0; i < 3; i++) {
      order(Optional.of("FU-000" + (3 - i)), i % 2 == 0);
      order(Optional.empty(), false);
    }
    vault.workOrders().cancel(grant, 3);
    vault.workOrders().beginTry(grant, 1);
    var all = vault.workOrders().page(WorkOrders.Query.ALL, 0, 100);
    Paging.requireEveryOrder(
        WorkOrders.Column.class,
        all,
        (Sorting<WorkOrders.Column> sorting, Optional<WorkOrder> after, int limit) ->
            vault.workOrders().page(WorkOrders.Query.ALL, sorting, after, limit),
        VaultOrdersTest::value);
    var some = new WorkOrders.Query(Optional.empty(), Optional.of(OrderState.OPEN), "fu-");
    assertThat(
            Paging.all(
                (Sorting<WorkOrders.Column> sorting, Optional<WorkOrder> after, int limit) ->
                    vault.workOrders().page(some, sorting, after, limit),
                WorkOrders.Column.MODULE,
                false))
        .extracting(WorkOrder::id)
        .containsExactly(5L, 1L);
  }

  private static Object value(WorkOrders.Column column, WorkOrder order) {
    return switch (column) {
      case NUMBER -> order.id();
      case UNIT -> order.unit();
      case MODULE -> order.module().orElse("");
      case CENTRAL -> order.central();
      case STATE -> order.state().name();
      case TRIES -> order.numbered() ? 1 + order.failuresLeft() : 0;
      case EXPIRES -> order.expires();
      case REMARK -> order.remark();
    };
  }

  @Test
  void aNumberOpensAgainAfterARestartAndLiesNowhereInClear() throws Exception {
    WorkOrder order = numbered();

    reopen();

    try (var number = grant.transactionNumber(order.id());
        var expected = TestVault.secret(NUMBER)) {
      assertThat(number.sameBytesAs(expected)).isTrue();
    }
    assertThat(vault.workOrders().require(order.id())).isEqualTo(order);
    test.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module = 'FU-0002'",
        "central = 'another'",
        "customer = 'Another'",
        "operator = 'Eve'",
        "failures_left = 9",
        "expires = expires + 86400000000000",
        "renewal = 1",
        "through = 'x'",
        "created = created - 1",
        "sealed = randomblob(length(sealed))",
        "id = 77"
      })
  void aNumberDoesNotOpenOnceItsRowWasChanged(String change) throws Exception {
    WorkOrder order = numbered();
    test.close();
    test.tamper("UPDATE work_order SET " + change);
    long id = change.startsWith("id") ? 77 : order.id();

    try (Grant again = test.open().grant(TestVault.ACT)) {
      assertThatThrownBy(() -> again.transactionNumber(id))
          .hasMessage(
              "the transaction number of order %d is damaged or was changed outside Keywright: restore a backup"
                  .formatted(id));
    }
  }

  @Test
  void aTryIsTakenBeforeItFailsAndTheThirdBlocksTheOrder() throws VaultException {
    long id = numbered().id();
    WorkOrders orders = vault.workOrders();

    assertThat(orders.beginTry(grant, id).failuresLeft()).isEqualTo(2);
    reopen();
    assertThat(vault.workOrders().require(id).failuresLeft()).isEqualTo(2);
    vault.workOrders().failTry(grant, id, "wrong");
    vault.workOrders().beginTry(grant, id);
    assertThat(vault.workOrders().failTry(grant, id, "wrong").state()).isEqualTo(OrderState.OPEN);
    vault.workOrders().beginTry(grant, id);
    reopen();
    assertThatThrownBy(() -> vault.workOrders().beginTry(grant, id))
        .hasMessageContaining("no try is left");
    WorkOrder blocked = vault.workOrders().failTry(grant, id, "wrong again");

    assertThat(blocked.state()).isEqualTo(OrderState.BLOCKED);
    assertThat(blocked.remark()).isEqualTo("wrong again");
    assertThatThrownBy(() -> grant.transactionNumber(id)).hasMessageContaining("has no");
    assertThat(vault.workOrders().claim(grant, "bureau", "FU-0001")).isEmpty();
  }

  @Test
  void aNumberThatWasRightIsUsedUpAtOnce() throws VaultException {
    long id = numbered().id();
    vault.workOrders().beginTry(grant, id);

    assertThat(vault.workOrders().prove(grant, id).state()).isEqualTo(OrderState.PROVED);

    assertThatThrownBy(() -> grant.transactionNumber(id)).hasMessageContaining("has no");
    assertThatThrownBy(() -> vault.workOrders().beginTry(grant, id))
        .hasMessage("order " + id + " is proved");
    assertThatThrownBy(() -> vault.workOrders().prove(grant, id)).hasMessageContaining("is proved");
    assertThat(vault.workOrders().claim(grant, "bureau", "FU-0001")).isEmpty();
    assertThat(vault.workOrders().latest("bureau", "FU-0001").orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void aModulesOwnOrderComesFirstThenTheOldestForAnyWhichIsBoundToIt() throws VaultException {
    long any = order(Optional.empty(), true).id();
    long later = order(Optional.empty(), false).id();
    long own = order(Optional.of("FU-0002"), false).id();
    WorkOrders orders = vault.workOrders();

    assertThat(orders.claim(grant, "bureau", "FU-0002").orElseThrow().id()).isEqualTo(own);
    WorkOrder bound = orders.claim(grant, "bureau", "FU-0001").orElseThrow();
    assertThat(bound.id()).isEqualTo(any);
    assertThat(bound.module()).contains("FU-0001");
    assertThat(orders.claim(grant, "bureau", "FU-0001").orElseThrow().id()).isEqualTo(any);
    assertThat(orders.claim(grant, "bureau", "FU-0003").orElseThrow().id()).isEqualTo(later);
    assertThat(orders.claim(grant, "bureau", "FU-0004")).isEmpty();
    assertThat(orders.claim(grant, "elsewhere", "FU-0002")).isEmpty();
    grant.transactionNumber(any).close();
  }

  @Test
  void anOrderRunsOut() throws VaultException {
    long id = numbered().id();
    test.clock.turn(Duration.ofHours(24));

    assertThat(vault.workOrders().claim(grant, "bureau", "FU-0001")).isEmpty();
    assertThatThrownBy(() -> vault.workOrders().beginTry(grant, id))
        .hasMessageContaining("was good until");
  }

  @Test
  void anOrderIsCancelledOnceAndAModuleHasOneOpenOrderAtATime() throws VaultException {
    WorkOrder order = numbered();
    assertThatThrownBy(this::numbered)
        .hasMessage("FU-0001 has the open order %d already: it can be cancelled", order.id());

    assertThat(vault.workOrders().cancel(grant, order.id()).state())
        .isEqualTo(OrderState.CANCELLED);

    assertThatThrownBy(() -> vault.workOrders().cancel(grant, order.id()))
        .hasMessageContaining("nothing to cancel");
    assertThatThrownBy(() -> grant.transactionNumber(order.id())).hasMessageContaining("has no");
    assertThat(numbered().id()).isGreaterThan(order.id());
  }

  @Test
  void ordersAreFoundByUnitStateAndText() throws VaultException {
    WorkOrder first = numbered();
    WorkOrder second = order(Optional.of("fu_0002"), false);
    vault.workOrders().cancel(grant, first.id());
    WorkOrders orders = vault.workOrders();

    assertThat(orders.page(WorkOrders.Query.ALL, 0, 10))
        .extracting(WorkOrder::id)
        .containsExactly(second.id(), first.id());
    assertThat(orders.page(WorkOrders.Query.ALL, 1, 10))
        .extracting(WorkOrder::id)
        .containsExactly(first.id());
    assertThat(found(Optional.empty(), Optional.of(OrderState.OPEN), "")).containsExactly(second);
    assertThat(found(Optional.empty(), Optional.empty(), "FU_")).containsExactly(second);
    assertThat(found(Optional.empty(), Optional.empty(), "north")).hasSize(2);
    assertThat(found(Optional.of("elsewhere"), Optional.empty(), "")).isEmpty();
  }

  private List<WorkOrder> found(Optional<String> unit, Optional<OrderState> state, String text)
      throws VaultException {
    return vault.workOrders().page(new WorkOrders.Query(unit, state, text), 0, 10);
  }

  @Test
  void nothingIsChangedWithoutAGrantThatIsOpen() throws VaultException {
    long id = numbered().id();
    grant.close();

    assertThatThrownBy(() -> grant.transactionNumber(id)).hasMessageContaining("has ended");
    assertThatThrownBy(this::numbered).hasMessageContaining("has ended");
    assertThatThrownBy(() -> vault.workOrders().cancel(grant, id))
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> vault.workOrders().require(99))
        .hasMessage("there is no work order 99");
  }
}
