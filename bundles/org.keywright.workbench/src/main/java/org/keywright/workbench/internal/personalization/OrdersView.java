// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.OrderState;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.keywright.vault.WorkOrders;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RecordView;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Texts;

/** The work orders of the vault's personalization units. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class OrdersView extends RecordView<WorkOrder, WorkOrders.Column> {
  private Text module;
  private Button open;
  private Offered cancel;
  private WorkOrders.Query wanted = WorkOrders.Query.ALL;

  /** Made by the platform. */
  public OrdersView() {
    super("orders");
  }

  @Override
  protected void fill(Composite bar) {
    module = filter(bar, "orders.find");
    open = tick(bar, "orders.open");
    Offered.push(
        bar,
        desk,
        "orders.new",
        "perso:order",
        () -> PersonalizationHandler.order(getSite().getWorkbenchWindow(), "", ""));
    cancel = Offered.push(bar, desk, "orders.cancel", "perso:cancel", this::cancel);
  }

  @Override
  protected List<Column<WorkOrder, WorkOrders.Column>> columns() {
    return List.of(
        Column.by(
            WorkOrders.Column.NUMBER, "orders.number", 60, order -> Long.toString(order.id())),
        Column.by(WorkOrders.Column.UNIT, "orders.unit", 100, WorkOrder::unit),
        Column.by(
            WorkOrders.Column.MODULE,
            "orders.module",
            110,
            order -> order.module().orElse(text("orders.any"))),
        Column.by(WorkOrders.Column.CENTRAL, "orders.central", 120, WorkOrder::central),
        Column.by(WorkOrders.Column.STATE, "orders.state", 100, order -> Texts.text(order.state())),
        Column.by(WorkOrders.Column.TRIES, "orders.tan", 120, OrdersView::tan),
        Column.by(
            WorkOrders.Column.EXPIRES,
            "orders.expires",
            150,
            order -> Moments.text(order.expires())),
        Column.by(WorkOrders.Column.REMARK, "orders.remark", 260, WorkOrder::remark));
  }

  /** Whether it has a number, and how many tries are left; the number itself is nowhere. */
  private static String tan(WorkOrder order) {
    return order.numbered()
        ? text("orders.tries", Integer.toString(order.failuresLeft()))
        : text("orders.notan");
  }

  @Override
  protected Sorting<WorkOrders.Column> usual() {
    return new Sorting<>(WorkOrders.Column.NUMBER, true);
  }

  @Override
  protected Object identity(WorkOrder order) {
    return order.id();
  }

  @Override
  protected void prepare() {
    wanted =
        new WorkOrders.Query(
            Optional.empty(),
            open.getSelection() ? Optional.of(OrderState.OPEN) : Optional.empty(),
            module.getText().strip());
  }

  @Override
  protected List<WorkOrder> next(
      Vault vault, Sorting<WorkOrders.Column> sorting, Optional<WorkOrder> last, int limit)
      throws VaultException {
    return vault.workOrders().page(wanted, sorting, last, limit);
  }

  @Override
  protected void choose(Optional<WorkOrder> order) {
    cancel.possible(order.filter(one -> one.state() == OrderState.OPEN).isPresent());
  }

  @Override
  protected void open(WorkOrder order) {
    order.module().ifPresent(serial -> Commands.openDevice(getSite(), serial));
  }

  private void cancel() {
    chosen()
        .ifPresent(
            order ->
                Background.act(
                    shell(),
                    text("orders.cancel"),
                    () -> desk.perform(Statement.of("perso:cancel").argument(order.id())),
                    done ->
                        new VaultActs(getSite().getWorkbenchWindow()).report(done, "orders.cancel"),
                    failure -> {}));
  }
}
