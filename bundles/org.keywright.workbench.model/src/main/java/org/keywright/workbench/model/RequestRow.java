// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.Request;
import org.keywright.vault.Request.State;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A request as a table shows it, and what whoever is signed in can do about it.
 *
 * @param request the request
 * @param who is signed in
 * @param decides whether he may decide about what others ask for
 * @param statement the console's command that does what was asked for, if it is known
 */
public record RequestRow(
    Request request, Optional<String> who, boolean decides, Optional<Statement> statement) {
  /** A request, as seen by whoever is signed in. */
  public static RequestRow of(Request request, Rights rights, Optional<String> command) {
    return new RequestRow(
        request,
        rights.who().map(officer -> officer.name()),
        rights.refusal("request:approve").isEmpty(),
        command.flatMap(Statement::read));
  }

  /** The requests of a vault, as seen by whoever is signed in, the newest first. */
  public static List<RequestRow> all(Optional<Vault> vault, boolean settled) throws VaultException {
    Rights rights = Rights.of(vault);
    var rows = new ArrayList<RequestRow>();
    if (rights.officers() && vault.isPresent()) {
      var requests = vault.get().requests();
      for (Request request : requests.all(settled)) {
        boolean pending = request.state() == State.OPEN || request.state() == State.APPROVED;
        rows.add(of(request, rights, pending ? requests.command(request) : Optional.empty()));
      }
    }
    return List.copyOf(rows);
  }

  private boolean own() {
    return who.filter(request.act().actor()::equals).isPresent();
  }

  /** Whether he can approve or refuse it: nobody decides about his own. */
  public boolean decidable() {
    return request.state() == State.OPEN && decides && !own();
  }

  /** Whether he can take it back. */
  public boolean withdrawable() {
    return own() && (request.state() == State.OPEN || request.state() == State.APPROVED);
  }

  /** Whether it waits for him: another asked and he decides, or it was approved and was his. */
  public boolean waiting() {
    return decidable() || ready();
  }

  /** Whether it was approved, and was asked for by him. */
  public boolean ready() {
    return request.state() == State.APPROVED && own();
  }

  /** Why he cannot carry it out; nothing if he can. */
  public Optional<String> obstacle() {
    if (request.state() != State.APPROVED) {
      return Optional.of(Texts.text("request.notapproved"));
    } else if (!own()) {
      return Optional.of(Texts.text("request.carryout", request.act().actor()));
    }
    return statement.isPresent() ? Optional.empty() : Optional.of(Texts.text("request.nocommand"));
  }

  /** What it is for exactly, in lines: an approval is good for just this. */
  public List<String> details() {
    var lines = new ArrayList<String>();
    lines.add(Texts.text("request.what", request.act().verb(), request.act().subject()));
    if (!request.act().purpose().isEmpty()) {
      lines.add(Texts.text("request.with", request.act().purpose()));
    }
    lines.add(Texts.text("request.why", request.reason()));
    lines.add(Texts.text("request.asked", request.act().actor(), Moments.text(request.at())));
    lines.add(Texts.text("request.good", Moments.text(request.expires())));
    request
        .decidedBy()
        .ifPresent(
            by ->
                lines.add(
                    Texts.text(
                        "request.decided", by, request.decidedAt().map(Moments::text).orElse(""))));
    standing().ifPresent(lines::add);
    statement.ifPresent(command -> lines.add(Texts.text("request.console", command.text())));
    return List.copyOf(lines);
  }

  /** What is to be done next, or that it is over. */
  private Optional<String> standing() {
    return switch (request.state()) {
      case OPEN -> own() ? Optional.of(Texts.text("request.own")) : Optional.empty();
      case APPROVED -> Optional.of(Texts.text("request.carryout", request.act().actor()));
      case DONE -> Optional.of(Texts.text("request.isdone"));
      case REFUSED -> Optional.of(Texts.text("request.isrefused"));
      case WITHDRAWN -> Optional.of(Texts.text("request.iswithdrawn"));
      case EXPIRED -> Optional.of(Texts.text("request.isexpired"));
    };
  }
}
