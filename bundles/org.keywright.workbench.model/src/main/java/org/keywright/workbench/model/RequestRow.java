// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.Request;
import org.keywright.vault.Request.State;

/**
 * A request as a table shows it, and what whoever is signed in can do about it.
 *
 * @param request the request
 * @param who is signed in
 * @param decides whether he may decide about what others ask for
 */
public record RequestRow(Request request, Optional<String> who, boolean decides) {
  /** A request, as seen by whoever is signed in. */
  public static RequestRow of(Request request, Rights rights) {
    return new RequestRow(
        request,
        rights.who().map(officer -> officer.name()),
        rights.refusal("request:approve").isEmpty());
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
    if (request.state() == State.APPROVED) {
      lines.add(Texts.text("request.carryout", request.act().actor()));
    } else if (request.state() == State.OPEN && own()) {
      lines.add(Texts.text("request.own"));
    }
    return List.copyOf(lines);
  }
}
