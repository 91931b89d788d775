// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.keywright.audit.Audit;
import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Consoles;
import org.keywright.crypto.Suites;
import org.keywright.engine.Jobs;
import org.keywright.engine.download.Downloads;
import org.keywright.plugins.Plugins;
import org.keywright.transport.Transports;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.Officer;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * What the workbench works with: the engines, the open vault, and the acts of the person before it.
 *
 * <p>Safe for use by many threads. Nothing here may be called by the thread of the window, but for
 * {@link #vault}, {@link #observe} and the accessors.
 */
@Component(service = Desk.class)
public final class Desk {
  private final Vaults vaults;
  private final VaultWatch watch;
  private final Consoles consoles;
  private final Engines engines;
  private final LinkWatch links;
  private final Recording recording = new Recording();
  private final AtomicInteger attended = new AtomicInteger();
  private final AtomicReference<Rights> rights = new AtomicReference<>(Rights.ALL);
  private final List<Runnable> ofRights = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<LockedVault>> locked =
      new AtomicReference<>(Optional.empty());

  /**
   * The services that views read from.
   *
   * @param transports links and where modules are
   * @param readers card readers
   * @param simulator simulated units
   * @param plugins vendors' plug-ins
   * @param suites algorithm suites
   * @param jobs what is at work
   * @param downloads loads
   * @param audit checks of the log
   */
  public record Engines(
      Transports transports,
      CardReaders readers,
      Simulator simulator,
      Plugins plugins,
      Suites suites,
      Jobs jobs,
      Downloads downloads,
      Audit audit) {}

  /** Called by the framework. */
  @Activate
  public Desk(
      @Reference Vaults vaults,
      @Reference VaultWatch watch,
      @Reference Consoles consoles,
      @Reference Transports transports,
      @Reference CardReaders readers,
      @Reference Simulator simulator,
      @Reference Plugins plugins,
      @Reference Suites suites,
      @Reference Jobs jobs,
      @Reference Downloads downloads,
      @Reference Audit audit) {
    this.vaults = vaults;
    this.watch = watch;
    this.consoles = consoles;
    this.engines =
        new Engines(transports, readers, simulator, plugins, suites, jobs, downloads, audit);
    this.links =
        new LinkWatch(new LinkWatch.Sources(transports, readers, simulator, plugins, suites));
  }

  /** Called by the framework: looks at links no more. */
  @Deactivate
  public void end() {
    links.close();
  }

  /** The open vault; none while the workbench is locked, so that nothing of it is shown. */
  public Optional<Vault> vault() {
    return locked.get().isPresent() ? Optional.empty() : vaults.current();
  }

  /**
   * The open vault, for what cannot be done without one.
   *
   * @throws VaultException if none is open, or the workbench is locked
   */
  public Vault requireVault() throws VaultException {
    return vault().orElseThrow(() -> new VaultException(Texts.text("vault.none")));
  }

  /** What whoever is signed in may do, as it was read last; for what is asked at every moment. */
  public Rights rights() {
    return rights.get();
  }

  /** Reads anew what whoever is signed in may do, and tells those who show it. */
  public Rights readRights() throws VaultException {
    Rights read = Rights.of(vault());
    if (!rights.getAndSet(read).equals(read)) {
      ofRights.forEach(Runnable::run);
    }
    return read;
  }

  /** Calls the observer when {@link #rights} are others, by any thread, until that is closed. */
  public Watch observeRights(Runnable observer) {
    ofRights.add(observer);
    return () -> ofRights.remove(observer);
  }

  /** What is behind the lock, if the workbench is locked. */
  public Optional<LockedVault> locked() {
    return locked.get();
  }

  /**
   * Locks the workbench: whatever shows the vault shows none, whoever was signed in is so no more,
   * and nothing but {@link #unlock} and {@link #leave} is carried out. What is under way goes on.
   *
   * @return whether it is locked; it is not if no vault is open, or one whose passphrase nobody
   *     knows, so that nobody could open the lock
   */
  public boolean lock() throws VaultException {
    Optional<Vault> open = vaults.current();
    if (locked.get().isPresent()) {
      return true;
    }
    if (open.isEmpty() || DemoFleet.at(VaultAddress.parse(open.get().info().address()))) {
      return false;
    }
    Rights rights = Rights.of(open);
    String last = rights.who().map(Officer::name).orElse("");
    var behind = new LockedVault(open.get().info().name(), rights.names(), last);
    locked.set(Optional.of(behind));
    if (rights.who().isPresent()) {
      carryOut(Statement.of("officer:sign-out"), Secrets.NONE, Revealed.NOTHING);
    }
    watch.changed();
    return true;
  }

  /** Several people are at work together, until this is closed: nobody is away meanwhile. */
  public Watch attend() {
    attended.incrementAndGet();
    var open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        attended.decrementAndGet();
      }
    };
  }

  /** Whether several people are at work together, so that the workbench does not lock itself. */
  public boolean attended() {
    return attended.get() > 0;
  }

  /** Opens the lock by the passphrase of an officer, or of the vault for one person. */
  public Performed unlock(String officer, Secrets secrets) {
    LockedVault behind =
        locked.get().orElseThrow(() -> new IllegalStateException("it is not locked"));
    Performed done = carryOut(behind.statement(officer), secrets, Revealed.NOTHING);
    if (done.ok()) {
      locked.set(Optional.empty());
    }
    watch.changed();
    return done;
  }

  /** Closes the vault behind the lock, and opens the lock with that. */
  public Performed leave() {
    Performed done = carryOut(Statement.of("vault:close"), Secrets.NONE, Revealed.NOTHING);
    locked.set(Optional.empty());
    watch.changed();
    return done;
  }

  /**
   * The names of those who can sign in to a vault, which need no passphrase to be read.
   *
   * @param address as it was typed
   */
  public List<String> officersAt(String address) throws VaultException {
    return vaults.officers(VaultAddress.parse(address));
  }

  /** The services that views read from. */
  public Engines engines() {
    return engines;
  }

  /** What is connected. */
  public LinkWatch links() {
    return links;
  }

  /** Whom the log of acts names. */
  public String actor() {
    return consoles.actor();
  }

  /** What was done here since the program began, as a script. */
  public Recording recording() {
    return recording;
  }

  /** Calls the observer when something may be another now; see {@link VaultWatch#observe}. */
  public Watch observe(Runnable observer) {
    return watch.observe(observer);
  }

  /**
   * Calls the observer with each vault that opens, however it is opened; see {@link
   * VaultWatch#observeOpened}.
   */
  public Watch observeOpened(Consumer<Vault> observer) {
    return watch.observeOpened(observer);
  }

  /** Carries a statement out that asks for no secret. */
  public Performed perform(Statement statement) {
    return perform(statement, Secrets.NONE);
  }

  /** Carries a statement out, and tells the observers. */
  public Performed perform(Statement statement, Secrets secrets) {
    return perform(statement, secrets, Revealed.NOTHING);
  }

  /**
   * Carries a statement out that gives numbers out which were made for people.
   *
   * @param revealed takes them; called by the thread that calls this
   */
  public Performed perform(Statement statement, Secrets secrets, Revealed revealed) {
    if (locked.get().isPresent()) {
      return new Performed(statement, 1, List.of(), List.of(Texts.text("lock.locked")));
    }
    Performed done = carryOut(statement, secrets, revealed);
    watch.changed();
    return done;
  }

  /** Carries statements out in this order, until one fails. */
  public Performed perform(List<Statement> statements, Secrets secrets, Revealed revealed) {
    Performed done = perform(statements.getFirst(), secrets, revealed);
    for (Statement next : statements.subList(1, statements.size())) {
      done = done.ok() ? perform(next, secrets, revealed) : done;
    }
    return done;
  }

  private Performed carryOut(Statement statement, Secrets secrets, Revealed revealed) {
    var shown = new ArrayList<String>();
    var told = new ArrayList<String>();
    Recording.Begun begun = recording.begin(statement);
    int status;
    try (var line = consoles.open(new PerformedScreen(shown, told, secrets, revealed))) {
      status = line.run(statement.text());
    }
    var done = new Performed(statement, status, shown, told);
    begun.ended(done);
    return done;
  }

  /** Opens a console of the person's own; whoever runs statements in it says so by {@link #ran}. */
  public CommandLine console(CommandScreen screen) {
    return consoles.open(screen);
  }

  /** Statements were run in a console of the person's own. */
  public void ran() {
    watch.changed();
  }

  /** Others may have changed the vault from elsewhere: whoever shows it reads it anew. */
  public void lookAgain() {
    watch.changed();
  }

  /** Closes the vault and wipes its keys, if one is open. */
  public void close() {
    vaults.close();
  }
}
