// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.keywright.audit.Forwarding;
import org.keywright.engine.Ending;
import org.keywright.engine.Endings;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Transports;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Request;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Looks for what somebody should look into: keys and certificates that run out, devices in doubt,
 * plug-ins that fail or do not run, requests that wait, a log that does not reach its receiver.
 */
public final class Problems {
  /** How many jobs back are looked at, and how many devices of each are named. */
  private static final int JOBS = 50;

  private static final int DEVICES = 100;
  private static final Set<ItemState> IN_DOUBT = Set.of(ItemState.SENT, ItemState.UNKNOWN);

  private Problems() {}

  /**
   * Looks now; the worst first.
   *
   * @param forwarding the way of the log to a receiver
   */
  public static List<Problem> of(Desk desk, Forwarding forwarding, Instant now)
      throws VaultException {
    var problems = new ArrayList<Problem>();
    transports(desk.engines().transports()).forEach(problems::add);
    desk.engines().plugins().all().stream()
        .flatMap(plugin -> plugin(plugin).stream())
        .forEach(problems::add);
    if (desk.vault().isPresent()) {
      var jobs = desk.engines().jobs();
      problems.addAll(of(desk.vault().get(), job -> jobs.running(job).isPresent(), now));
      forwarding.status().flatMap(Problems::log).ifPresent(problems::add);
    }
    problems.sort(Comparator.comparing(Problem::kind));
    return List.copyOf(problems);
  }

  /**
   * Looks into a vault.
   *
   * @param atWork which jobs are at work: what they have begun is in no doubt yet
   */
  public static List<Problem> of(Vault vault, LongPredicate atWork, Instant now)
      throws VaultException {
    var problems = new ArrayList<Problem>(devices(vault, atWork));
    for (Ending ending : Endings.before(vault, now.plus(Endings.AHEAD))) {
      problems.add(EndingProblem.of(ending, now));
    }
    requests(vault).forEach(problems::add);
    return List.copyOf(problems);
  }

  /** A receiver out of reach; nothing of the log is lost meanwhile. */
  static Optional<Problem> log(Forwarding.Status status) {
    return status
        .failure()
        .map(
            why ->
                problem(
                    Problem.Kind.LOG_WAITING,
                    status.receiver().toString(),
                    Texts.text(
                        "problem.receiver",
                        why,
                        status.failingSince().map(Moments::text).orElse(""),
                        status.waiting()),
                    Optional.of(
                        new Problem.AtOnce(
                            Texts.text("problem.retry"),
                            Statement.of("audit:forwarding").flag("--retry", true))),
                    new Subject(Subject.Kind.LOG, "")));
  }

  private static Stream<Problem> transports(Transports transports) {
    return transports.statuses().stream()
        .filter(status -> status.state() == Transports.State.FAULTY)
        .map(
            status ->
                problem(
                    Problem.Kind.FAULTY_PLUGIN,
                    status.scheme(),
                    status.reason(),
                    Optional.empty(),
                    new Subject(Subject.Kind.PLUGIN, status.scheme())));
  }

  private static Problem problem(
      Problem.Kind kind,
      String subject,
      String words,
      Optional<Problem.Remedy> remedy,
      Subject about) {
    return new Problem(kind, subject, words, remedy, Optional.of(about));
  }

  private static Optional<Problem> plugin(Plugin plugin) {
    return switch (plugin.state()) {
      case ACTIVE, WAITING -> Optional.empty();
      case REFUSED -> plugin(plugin, Problem.Kind.IDLE_PLUGIN, "problem.allow", "plugin:allow");
      case UNRESOLVED ->
          plugin(plugin, Problem.Kind.IDLE_PLUGIN, "problem.remove", "plugin:remove");
      case FAULTY -> plugin(plugin, Problem.Kind.FAULTY_PLUGIN, "problem.remove", "plugin:remove");
    };
  }

  private static Optional<Problem> plugin(
      Plugin plugin, Problem.Kind kind, String title, String command) {
    return Optional.of(
        problem(
            kind,
            plugin.file(),
            plugin.reason(),
            remedy(title, command, plugin.file()),
            new Subject(Subject.Kind.PLUGIN, plugin.file())));
  }

  private static Optional<Problem.Remedy> remedy(String key, String command, Object argument) {
    return Optional.of(
        new Problem.AtOnce(
            Texts.text(key, argument.toString()), Statement.of(command).argument(argument)));
  }

  private static Stream<Problem> requests(Vault vault) throws VaultException {
    return RequestRow.all(Optional.of(vault), false).stream()
        .filter(row -> row.request().state() == Request.State.OPEN || row.ready())
        .map(Problems::request);
  }

  private static Problem request(RequestRow row) {
    Request request = row.request();
    return problem(
        row.ready() ? Problem.Kind.REQUEST_APPROVED : Problem.Kind.REQUEST_WAITING,
        Texts.text("problem.request", Long.toString(request.number())),
        Texts.text(
            row.ready() ? "problem.approved" : "problem.asked",
            request.act().actor(),
            request.act().verb() + " " + request.act().subject(),
            Moments.text(request.expires())),
        row.decidable()
            ? remedy("problem.approve", "request:approve", request.number())
            : Optional.empty(),
        new Subject(Subject.Kind.REQUEST, Long.toString(request.number())));
  }

  private static List<Problem> devices(Vault vault, LongPredicate atWork) throws VaultException {
    var problems = new ArrayList<Problem>();
    for (JobRecord job : vault.jobs().page(0, JOBS)) {
      if (!atWork.test(job.id())) {
        for (ItemRecord item : vault.jobs().items(job.id(), IN_DOUBT, 0, DEVICES)) {
          problems.add(inDoubt(item));
        }
      }
    }
    return problems;
  }

  private static Problem inDoubt(ItemRecord item) {
    String serial = item.serial();
    return new Problem(
        Problem.Kind.DEVICE_IN_DOUBT,
        serial,
        Texts.text(
            "problem.doubt",
            item.place(),
            Moments.text(item.at()),
            item.reason().isEmpty() ? Texts.text(item.state()) : item.reason()),
        remedy("problem.resume", "job:resume", item.job()),
        Optional.of(new Subject(Subject.Kind.DEVICE, serial)));
  }
}
