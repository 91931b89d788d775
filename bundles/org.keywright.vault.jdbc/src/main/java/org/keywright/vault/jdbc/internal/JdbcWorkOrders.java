// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Grant;
import org.keywright.vault.OrderState;
import org.keywright.vault.Party;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.keywright.vault.WorkOrders;
import org.keywright.vault.jdbc.internal.OrderRows.OrderRow;

/** Work orders, each with its transaction number sealed to the row as it stands. */
final class JdbcWorkOrders implements WorkOrders {
  private static final String ORDERS = "vault:work_order";
  private static final RowOrder.Field<WorkOrder> NUMBER = new RowOrder.Field<>("id", WorkOrder::id);
  private static final RowOrder<Column, WorkOrder> ORDER =
      new RowOrder<>(
          "work_order",
          Map.of(
              Column.NUMBER, NUMBER,
              Column.UNIT, new RowOrder.Field<>("unit", WorkOrder::unit),
              Column.MODULE, new RowOrder.Field<>("module", order -> order.module().orElse("")),
              Column.CENTRAL, new RowOrder.Field<>("central", WorkOrder::central),
              Column.STATE, new RowOrder.Field<>("state", WorkOrder::state),
              Column.TRIES,
                  new RowOrder.Field<>(
                      "numbered * (1 + failures_left)",
                      order -> order.numbered() ? 1 + order.failuresLeft() : 0),
              Column.EXPIRES, new RowOrder.Field<>("expires", WorkOrder::expires),
              Column.REMARK, new RowOrder.Field<>("remark", WorkOrder::remark)),
          List.of(NUMBER));

  private final JdbcVault vault;
  private final Store store;
  private final OrderRows rows;
  private final Clock clock;

  JdbcWorkOrders(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    this.rows = new OrderRows(seals);
    this.clock = clock;
  }

  @Override
  public WorkOrder create(Grant grant, NewOrder order, Optional<KeyMaterial> transactionNumber)
      throws VaultException {
    vault.require(grant);
    Names.requireName(order.unit());
    Names.requireName(order.central());
    Names.requireLine("a customer", order.customer());
    Names.requireLine("an operator", order.operator());
    if (order.module().isPresent()) {
      Names.requireName(order.module().get());
    }
    return store.write(session -> insert(session, order, transactionNumber));
  }

  private WorkOrder insert(Session session, NewOrder wanted, Optional<KeyMaterial> number)
      throws SQLException, VaultException {
    if (wanted.module().isPresent()) {
      Optional<WorkOrder> other = open(session, wanted.unit(), wanted.module().get());
      if (other.isPresent()) {
        throw new VaultException(
            "%s has the open order %d already: it can be cancelled"
                .formatted(wanted.module().get(), other.get().id()));
      }
    }
    var order =
        new WorkOrder(
            Counters.take(session, ORDERS, 1),
            wanted.unit(),
            wanted.module(),
            wanted.central(),
            wanted.customer(),
            wanted.operator(),
            wanted.renewal(),
            number.isPresent(),
            FAILURES,
            wanted.expires(),
            OrderState.OPEN,
            "",
            "",
            clock.instant());
    rows.insert(session, order, number);
    return order;
  }

  @Override
  public Optional<WorkOrder> find(long id) throws VaultException {
    return store.read(session -> OrderRows.find(session, id)).map(OrderRow::order);
  }

  @Override
  public WorkOrder require(long id) throws VaultException {
    return store.read(session -> OrderRows.require(session, id)).order();
  }

  @Override
  public List<WorkOrder> page(Query query, int offset, int limit) throws VaultException {
    var values = new ArrayList<Object>();
    String sql =
        "SELECT * FROM work_order WHERE "
            + asked(query, values)
            + " ORDER BY id DESC LIMIT ? OFFSET ?";
    values.addAll(List.of(limit, offset));
    return store.read(session -> session.list(sql, OrderRows::order, values.toArray()));
  }

  @Override
  public List<WorkOrder> page(
      Query query, Sorting<Column> sorting, Optional<WorkOrder> after, int limit)
      throws VaultException {
    var values = new ArrayList<Object>();
    String sql = ORDER.page(asked(query, values), sorting, after, limit, values);
    return store.read(session -> session.list(sql, OrderRows::order, values.toArray()));
  }

  /** The condition for what is asked for; what it compares with is added to the values. */
  private static String asked(Query query, List<Object> values) {
    var sql =
        new StringBuilder("(")
            .append(Containing.in("module"))
            .append(" OR ")
            .append(Containing.in("customer"))
            .append(")");
    String pattern = Containing.pattern(query.text());
    values.addAll(List.of(pattern, pattern));
    query
        .unit()
        .ifPresent(
            unit -> {
              sql.append(" AND unit = ?");
              values.add(unit);
            });
    query
        .state()
        .ifPresent(
            state -> {
              sql.append(" AND state = ?");
              values.add(state);
            });
    return sql.toString();
  }

  @Override
  public Optional<WorkOrder> claim(Grant grant, String unit, String module) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          Optional<WorkOrder> own = open(session, unit, module);
          if (own.isPresent()) {
            return own;
          }
          Optional<OrderRow> any =
              session.first(
                  "SELECT * FROM work_order WHERE unit = ? AND module = '' AND state = 'OPEN'"
                      + " AND expires > ? ORDER BY id LIMIT 1",
                  OrderRows::row,
                  unit,
                  clock.instant());
          return any.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  rows.update(session, any.get(), OrderRows.bound(any.get().order(), module)));
        });
  }

  /**
   * The order by which a module may come now. One whose certificate was issued and never confirmed
   * may be gone on with if it asks for no transaction number; else the number is used up.
   */
  private Optional<WorkOrder> open(Session session, String unit, String module)
      throws SQLException, VaultException {
    return session.first(
        "SELECT * FROM work_order WHERE unit = ? AND module = ? AND expires > ?"
            + " AND (state = 'OPEN' OR (state = 'ISSUED' AND numbered = 0))"
            + " ORDER BY id LIMIT 1",
        OrderRows::order,
        unit,
        module,
        clock.instant());
  }

  @Override
  public Optional<WorkOrder> latest(String unit, String module) throws VaultException {
    return store.read(
        session ->
            session.first(
                "SELECT * FROM work_order WHERE unit = ? AND module = ? ORDER BY id DESC LIMIT 1",
                OrderRows::order,
                unit,
                module));
  }

  @Override
  public WorkOrder beginTry(Grant grant, long id) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          OrderRow row = OrderRows.require(session, id);
          WorkOrder order = row.order();
          requireOpen(order);
          if (order.failuresLeft() < 1) {
            throw new VaultException("no try is left for the transaction number of order " + id);
          }
          return rows.update(session, row, OrderRows.tried(order));
        });
  }

  private void requireOpen(WorkOrder order) throws VaultException {
    if (order.state() != OrderState.OPEN) {
      throw new VaultException("order %d is %s".formatted(order.id(), order.state().words()));
    }
    if (!order.expires().isAfter(clock.instant())) {
      throw new VaultException(
          "order %d was good until %s".formatted(order.id(), Moments.words(order.expires())));
    }
  }

  @Override
  public WorkOrder failTry(Grant grant, long id, String remark) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          OrderRow row = OrderRows.require(session, id);
          WorkOrder order = OrderRows.noted(row.order(), row.order().through(), remark);
          boolean last = order.state() == OrderState.OPEN && order.failuresLeft() < 1;
          return last
              ? rows.wipe(session, row, OrderRows.in(OrderState.BLOCKED, order))
              : rows.update(session, row, order);
        });
  }

  @Override
  public WorkOrder prove(Grant grant, long id) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          OrderRow row = OrderRows.require(session, id);
          if (row.order().state() != OrderState.OPEN) {
            throw new VaultException("order %d is %s".formatted(id, row.order().state().words()));
          }
          WorkOrder proved = OrderRows.in(OrderState.PROVED, OrderRows.restored(row.order()));
          return rows.wipe(session, row, proved);
        });
  }

  @Override
  public WorkOrder note(Grant grant, long id, String through, String remark) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          OrderRow row = OrderRows.require(session, id);
          return rows.update(session, row, OrderRows.noted(row.order(), through, remark));
        });
  }

  @Override
  public WorkOrder cancel(Grant grant, long id) throws VaultException {
    vault.require(grant);
    return store.write(
        session -> {
          OrderRow row = OrderRows.require(session, id);
          OrderState state = row.order().state();
          if (state != OrderState.OPEN && state != OrderState.PROVED) {
            throw new VaultException(
                "order %d is %s: there is nothing to cancel".formatted(id, state.words()));
          }
          return rows.wipe(session, row, OrderRows.in(OrderState.CANCELLED, row.order()));
        });
  }

  /** Moves an order on, in the transaction that records a certificate for it. */
  void issued(Session session, long id, Party issuer, String module)
      throws SQLException, VaultException {
    OrderRow row = OrderRows.require(session, id);
    WorkOrder order = row.order();
    boolean ready =
        order.numbered()
            ? order.state() == OrderState.PROVED
            : order.state() == OrderState.OPEN || order.state() == OrderState.ISSUED;
    if (!ready
        || !issuer.equals(Party.unit(order.unit()))
        || !order.module().equals(Optional.of(module))) {
      throw new VaultException(
          "order %d is no order by which %s may certify %s now: it is %s"
              .formatted(id, issuer, module, order.state().words()));
    }
    rows.wipe(session, row, OrderRows.in(OrderState.ISSUED, order));
  }

  /** Ends an order well, in the transaction that makes its certificate active. */
  void done(Session session, long id) throws SQLException, VaultException {
    OrderRow row = OrderRows.require(session, id);
    if (row.order().state() == OrderState.ISSUED) {
      rows.wipe(
          session,
          row,
          OrderRows.in(OrderState.DONE, OrderRows.noted(row.order(), row.order().through(), "")));
    }
  }

  /** Opens a transaction number; the caller owns it. */
  KeyMaterial openNumber(long id) throws VaultException {
    return rows.opened(store.read(session -> OrderRows.require(session, id)));
  }
}
