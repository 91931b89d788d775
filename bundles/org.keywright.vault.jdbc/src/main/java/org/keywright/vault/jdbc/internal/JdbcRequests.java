// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.Act;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.Request;
import org.keywright.vault.Request.State;
import org.keywright.vault.Requests;
import org.keywright.vault.VaultException;

/** Requests and approvals: who asks, who decides, and how an approval is used up. */
final class JdbcRequests implements Requests {
  private static final String ASK = "request:ask";

  /** In the log between a request's number and the command that it was asked with. */
  private static final String BY = ": ";

  /** How far the moments of a request and of its entry in the log may be apart. */
  private static final Duration AROUND = Duration.ofMinutes(5);

  /** How many entries of that time are looked at. */
  private static final int ALIKE = 100;

  private final JdbcVault vault;
  private final Store store;
  private final RequestRows rows;
  private final Clock clock;
  private final AtomicReference<@Nullable Asking> asking = new AtomicReference<>();

  JdbcRequests(JdbcVault vault, Store store, Seals seals, Clock clock) {
    this.vault = vault;
    this.store = store;
    rows = new RequestRows(seals, clock);
    this.clock = clock;
  }

  /** An attempt that is to become a request. */
  private static final class Asking {
    private final String reason;
    private final Duration life;
    private final String command;
    private volatile @Nullable Request made;

    Asking(String reason, Duration life, String command) {
      this.reason = reason;
      this.life = life;
      this.command = command;
    }
  }

  @Override
  public Request ask(String reason, Duration life, String command, Attempt attempt)
      throws Exception {
    vault.requireOfficers();
    if (reason.isBlank()) {
      throw new VaultException("a request says what for: --reason TEXT");
    }
    Names.requireLine("a reason", reason);
    Names.requireLine("a command", command);
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw new VaultException("a request is good for up to " + LONGEST.toDays() + " days");
    }
    // Not bound to this thread, because a console has other threads carry out its statements.
    var mine = new Asking(reason, life, command);
    if (!asking.compareAndSet(null, mine)) {
      throw new VaultException("something else is asked for at this moment: ask again");
    }
    try {
      attempt.go();
    } catch (Exception e) {
      if (mine.made == null) {
        throw e;
      }
    } finally {
      asking.set(null);
    }
    Request made = mine.made;
    if (made == null) {
      throw new VaultException("nothing was asked for that another has to approve");
    }
    return made;
  }

  /**
   * Whether what is attempted is to become a request and not to be granted.
   *
   * @param approved whether the act is one that has to be approved
   * @throws VaultException if it is attempted: the request was made, or it is none to be asked for
   */
  void refuseAttempt(Act act, boolean approved) throws VaultException {
    Asking now = asking.get();
    if (now == null) {
      return;
    }
    if (!approved) {
      throw new VaultException(act.verb() + " needs nobody's approval: nothing was done");
    }
    Request made = now.made;
    if (made == null) {
      made = saved(act, now);
      now.made = made;
    }
    throw new VaultException("request " + made.number() + " was made; nothing was done");
  }

  private Request saved(Act act, Asking wanted) throws VaultException {
    var asking = new Act(act.actor(), ASK, about(act), wanted.reason);
    return settled(
        vault.grantNow(asking),
        wanted.command,
        session -> {
          Instant now = clock.instant();
          var request =
              new Request(
                  Counters.take(session, "vault:request", 1),
                  act,
                  wanted.reason,
                  now,
                  now.plus(wanted.life),
                  State.OPEN,
                  Optional.empty(),
                  Optional.empty());
          rows.insert(session, request);
          return request;
        });
  }

  private static String about(Act act) {
    return act.verb() + " " + act.subject();
  }

  private Request settled(Grant granted, Work<Request> change) throws VaultException {
    return settled(granted, "", change);
  }

  /** Makes a change under a grant, which ends with it; the log has the command, if there is one. */
  private Request settled(Grant granted, String command, Work<Request> change)
      throws VaultException {
    return Acting.under(
        granted,
        grant -> store.write(change),
        made -> command.isEmpty() ? result(made) : result(made) + BY + command);
  }

  private static String result(Request request) {
    return "request " + request.number();
  }

  @Override
  public Optional<String> command(Request request) throws VaultException {
    String beginning = JdbcGrant.done(result(request) + BY);
    var asked =
        new ActFilter(
            Optional.of(request.act().actor()),
            Optional.of(ASK),
            Optional.empty(),
            Optional.of(beginning),
            Optional.of(request.at().minus(AROUND)),
            Optional.of(request.at().plus(AROUND)));
    return vault.log().page(asked, 0, ALIKE).stream()
        .map(ActLog.Entry::result)
        .filter(result -> result.startsWith(beginning))
        .map(result -> result.substring(beginning.length()))
        .findFirst();
  }

  @Override
  public List<Request> all(boolean settled) throws VaultException {
    return store.<List<Request>>read(session -> rows.all(session, settled)).stream()
        .filter(request -> settled || !request.state().equals(State.EXPIRED))
        .toList();
  }

  @Override
  public Request approve(long number) throws VaultException {
    return decide("request:approve", number, State.APPROVED);
  }

  @Override
  public Request refuse(long number) throws VaultException {
    return decide("request:refuse", number, State.REFUSED);
  }

  private Request decide(String verb, long number, State state) throws VaultException {
    vault.requireOfficers();
    Request open = required(number);
    Grant grant = vault.grant(new Act("", verb, "request " + number, about(open.act())));
    String actor = grant.act().actor();
    return settled(
        grant,
        session -> {
          Request found = rows.require(session, number);
          if (found.act().actor().equals(actor)) {
            throw new VaultException(
                "request %d is %s's own: another officer decides about it"
                    .formatted(number, actor));
          }
          requireState(found, State.OPEN);
          return rows.update(
              session, found, state, Optional.of(actor), Optional.of(clock.instant()));
        });
  }

  @Override
  public Request withdraw(long number) throws VaultException {
    vault.requireOfficers();
    Request open = required(number);
    Grant grant =
        vault.grant(new Act("", "request:withdraw", "request " + number, about(open.act())));
    String actor = grant.act().actor();
    return settled(
        grant,
        session -> {
          Request found = rows.require(session, number);
          if (!found.act().actor().equals(actor)) {
            throw new VaultException(
                "request %d is %s's: who asked takes it back, others refuse it"
                    .formatted(number, found.act().actor()));
          }
          if (found.state() != State.APPROVED) {
            requireState(found, State.OPEN);
          }
          return rows.update(session, found, State.WITHDRAWN);
        });
  }

  private static void requireState(Request request, State state) throws VaultException {
    if (request.state() != state) {
      throw new VaultException(
          "request %d is %s".formatted(request.number(), words(request.state())));
    }
  }

  private static String words(State state) {
    return switch (state) {
      case OPEN -> "open: nobody has approved it";
      case APPROVED -> "approved already";
      case REFUSED -> "refused";
      case WITHDRAWN -> "withdrawn";
      case DONE -> "carried out already";
      case EXPIRED -> "expired";
    };
  }

  /**
   * Uses up the approval of an act, within the change that logs its asking.
   *
   * @throws VaultException if there is none; the message says what there is
   */
  Request take(Session session, Act act) throws SQLException, VaultException {
    Optional<Request> alike = Optional.empty();
    for (Request request : rows.pending(session, act)) {
      boolean same = request.act().equals(act);
      if (same && request.state() == State.APPROVED) {
        return rows.update(session, request, State.DONE);
      }
      if (request.state() != State.EXPIRED && (same || alike.isEmpty())) {
        alike = Optional.of(request);
      }
    }
    throw new VaultException(alike.map(found -> differs(found, act)).orElse(missing(act)));
  }

  private static String missing(Act act) {
    return "%s of %s needs another officer's approval: request:ask { %s … } --reason TEXT asks"
        .formatted(act.verb(), act.subject(), act.verb());
  }

  private static String differs(Request found, Act act) {
    return found.act().equals(act)
        ? "request %d is %s".formatted(found.number(), words(found.state()))
        : "request %d is for %s of %s, %s; this is with %s"
            .formatted(
                found.number(),
                act.verb(),
                act.subject(),
                said(found.act().purpose()),
                said(act.purpose()));
  }

  private static String said(String purpose) {
    return purpose.isEmpty() ? "nothing more" : purpose;
  }

  /** Gives an approval back of an act that has failed: nothing was done with it. */
  void giveBack(Session session, long number) throws SQLException, VaultException {
    rows.update(session, rows.require(session, number), State.APPROVED);
  }

  private Request required(long number) throws VaultException {
    return store.read(session -> rows.require(session, number));
  }

  Proof proof() {
    return rows.proof();
  }
}
