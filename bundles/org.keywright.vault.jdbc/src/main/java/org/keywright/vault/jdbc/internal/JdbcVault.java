// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Keys;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.CentralModules;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.Checkpoints;
import org.keywright.vault.Devices;
import org.keywright.vault.Enrolments;
import org.keywright.vault.Grant;
import org.keywright.vault.JobRecords;
import org.keywright.vault.KeyLives;
import org.keywright.vault.KeySets;
import org.keywright.vault.LogForwarding;
import org.keywright.vault.Officers;
import org.keywright.vault.PairingRegister;
import org.keywright.vault.Periods;
import org.keywright.vault.PluginRule;
import org.keywright.vault.PluginRules;
import org.keywright.vault.Request;
import org.keywright.vault.Requests;
import org.keywright.vault.Roots;
import org.keywright.vault.TlsRecords;
import org.keywright.vault.Upkeep;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultInfo;
import org.keywright.vault.WorkOrders;

/** An open vault: its parts, its grants, and what ends with it. */
final class JdbcVault implements Vault, AutoCloseable {
  private static final String CLOSED = "the vault was closed";

  private final Store store;
  private final Seals seals;
  private final Unlocking.Opened opened;
  private final int schema;
  private final ChainedLog log;
  private final JdbcOfficers officers;
  private final Gate gate;
  private final Custody custody;
  private final JdbcPeriods periods;
  private final JdbcRequests requests;
  private final JdbcKeySets keySets;
  private final JdbcKeyLives lives;
  private final JdbcRoots roots;
  private final JdbcWorkOrders orders;
  private final JdbcCertificateRegister certificates;
  private final JdbcEnrolments enrolments;
  private final JdbcCentralModules centralModules;
  private final JdbcPairingRegister pairings;
  private final JdbcPluginRules plugins;
  private final JdbcTlsRecords tls;
  private final JdbcCheckpoints checkpoints;
  private final JdbcLogForwarding forwarding;
  private final JdbcUpkeep upkeep;
  private final JdbcDevices devices;
  private final JdbcJobRecords jobs;
  private final Set<JdbcGrant> grants = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Takes over store and seals, and the database that the store is in. */
  JdbcVault(
      Store store,
      Seals seals,
      Keys keys,
      Settings settings,
      Unlocking unlocking,
      Unlocking.Opened opened,
      Optional<OfficersCrypto> crypto,
      int schema) {
    Clock clock = settings.clock();
    this.store = store;
    this.seals = seals;
    this.opened = opened;
    this.schema = schema;
    log = new ChainedLog(store, seals, clock);
    officers =
        new JdbcOfficers(this, store, seals, opened.dataKey(), unlocking, crypto, opened.officer());
    gate = new Gate(officers);
    custody = new Custody(seals, crypto.isPresent(), clock);
    periods = new JdbcPeriods(this, officers, custody, clock, settings.alarms());
    requests = new JdbcRequests(this, store, seals, clock);
    keySets = new JdbcKeySets(this, store, seals, keys, clock);
    lives = new JdbcKeyLives(this, store, seals, clock);
    roots = new JdbcRoots(this, store, keys, clock);
    orders = new JdbcWorkOrders(this, store, seals, clock);
    certificates = new JdbcCertificateRegister(this, store, orders, clock);
    enrolments = new JdbcEnrolments(this, store, clock);
    centralModules = new JdbcCentralModules(this, store, seals, keys, clock);
    pairings = new JdbcPairingRegister(this, store, seals, clock);
    plugins = new JdbcPluginRules(this, store, seals, clock);
    tls = new JdbcTlsRecords(this, store, seals, clock);
    checkpoints = new JdbcCheckpoints(this, store, seals);
    forwarding = new JdbcLogForwarding(this, store, seals, clock);
    upkeep = new JdbcUpkeep(this, store, settings);
    devices = new JdbcDevices(store);
    jobs = new JdbcJobRecords(this, store, clock);
  }

  boolean isAt(Database database) {
    return database().address().equals(database.address());
  }

  Database database() {
    return store.database();
  }

  @Override
  public VaultInfo info() {
    try {
      boolean test = isForTests();
      return store.read(session -> info(session, test));
    } catch (VaultException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private boolean isForTests() throws VaultException {
    return plugins.find(PluginRule.Kind.ANY, Bytes.of()).isPresent();
  }

  /** Refuses a key that everybody can look up, but for a vault that is marked as test. */
  void requireOwnKey(Optional<String> wellKnown) throws VaultException {
    if (wellKnown.isPresent() && !isForTests()) {
      throw new VaultException(
          "this is a well-known test key (%s): only a vault that was made with --test takes it"
              .formatted(wellKnown.get()));
    }
  }

  private VaultInfo info(Session session, boolean test) throws SQLException {
    return new VaultInfo(
        store.database().address(),
        opened.id(),
        schema,
        opened.created(),
        session.number("SELECT COUNT(*) FROM key_set"),
        session.number(
            "SELECT COUNT(*) FROM (SELECT DISTINCT key_set, ref FROM application_key) AS k"),
        session.number("SELECT COUNT(*) FROM device"),
        session.number("SELECT COUNT(*) FROM job"),
        test,
        opened.failures());
  }

  @Override
  public Grant grant(Act act) throws VaultException {
    Act own = admitted(act);
    if (!gate.approved(own)) {
      return grantNow(own);
    }
    try {
      Request request =
          store.write(
              session -> {
                Request taken = requests.take(session, own);
                log.append(session, own, List.of(JdbcGrant.ASKED));
                return taken;
              });
      return held(new JdbcGrant(this, own, true, null, Optional.of(request)));
    } catch (VaultException e) {
      throw refused(own, e);
    }
  }

  /** Gives leave to an act that needs no approval, or not this one. */
  Grant grantNow(Act act) throws VaultException {
    log.append(act, List.of(JdbcGrant.ASKED));
    return held(new JdbcGrant(this, act, true, null, Optional.empty()));
  }

  @Override
  public Grant grantForAnswer(Act act) throws VaultException {
    Act own = admitted(act);
    return held(new JdbcGrant(this, own, false, null, Optional.empty()));
  }

  Grant grantBelow(JdbcGrant above, Act act, boolean asked) throws VaultException {
    requireAct(act);
    if (asked) {
      log.append(act, List.of(JdbcGrant.ASKED));
    }
    return held(new JdbcGrant(this, act, asked, above, Optional.empty()));
  }

  /** The act in the name of whoever is signed in, if he may; else its refusal is in the log. */
  private Act admitted(Act act) throws VaultException {
    Act own = gate.named(act);
    requireAct(own);
    try {
      gate.require(own);
    } catch (VaultException e) {
      throw refused(own, e);
    }
    if (!gate.ofProgram(own)) {
      requests.refuseAttempt(own, gate.approved(own));
    }
    return own;
  }

  void requireOfficers() throws VaultException {
    officers.requireOfficers();
  }

  private VaultException refused(Act act, VaultException why) throws VaultException {
    log.append(act, List.of(JdbcGrant.ASKED, "refused: " + why.getMessage()));
    return why;
  }

  /** Logs that an older copy was accepted, and has it be the newest that was seen. */
  void acceptOlder(Act act, String words) throws VaultException {
    log.append(act, List.of(JdbcGrant.ASKED, JdbcGrant.done(words)));
    store.seen().accept(checkpoints.commits());
  }

  /** Logs who has opened the vault, if it has officers. */
  void noteOpening() {
    opened
        .officer()
        .ifPresent(who -> note(new Act(who.name(), "vault:open", who.name(), ""), opened.words()));
  }

  /** Logs what has happened and is over. */
  void note(Act act, String words) {
    noteEnd(act, JdbcGrant.done(words));
  }

  /** Logs what somebody tried and failed in. */
  void noteFailure(Act act, String reason) {
    noteEnd(act, JdbcGrant.failure(reason));
  }

  private void noteEnd(Act act, String end) {
    try {
      log.append(act, List.of(JdbcGrant.ASKED, end));
    } catch (VaultException e) {
      System.getLogger(JdbcVault.class.getName())
          .log(System.Logger.Level.WARNING, "an act is not logged: {0}", e.getMessage());
    }
  }

  private void requireAct(Act act) throws VaultException {
    if (act.actor().isBlank() || act.verb().isBlank()) {
      throw new VaultException("an act names who asks and what for");
    }
    if (closed) {
      throw Store.isClosed();
    }
  }

  private Grant held(JdbcGrant grant) throws VaultException {
    grants.add(grant);
    if (closed) {
      grants.remove(grant);
      throw Store.isClosed();
    }
    return grant;
  }

  @Override
  public Officers officers() {
    return officers;
  }

  @Override
  public Periods periods() {
    return periods;
  }

  @Override
  public Requests requests() {
    return requests;
  }

  Custody custody() {
    return custody;
  }

  /** Ends the period if its time is over, whether or not its alarm has rung. */
  void endPeriodIfOver() {
    periods.endIfOver();
  }

  void endPeriod(String why) {
    periods.end(Optional.empty(), why);
  }

  /** Seals all roots under another key of the officers. */
  void resealRoots(Session session, Seals before, Seals roots) throws SQLException, VaultException {
    lives.reseal(session, before, roots);
  }

  void checkLog(Consumer<String> faults) throws VaultException {
    log.check(faults);
  }

  /** Looks for rows that show by their marks what was done to them, in all parts. */
  void checkRows(Session session, Consumer<String> faults) throws SQLException, VaultException {
    officers.check(session, faults);
    var proofs = new ArrayList<>(KeyRows.proofs());
    proofs.add(RootRow.proof());
    proofs.add(requests.proof());
    proofs.add(plugins.proof());
    proofs.add(tls.proof());
    proofs.add(checkpoints.proof());
    proofs.add(forwarding.proof());
    proofs.addAll(pairings.proofs());
    Proof.check(proofs, session, faults);
  }

  @Override
  public KeySets keySets() {
    return keySets;
  }

  @Override
  public KeyLives lives() {
    return lives;
  }

  @Override
  public Roots roots() {
    return roots;
  }

  @Override
  public CertificateRegister certificates() {
    return certificates;
  }

  @Override
  public WorkOrders workOrders() {
    return orders;
  }

  @Override
  public Enrolments enrolments() {
    return enrolments;
  }

  @Override
  public CentralModules centralModules() {
    return centralModules;
  }

  @Override
  public PairingRegister pairings() {
    return pairings;
  }

  @Override
  public PluginRules plugins() {
    return plugins;
  }

  @Override
  public TlsRecords tls() {
    return tls;
  }

  @Override
  public Upkeep upkeep() {
    return upkeep;
  }

  @Override
  public Devices devices() {
    return devices;
  }

  @Override
  public JobRecords jobs() {
    return jobs;
  }

  @Override
  public ActLog log() {
    return log;
  }

  @Override
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  @Override
  public LogForwarding forwarding() {
    return forwarding;
  }

  JdbcKeySets openingKeySets() {
    return keySets;
  }

  JdbcKeyLives ownLives() {
    return lives;
  }

  JdbcRoots openingRoots() {
    return roots;
  }

  JdbcWorkOrders openingOrders() {
    return orders;
  }

  JdbcCentralModules openingCentralModules() {
    return centralModules;
  }

  /** Refuses a grant that is another vault's, has ended, or is for an answer alone. */
  Act require(Grant grant) throws VaultException {
    return required(grant).act();
  }

  JdbcGrant required(Grant grant) throws VaultException {
    JdbcGrant own = own(grant);
    own.requireOpen();
    own.requireAsked();
    return own;
  }

  /** Refuses as {@link #require}, and a grant for an act by which no keys are made. */
  JdbcGrant requireMaking(Grant grant) throws VaultException {
    JdbcGrant own = required(grant);
    gate.requireMaking(own.authority().act());
    return own;
  }

  private JdbcGrant own(Grant grant) throws VaultException {
    if (!(grant instanceof JdbcGrant mine) || !mine.isOf(this)) {
      throw new VaultException("the grant is not of this vault");
    }
    return mine;
  }

  /**
   * Makes a change with which an act ends: the change and the end in the log are on the disk
   * together, or neither.
   *
   * @param result what the log says of the change
   */
  <T> T conclude(Grant grant, Work<T> change, Function<T, String> result) throws VaultException {
    JdbcGrant own = own(grant);
    own.conclude();
    grants.remove(own);
    custody.forget(own);
    try {
      return store.write(session -> concluded(session, own, change, result));
    } catch (VaultException | RuntimeException e) {
      try {
        log.append(own.act(), own.entries(JdbcGrant.failure(String.valueOf(e.getMessage()))));
      } catch (VaultException unlogged) {
        e.addSuppressed(unlogged);
      }
      throw e;
    }
  }

  private <T> T concluded(
      Session session, JdbcGrant grant, Work<T> change, Function<T, String> result)
      throws SQLException, VaultException {
    T made = change.with(session);
    log.append(session, grant.act(), grant.entries(result.apply(made)));
    return made;
  }

  /** Logs how an act ended. */
  void end(JdbcGrant grant, String result) throws VaultException {
    if (!grants.remove(grant)) {
      return;
    }
    custody.forget(grant);
    if (grant.request().isEmpty() || JdbcGrant.isDone(result)) {
      log.append(grant.act(), grant.entries(result));
      return;
    }
    store.write(
        session -> {
          requests.giveBack(session, grant.request().get().number());
          return log.append(session, grant.act(), grant.entries(result));
        });
  }

  /**
   * Ends what was granted and tells those who work under it, finishes what is under way, wipes the
   * keys that are open and the data key.
   */
  @Override
  public void close() {
    periods.end(Optional.empty(), CLOSED);
    closed = true;
    grants.forEach(grant -> grant.withdraw(CLOSED));
    for (var grant : grants) {
      try {
        grant.endWithVault();
      } catch (VaultException | RuntimeException e) {
        System.getLogger(JdbcVault.class.getName())
            .log(System.Logger.Level.WARNING, "an act''s end is not logged: {0}", e.getMessage());
      }
    }
    try {
      store.close();
    } finally {
      seals.close();
      store.database().close();
    }
  }
}
