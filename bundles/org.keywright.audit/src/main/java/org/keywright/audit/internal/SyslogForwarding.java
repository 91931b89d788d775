// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.keywright.audit.Forwarding;
import org.keywright.audit.ForwardingObserver;
import org.keywright.audit.SyslogReceiver;
import org.keywright.vault.Grant;
import org.keywright.vault.LogForwarding;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Forwards the log of the open vault as its rule says. */
@Component(service = {Forwarding.class, VaultObserver.class})
public final class SyslogForwarding implements Forwarding, VaultObserver {
  private static final System.Logger LOG = System.getLogger(SyslogForwarding.class.getName());
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private final List<ForwardingObserver> observers = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final Duration firstRetry;
  private @Nullable Vault vault;
  private @Nullable LogFeed feed;

  /** Made by the framework. */
  @Activate
  public SyslogForwarding() {
    this(InstantSource.system(), FIRST_RETRY);
  }

  private SyslogForwarding(InstantSource clock, Duration firstRetry) {
    this.clock = clock;
    this.firstRetry = firstRetry;
  }

  /**
   * Makes it without a framework.
   *
   * @param firstRetry after which a receiver that takes nothing is tried again at first
   */
  public static SyslogForwarding with(InstantSource clock, Duration firstRetry) {
    return new SyslogForwarding(clock, firstRetry);
  }

  /** Takes an observer in. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void bindObserver(ForwardingObserver observer) {
    observers.add(observer);
  }

  /** Lets an observer go. */
  public void unbindObserver(ForwardingObserver observer) {
    observers.remove(observer);
  }

  private void tell(String words) {
    observers.forEach(observer -> observer.told(words));
  }

  @Override
  public synchronized void opened(Vault opened) {
    vault = opened;
    try {
      opened.forwarding().rule().ifPresent(rule -> start(opened, rule));
    } catch (VaultException e) {
      LOG.log(System.Logger.Level.WARNING, "the log is not forwarded: {0}", e.getMessage());
      tell("the log of acts is not forwarded: " + e.getMessage());
    }
  }

  @Override
  public void closing(Vault closing) {
    close();
  }

  /** Ends what is at work. */
  @Deactivate
  public synchronized void close() {
    stop();
    vault = null;
  }

  private void start(Vault open, LogForwarding.Rule rule) {
    feed = LogFeed.begin(open, rule, firstRetry, clock, this::tell);
  }

  private void stop() {
    LogFeed running = feed;
    feed = null;
    if (running != null) {
      running.end();
    }
  }

  private Vault open() throws VaultException {
    Vault open = vault;
    if (open == null) {
      throw new VaultException("no vault is open: vault:open FILE opens one");
    }
    return open;
  }

  @Override
  public synchronized Optional<Status> status() throws VaultException {
    Vault open = open();
    Optional<LogForwarding.Rule> rule = open.forwarding().rule();
    return rule.isEmpty() ? Optional.empty() : Optional.of(status(open, rule.get()));
  }

  private Status status(Vault open, LogForwarding.Rule rule) throws VaultException {
    Optional<LogFeed.Outage> outage = Optional.ofNullable(feed).flatMap(LogFeed::outage);
    return new Status(
        SyslogReceiver.parse(rule.receiver()),
        rule.reached(),
        newest(open),
        outage.map(LogFeed.Outage::why),
        outage.map(LogFeed.Outage::since));
  }

  private static long newest(Vault open) throws VaultException {
    return open.log().page(0, 1).stream().mapToLong(entry -> entry.number()).sum();
  }

  @Override
  public synchronized Status begin(Grant grant, SyslogReceiver receiver, boolean whole)
      throws VaultException {
    Vault open = open();
    Optional<LogForwarding.Rule> before = open.forwarding().rule();
    // With the entry by which this act was asked for.
    long newest = newest(open) - 1;
    long reached = whole ? 0 : before.map(LogForwarding.Rule::reached).orElse(newest);
    var rule = open.forwarding().begin(grant, receiver.toString(), reached);
    stop();
    start(open, rule);
    return status(open, rule);
  }

  @Override
  public synchronized void end(Grant grant) throws VaultException {
    open().forwarding().end(grant);
    stop();
  }

  @Override
  public synchronized void retry() {
    if (feed != null) {
      feed.retry();
    }
  }
}
