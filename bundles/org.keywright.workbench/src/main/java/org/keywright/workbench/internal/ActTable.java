// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Sorting;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Moments;

/** Entries of the log of acts, the newest first, as many as are looked at. */
public final class ActTable {
  private final Desk desk;
  private final LongTable<ActLog.Entry, ActLog.Column> table;

  /** Makes an empty table. */
  public ActTable(Composite parent, Desk desk) {
    this.desk = desk;
    this.table =
        new LongTable<>(
            parent,
            "acts",
            List.of(
                Column.by(
                    ActLog.Column.NUMBER, "act.number", 70, entry -> Long.toString(entry.number())),
                Column.by(ActLog.Column.NUMBER, "act.at", 150, entry -> Moments.text(entry.at())),
                Column.by(ActLog.Column.ACTOR, "act.actor", 110, entry -> entry.act().actor()),
                Column.by(ActLog.Column.VERB, "act.verb", 150, entry -> entry.act().verb()),
                Column.by(
                    ActLog.Column.SUBJECT, "act.subject", 240, entry -> entry.act().subject()),
                Column.by(ActLog.Column.RESULT, "act.result", 320, ActLog.Entry::result)),
            ActLog.NEWEST_FIRST,
            ActLog.Entry::number);
    table.whenEmpty(() -> text(desk.vault().isEmpty() ? "empty.vault" : "empty.acts"));
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
    show((log, sorting, after, limit) -> log.page(filter, sorting, after, limit));
  }

  /** Shows what was done with something of a name; nothing if no vault is open. */
  public void showOn(String name) {
    show((log, sorting, after, limit) -> log.on(name, sorting, after, limit));
  }

  private void show(Reading reading) {
    table.from(
        (sorting, last, limit) ->
            desk.vault().isEmpty()
                ? List.of()
                : reading.page(desk.vault().get().log(), sorting, last, limit));
  }

  /** Where entries come from. */
  private interface Reading {
    List<ActLog.Entry> page(
        ActLog log, Sorting<ActLog.Column> sorting, Optional<ActLog.Entry> after, int limit)
        throws VaultException;
  }
}
