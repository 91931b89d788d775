// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.download;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suite;
import org.keywright.crypto.SuiteStatus;
import org.keywright.crypto.Suites;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.JobException;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.internal.DownloadEngine;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.protocol.SetId;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.vault.Act;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecord;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** The download engine with a vault, a simulated fleet and one key set named fuel. */
final class Workbench implements AutoCloseable {
  static final SetId SET = SetId.parse("FUEL");
  static final String ACTOR = "tester";
  static final int REF = 3;

  final TestCrypto crypto = new TestCrypto();
  final TestFleet fleet = new TestFleet(crypto);
  final JdbcVaults vaults;
  final Path file;
  Vault vault;
  final AtomicBoolean unplugged = new AtomicBoolean();
  final VirtualJobRunner runner = new VirtualJobRunner();
  final DownloadEngine engine;
  final Key transportKey = crypto.keys.generate(KeySpec.AES_256);

  Workbench(Path folder) throws VaultException {
    vaults =
        JdbcVaults.with(
            crypto.sealing,
            new Argon2Passphrases(crypto.primitives),
            crypto.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    file = folder.resolve("test.kwv");
    try (var passphrase = passphrase()) {
      vault = vaults.create(file, passphrase);
    }
    engine = new DownloadEngine(vaults, suites(), crypto.keys, fleet.transports, runner, runner);
    addKeySet("fuel", SET, transportKey);
    addKey("fuel", REF, Exportability.EXPORTABLE, false, false);
  }

  private static KeyMaterial passphrase() {
    return KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8));
  }

  /** Opens the vault again after it was closed. */
  void reopen() throws VaultException {
    try (var passphrase = passphrase()) {
      vault = vaults.open(file, passphrase);
    }
  }

  Vault vault() {
    return vault;
  }

  /** The engine's suites, which a test can take away while the modules keep theirs. */
  private Suites suites() {
    return new Suites() {
      @Override
      public List<Suite> all() {
        return unplugged.get() ? List.of() : crypto.suites.all();
      }

      @Override
      public Optional<Suite> find(int id) {
        return unplugged.get() ? Optional.empty() : crypto.suites.find(id);
      }

      @Override
      public List<SuiteStatus> statuses() {
        return crypto.suites.statuses();
      }
    };
  }

  /** Binds the scheme {@code card}, which reaches the same units as {@code sim}. */
  TransportProvider bindCard() {
    var provider = fleet.transport();
    fleet.transports.bindTransport(provider, Map.of("keywright.transport.scheme", "card"));
    return provider;
  }

  /** Binds the scheme {@code silent}, whose modules take a command and never answer. */
  void bindSilent(CountDownLatch asked) {
    var provider =
        new TransportProvider() {
          @Override
          public List<Endpoint> endpoints() {
            return List.of();
          }

          @Override
          public Link open(Endpoint endpoint) {
            return new SilentLink(asked);
          }
        };
    fleet.transports.bindTransport(provider, Map.of("keywright.transport.scheme", "silent"));
  }

  private record SilentLink(CountDownLatch asked) implements Link {
    @Override
    public Atr atr() {
      return Atr.of(new byte[] {0x3B, 0x00});
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
      } catch (InterruptedException e) {
        throw new LinkException("interrupted", e);
      }
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  void addKeySet(String name, SetId set, Key key) throws VaultException {
    try (var grant = vault.grant(act("keyset:create"))) {
      vault.keySets().create(grant, name, set.value(), 1, key);
      grant.succeeded("");
    }
  }

  void addKey(
      String keySet, int ref, Exportability exportability, boolean diversify, boolean replace)
      throws VaultException {
    addKey(keySet, ref, "D0", KeySpec.AES_128, exportability, diversify, replace);
  }

  void addKey(
      String keySet,
      int ref,
      String usage,
      KeySpec spec,
      Exportability exportability,
      boolean diversify,
      boolean replace)
      throws VaultException {
    var attributes = new KeyAttributes(new KeyUsage(usage), KeyMode.ENCRYPT_DECRYPT, exportability);
    try (var grant = vault.grant(act("key:generate"));
        Key key = crypto.keys.generate(spec)) {
      var description = new NewKey(ref, "key " + ref, attributes, diversify, "generated");
      vault.keySets().addKey(grant, keySet, description, key, replace);
      grant.succeeded("");
    }
  }

  private static Act act(String verb) {
    return new Act(ACTOR, verb, "", "");
  }

  SimulatedUnit ei(String name) {
    return fleet.ei(name, SET, transportKey, 4);
  }

  /** Units EI-0000 and so on. */
  List<SimulatedUnit> eis(int count) {
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add("EI-%04d".formatted(i));
    }
    return fleet.eis(SET, transportKey, 4, names.toArray(String[]::new));
  }

  LoadOrder order() {
    return order(LoadMode.NEW);
  }

  LoadOrder order(LoadMode mode) {
    return LoadOrder.of(ACTOR, "fuel", REF, 1, mode);
  }

  static Endpoint sim(String name) {
    return Endpoint.parse("sim:" + name);
  }

  /** Loads one module and returns what was recorded. */
  ItemRecord load(LoadOrder order, String name) throws Exception {
    var job = engine.load(order, List.of(sim(name)));
    return only(job.await());
  }

  ItemRecord only(JobRecord job) throws VaultException {
    var items = items(job.id());
    if (items.size() != 1) {
      throw new AssertionError(items.toString());
    }
    return items.getFirst();
  }

  List<ItemRecord> items(long job) throws VaultException {
    return vault.jobs().items(job, Set.of(), 0, 100_000);
  }

  ItemRecord resume(long job) throws JobException, VaultException, InterruptedException {
    return only(engine.resume(ACTOR, job).await());
  }

  boolean uses(String name) throws Exception {
    return engine.use(ACTOR, "fuel", REF, 1, sim(name)).holds();
  }

  static LoadOrder from(LoadOrder order, String firstUnit) {
    return new LoadOrder(
        order.actor(),
        order.keySet(),
        order.ref1(),
        order.place(),
        order.mode(),
        Optional.of(sim(firstUnit)));
  }

  @Override
  public void close() {
    runner.deactivate();
    vaults.close();
    transportKey.close();
  }
}
