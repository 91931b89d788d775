// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;

/** Entries of the log of acts, the newest first, as many as are looked at. */
public final class ActTable {
  private final Desk desk;
  private final LongTable<ActLog.Entry> table;

  /** Makes an empty table. */
  public ActTable(Composite parent, Desk desk) {
    this.desk = desk;
    this.table =
        new LongTable<>(
            parent,
            List.of(
                new LongTable.Column<>(
                    text("act.number"), 70, entry -> Long.toString(entry.number())),
                new LongTable.Column<>(text("act.at"), 150, entry -> Moments.text(entry.at())),
                new LongTable.Column<>(text("act.actor"), 110, entry -> entry.act().actor()),
                new LongTable.Column<>(text("act.verb"), 150, entry -> entry.act().verb()),
                new LongTable.Column<>(text("act.subject"), 240, entry -> entry.act().subject()),
                new LongTable.Column<>(text("act.result"), 320, ActLog.Entry::result)));
  }

  /** The table itself. */
  public Table control() {
    return table.control();
  }

  /** What is chosen, for other parts. */
  public ISelectionProvider offered() {
    return table.offered();
  }

  /** Shows the entries that a filter lets through; none if no vault is open. */
  public void show(ActFilter filter) {
    show((log, before, limit) -> log.before(filter, before, limit));
  }

  /** Shows what was done with something of a name; nothing if no vault is open. */
  public void showOn(String name) {
    show((log, before, limit) -> log.on(name, before, limit));
  }

  private void show(Reading reading) {
    table.from(
        (last, read, limit) ->
            desk.vault().isEmpty()
                ? List.of()
                : reading.entries(
                    desk.vault().get().log(),
                    last.map(ActLog.Entry::number).orElse(Long.MAX_VALUE),
                    limit));
  }

  /** Entries before a number, the newest first. */
  private interface Reading {
    List<ActLog.Entry> entries(ActLog log, long before, int limit) throws VaultException;
  }
}
