// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.OrderState;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;

/** The rows of work orders, read and written. */
final class OrderRows {
  private final Seals seals;

  OrderRows(Seals seals) {
    this.seals = seals;
  }

  /**
   * A work order as it is kept.
   *
   * @param order what is said about it
   * @param sealed its transaction number, if it is there still
   */
  record OrderRow(WorkOrder order, Optional<Bytes> sealed) {}

  /** All of the row: the number opens only while nothing of it, no try either, was changed. */
  private Lv identity(WorkOrder order) {
    return seals
        .identity("work_order")
        .add(order.id())
        .add(order.unit())
        .add(order.module())
        .add(order.central())
        .add(order.customer())
        .add(order.operator())
        .add(order.renewal())
        .add(order.numbered())
        .add(order.failuresLeft())
        .add(Moments.nanos(order.expires()))
        .add(order.state())
        .add(order.through())
        .add(order.remark())
        .add(Moments.nanos(order.created()));
  }

  static Optional<OrderRow> find(Session session, long id) throws SQLException, VaultException {
    return session.first("SELECT * FROM work_order WHERE id = ?", OrderRows::row, id);
  }

  static OrderRow require(Session session, long id) throws SQLException, VaultException {
    return find(session, id).orElseThrow(() -> new VaultException("there is no work order " + id));
  }

  void insert(Session session, WorkOrder order, Optional<KeyMaterial> number)
      throws SQLException, VaultException {
    Bytes sealed = number.isPresent() ? seals.seal(identity(order), number.get()) : null;
    session.update(
        "INSERT INTO work_order (id, unit, module, central, customer, operator, renewal, numbered,"
            + " failures_left, expires, state, through, remark, created, sealed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        order.id(),
        order.unit(),
        order.module().orElse(""),
        order.central(),
        order.customer(),
        order.operator(),
        order.renewal(),
        order.numbered(),
        order.failuresLeft(),
        order.expires(),
        order.state(),
        order.through(),
        order.remark(),
        order.created(),
        sealed);
  }

  /** The same order, bound to a module. */
  static WorkOrder bound(WorkOrder order, String module) {
    return changed(
        order,
        Optional.of(module),
        order.failuresLeft(),
        order.state(),
        order.through(),
        order.remark());
  }

  /** The same order with a try less. */
  static WorkOrder tried(WorkOrder order) {
    return changed(
        order,
        order.module(),
        order.failuresLeft() - 1,
        order.state(),
        order.through(),
        order.remark());
  }

  /** The same order with the try given back that was no failure. */
  static WorkOrder restored(WorkOrder order) {
    return changed(
        order,
        order.module(),
        order.failuresLeft() + 1,
        order.state(),
        order.through(),
        order.remark());
  }

  /** The same order in another state. */
  static WorkOrder in(OrderState state, WorkOrder order) {
    return changed(
        order, order.module(), order.failuresLeft(), state, order.through(), order.remark());
  }

  /** The same order with what happened last. */
  static WorkOrder noted(WorkOrder order, String through, String remark) {
    return changed(order, order.module(), order.failuresLeft(), order.state(), through, remark);
  }

  private static WorkOrder changed(
      WorkOrder order,
      Optional<String> module,
      int failuresLeft,
      OrderState state,
      String through,
      String remark) {
    return new WorkOrder(
        order.id(),
        order.unit(),
        module,
        order.central(),
        order.customer(),
        order.operator(),
        order.renewal(),
        order.numbered(),
        failuresLeft,
        order.expires(),
        state,
        through,
        remark,
        order.created());
  }

  /** Changes a row, and seals its number anew to what it says then. */
  WorkOrder update(Session session, OrderRow row, WorkOrder order)
      throws SQLException, VaultException {
    if (row.sealed().isEmpty()) {
      return write(session, order, Optional.empty());
    }
    try (KeyMaterial number = opened(row)) {
      return write(session, order, Optional.of(seals.seal(identity(order), number)));
    }
  }

  /** Changes a row, and leaves no number in it. */
  WorkOrder wipe(Session session, OrderRow row, WorkOrder order) throws SQLException {
    return write(session, order, Optional.empty());
  }

  private static WorkOrder write(Session session, WorkOrder order, Optional<Bytes> sealed)
      throws SQLException {
    session.update(
        "UPDATE work_order SET module = ?, failures_left = ?, state = ?, through = ?, remark = ?,"
            + " sealed = ? WHERE id = ?",
        order.module().orElse(""),
        order.failuresLeft(),
        order.state(),
        order.through(),
        order.remark(),
        sealed.orElse(null),
        order.id());
    return order;
  }

  KeyMaterial opened(OrderRow row) throws VaultException {
    long id = row.order().id();
    Bytes sealed =
        row.sealed()
            .orElseThrow(() -> new VaultException("order " + id + " has no transaction number"));
    return seals.open(identity(row.order()), sealed, "the transaction number of order " + id);
  }

  static WorkOrder order(Row row) throws SQLException, VaultException {
    String module = row.text("module");
    return new WorkOrder(
        row.number("id"),
        row.text("unit"),
        module.isEmpty() ? Optional.empty() : Optional.of(module),
        row.text("central"),
        row.text("customer"),
        row.text("operator"),
        row.flag("renewal"),
        row.flag("numbered"),
        row.integer("failures_left"),
        row.instant("expires"),
        row.choice(OrderState.class, "state"),
        row.text("through"),
        row.text("remark"),
        row.instant("created"));
  }

  static OrderRow row(Row row) throws SQLException, VaultException {
    return new OrderRow(order(row), row.optionalBytes("sealed"));
  }
}
