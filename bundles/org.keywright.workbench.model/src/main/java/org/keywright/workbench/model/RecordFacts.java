// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import org.keywright.console.Exchange;
import org.keywright.vault.ActLog;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.WorkOrder;
import org.keywright.workbench.model.FactSheet.Group;

/** What single records say that are never changed, or read anew with the table that has them. */
final class RecordFacts {
  private RecordFacts() {}

  /** The number of a transaction is nowhere. */
  static FactSheet of(WorkOrder order) {
    return FactSheet.of(
        Texts.text("facts.order", Long.toString(order.id())),
        Group.of(
            "facts.workorder",
            Fact.of("orders.unit", order.unit()),
            Fact.of("orders.module", order.module().orElse(Texts.text("orders.any"))),
            Fact.of("orders.central", order.central()),
            Fact.of("facts.customer", order.customer()),
            Fact.of("facts.operator", order.operator()),
            Fact.of("facts.renewal", Texts.text(order.renewal() ? "yes" : "no")),
            Fact.of(
                "orders.tan",
                order.numbered()
                    ? Texts.text("orders.tries", Integer.toString(order.failuresLeft()))
                    : Texts.text("orders.notan")),
            Fact.of("orders.state", Texts.text(order.state())),
            Fact.of("facts.through", order.through()),
            Fact.of("orders.remark", order.remark()),
            Fact.of("facts.made", Moments.text(order.created())),
            Fact.of("orders.expires", Moments.text(order.expires()))));
  }

  static FactSheet of(PairingCase made) {
    return FactSheet.of(
        Texts.text("facts.case", Long.toString(made.number())),
        Group.of(
            "facts.asked",
            Fact.of("cases.kind", PairingWords.kind(made)),
            Fact.of("cases.module", made.request().module()),
            Fact.of("cases.host", made.request().host()),
            Fact.of("cases.index", PairingWords.index(made)),
            Fact.of("cases.at", Moments.text(made.at())),
            Fact.of("cases.actor", made.actor()),
            Fact.of("cases.purpose", made.purpose())),
        Group.of(
            "facts.decided",
            Fact.of("cases.decided", PairingWords.decided(made)),
            Fact.of("cases.ground", PairingWords.ground(made)),
            Fact.of("cases.state", PairingWords.state(made))));
  }

  static FactSheet of(PairingFinding finding) {
    return FactSheet.of(
        Texts.text("facts.finding", Long.toString(finding.number())),
        Group.of(
            "facts.finding.noticed",
            Fact.of("findings.kind", PairingWords.kind(finding)),
            Fact.of("findings.subject", finding.subject()),
            Fact.of("findings.times", finding.times()),
            Fact.of("findings.first", Moments.text(finding.first())),
            Fact.of("findings.last", Moments.text(finding.last()))),
        new Group(
            Texts.text("facts.evidence"),
            finding.evidence().stream().map(line -> new Fact("·", line)).toList()));
  }

  static FactSheet of(ActLog.Entry entry) {
    return FactSheet.of(
        Texts.text("history.act", Long.toString(entry.number())),
        Group.of(
            "facts.act",
            Fact.of("act.at", Moments.text(entry.at())),
            Fact.of("act.actor", entry.act().actor()),
            Fact.of("act.verb", entry.act().verb()),
            Fact.of("act.subject", entry.act().subject()),
            Fact.of("facts.purpose", entry.act().purpose()),
            Fact.of("act.result", entry.result()),
            Fact.of("facts.hash", entry.hash().hex())));
  }

  static FactSheet of(Exchange exchange) {
    return FactSheet.of(
        exchange.command(),
        Group.of(
            "facts.exchange",
            Fact.of("trace.at", ExchangeWords.time(exchange.at())),
            Fact.of("trace.endpoint", exchange.endpoint()),
            Fact.of("trace.content", exchange.content()),
            Fact.of("trace.status", exchange.status()),
            Fact.of("trace.answer", exchange.answer()),
            Fact.of("trace.took", ExchangeWords.took(exchange.took()))));
  }
}
