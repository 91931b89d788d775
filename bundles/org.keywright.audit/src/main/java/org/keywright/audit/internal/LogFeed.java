// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.audit.SyslogReceiver;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.LogForwarding;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Forwards the log of one open vault in a thread of its own, until it is ended. The log itself is
 * the queue, and the vault knows how far it has come, so that no memory grows and nothing is lost
 * while a receiver is away.
 */
final class LogFeed {
  private static final System.Logger LOG = System.getLogger(LogFeed.class.getName());
  private static final int AT_ONCE = 100;

  /** So many messages may lie between both ends of a line that breaks. */
  private static final int UNSURE = 100;

  /** Entries that another process has added to a vault on a server are looked for so often. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Vault vault;
  private final LogForwarding.Rule rule;
  private final SyslogReceiver receiver;
  private final Duration firstRetry;
  private final InstantSource clock;
  private final Consumer<String> told;
  private final Thread thread;
  private final Runnable unfollow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private boolean due = true;
  private boolean ended;
  private volatile Optional<Outage> outage = Optional.empty();
  private Duration retry;

  /** The line, and behind which entry it was opened; both are the thread's own. */
  private @Nullable SyslogLine line;

  private long lineBegan;

  /** Whether the line has taken anything yet. */
  private boolean lineProved;

  /**
   * Why a receiver takes nothing.
   *
   * @param why in words
   * @param since since when
   * @param first the first entry that waits
   */
  record Outage(String why, Instant since, long first) {}

  private LogFeed(
      Vault vault,
      LogForwarding.Rule rule,
      Duration firstRetry,
      InstantSource clock,
      Consumer<String> told) {
    this.vault = vault;
    this.rule = rule;
    this.receiver = SyslogReceiver.parse(rule.receiver());
    this.firstRetry = firstRetry;
    this.retry = firstRetry;
    this.clock = clock;
    this.told = told;
    this.thread = Thread.ofPlatform().daemon().name("keywright-syslog").unstarted(this::run);
    this.unfollow = vault.log().onEntries(() -> wake(false));
  }

  /**
   * Begins to forward.
   *
   * @param firstRetry after which a receiver that takes nothing is tried again at first
   * @param told hears of interruptions, in words
   */
  static LogFeed begin(
      Vault vault,
      LogForwarding.Rule rule,
      Duration firstRetry,
      InstantSource clock,
      Consumer<String> told) {
    var feed = new LogFeed(vault, rule, firstRetry, clock, told);
    feed.thread.start();
    return feed;
  }

  Optional<Outage> outage() {
    return outage;
  }

  /** Has it look for entries; a receiver that takes nothing is tried again only when it is time. */
  private void wake(boolean now) {
    lock.lock();
    try {
      if (now || outage.isEmpty()) {
        due = true;
        change.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void retry() {
    wake(true);
  }

  /** Ends it when what is there already is forwarded, or cannot be soon enough. */
  void end() {
    unfollow.run();
    lock.lock();
    try {
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(FAREWELL)) {
        thread.interrupt();
        thread.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      var messages = new SyslogMessage(host(), ProcessHandle.current().pid(), vault.info().id());
      while (awaited()) {
        attempt(messages);
      }
      if (outage.isEmpty()) {
        attempt(messages);
      }
      if (!lineClosed()) {
        goBack();
      }
    } catch (InterruptedException | VaultException e) {
      LOG.log(System.Logger.Level.DEBUG, "forwarding to {0} was cut short", receiver);
    }
  }

  /** Waits until there is something to do; returns whether it goes on. */
  private boolean awaited() throws InterruptedException {
    lock.lock();
    try {
      long left = (outage.isPresent() ? retry : IDLE).toNanos();
      while (!due && !ended && left > 0) {
        left = change.awaitNanos(left);
      }
      due = false;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private void attempt(SyslogMessage messages) {
    try {
      forward(messages);
      recovered();
    } catch (IOException e) {
      failed(words(e));
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.WARNING, "the log is not forwarded now: {0}", e.getMessage());
    }
  }

  /** How far it has come; empty if another rule holds by now. */
  private OptionalLong reached() throws VaultException {
    return vault.forwarding().rule().stream()
        .filter(now -> now.receiver().equals(rule.receiver()) && now.since().equals(rule.since()))
        .mapToLong(LogForwarding.Rule::reached)
        .findFirst();
  }

  /** The same after a look at the line, which may have broken when nothing went over it. */
  private OptionalLong surelyReached() throws VaultException {
    SyslogLine open = line;
    try {
      if (open != null && open.ended()) {
        lineClosed();
      }
    } catch (IOException e) {
      goBack();
      lineClosed();
    }
    return reached();
  }

  private void forward(SyslogMessage messages) throws IOException, VaultException {
    for (var at = surelyReached(); at.isPresent(); at = surelyReached()) {
      List<ActLog.Entry> some = vault.log().from(at.getAsLong() + 1, AT_ONCE);
      if (some.isEmpty()) {
        return;
      }
      try {
        opened(at.getAsLong()).send(some.stream().map(messages::of).toList());
        lineProved = true;
      } catch (IOException e) {
        boolean again = lineProved && !(e instanceof SocketTimeoutException);
        goBack();
        lineClosed();
        if (again) {
          // A receiver that was started anew takes another line at once.
          continue;
        }
        throw e;
      }
      vault.forwarding().reached(rule, some.getLast().number());
    }
  }

  /** Nobody knows what became of the messages that went into the line last. */
  private void goBack() throws VaultException {
    OptionalLong at = reached();
    if (at.isPresent()) {
      vault.forwarding().reached(rule, Math.max(lineBegan, at.getAsLong() - UNSURE));
    }
  }

  private SyslogLine opened(long reached) throws IOException {
    SyslogLine open = line;
    if (open == null) {
      lineBegan = reached;
      open = SyslogLine.to(receiver);
      line = open;
    }
    return open;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /** Ends the line, if there is one; returns whether all that was sent has arrived. */
  private boolean lineClosed() {
    SyslogLine open = line;
    line = null;
    lineProved = false;
    try {
      if (open != null) {
        open.close();
      }
      return true;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "ending the line to {0}: {1}", receiver, e.getMessage());
      return false;
    }
  }

  private String words(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return switch (e) {
      case UnknownHostException _ -> "the host " + receiver.host() + " is unknown";
      case ConnectException _ -> "it cannot be reached: " + message;
      case PortUnreachableException _ -> "nobody is at port " + receiver.port();
      default -> message;
    };
  }

  private void failed(String why) {
    if (outage.isPresent()) {
      Duration longer = retry.multipliedBy(2);
      retry = longer.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : longer;
      return;
    }
    try {
      OptionalLong at = reached();
      if (at.isEmpty() || Thread.interrupted()) {
        return;
      }
      long first = at.getAsLong() + 1;
      outage = Optional.of(new Outage(why, clock.instant(), first));
      String words =
          "the receiver takes nothing: %s; entries from %d on wait".formatted(why, first);
      note(grant -> grant.failed(words));
      told.accept("the log of acts is not forwarded to %s: %s".formatted(receiver, words));
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.WARNING, "an outage is not logged: {0}", e.getMessage());
    }
  }

  private void recovered() throws VaultException {
    Optional<Outage> over = outage;
    OptionalLong at = reached();
    if (over.isEmpty() || at.isEmpty()) {
      return;
    }
    outage = Optional.empty();
    retry = firstRetry;
    String words = "entries %d to %d were caught up".formatted(over.get().first(), at.getAsLong());
    note(grant -> grant.succeeded(words));
    told.accept("the log of acts is forwarded to %s again: %s".formatted(receiver, words));
  }

  private void note(Consumer<Grant> end) throws VaultException {
    try (Grant grant =
        vault.grant(new Act(rule.actor(), "audit:forwarding", receiver.toString(), ""))) {
      end.accept(grant);
    }
  }
}
