// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.internal.DownloadEngine;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.sim.TestFleet;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tls.internal.VaultCredentials;
import org.keywright.tls.internal.VaultIdentities;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.transport.tcp.internal.TlsTransport;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;
import org.sqlite.SQLiteDataSource;

/** All of it together: engine, vault file, simulated fleet, and TCP over the loopback. */
final class Works implements AutoCloseable {
  static final SetId SET = SetId.parse("FUEL");
  static final String ACTOR = "tester";
  static final String PASSPHRASE = "correct horse battery";
  static final String KEY_SET = "fuel";
  static final int REF = 3;
  static final int OTHER_REF = 4;

  final TestCrypto crypto = new TestCrypto();
  final TestFleet fleet = new TestFleet(crypto);
  final Path file;
  final JdbcVaults vaults;
  final VirtualJobRunner runner = new VirtualJobRunner();
  final DownloadEngine engine;
  private final TcpUnitServer server = TcpUnitServer.withDefaults();
  final Sequences sequences = new Sequences();
  private final VaultCredentials credentials =
      new VaultCredentials(ACTOR, TestCurves::tlsCertificates);

  /** Which first unit behind a link a module is loaded from; empty for the vault. */
  volatile Function<String, Optional<String>> firstUnits = unit -> Optional.empty();

  private Key transportKey = crypto.keys.generate(KeySpec.AES_256);
  private Vault vault;

  /** Works on a vault file that is to be made or opened. */
  Works(Path file, long mostPages) {
    this.file = file;
    vaults =
        JdbcVaults.with(
            crypto.sealing,
            new Argon2Passphrases(crypto.primitives),
            crypto.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), mostPages));
    engine =
        new DownloadEngine(vaults, crypto.suites, crypto.keys, fleet.transports, runner, runner);
    fleet.transports.observe(
        (endpoint, command, response, took) ->
            sequences.watch(command, firstUnits.apply(unit(endpoint))));
  }

  /** Works with a new vault that holds two keys of one set: reference 3 version 2, 4 version 1. */
  static Works made(Path folder) throws VaultException {
    var works = new Works(folder.resolve("test.kwv"), 0);
    works.create();
    works.addKey(REF, works.crypto.keys.generate(KeySpec.AES_128));
    works.addKey(REF, works.crypto.keys.generate(KeySpec.AES_128));
    works.addKey(OTHER_REF, works.crypto.keys.generate(KeySpec.AES_128));
    return works;
  }

  /** Makes the vault, with a set and no keys. */
  void create() throws VaultException {
    try (var passphrase = passphrase()) {
      vault = vaults.create(file, passphrase);
    }
    try (var grant = vault.grant(new Act(ACTOR, "keyset:create", KEY_SET, ""))) {
      vault.keySets().create(grant, KEY_SET, SET.value(), 1, transportKey);
      grant.succeeded("");
    }
  }

  /** Uses this transport key from now on instead of a random one. */
  void transportKey(Key key) {
    transportKey.close();
    transportKey = key;
  }

  Key transportKey() {
    return transportKey;
  }

  void open() throws VaultException {
    try (var passphrase = passphrase()) {
      vault = vaults.open(file, passphrase);
    }
  }

  private static KeyMaterial passphrase() {
    return KeyMaterial.consume(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
  }

  Vault vault() {
    return vault;
  }

  /** Adds a key and closes it. */
  void addKey(int ref, Key key) throws VaultException {
    var attributes =
        new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    try (key;
        var grant = vault.grant(new Act(ACTOR, "key:generate", KEY_SET + "/" + ref, ""))) {
      vault
          .keySets()
          .addKey(
              grant, KEY_SET, new NewKey(ref, "key " + ref, attributes, false, "made"), key, true);
      grant.succeeded("");
    }
  }

  /** Makes units of one set, each with so many places. */
  List<SimulatedUnit> eis(int places, Optional<Path> store, List<String> names) {
    var kinds = IntStream.rangeClosed(1, places).mapToObj(PlaceKind::any).toList();
    var installation = new UnitOrder.Installation(SET, 1, transportKey, 1, kinds);
    return fleet.make(Role.EI, Optional.of(installation), store, names.toArray(String[]::new));
  }

  /** Names with numbers. */
  static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + "%04d".formatted(i)).toList();
  }

  /** A first unit that holds the vault's keys. */
  SimulatedUnit as(String name, Optional<Path> store) throws Exception {
    var unit = fleet.make(Role.AS, Optional.empty(), store, name).get(0);
    engine.loadFirstUnit(ACTOR, sim(name), KEY_SET, List.of());
    return unit;
  }

  /** The name of the unit that an endpoint reaches. */
  private static String unit(Endpoint endpoint) {
    String address = endpoint.address();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  static Endpoint sim(String name) {
    return Endpoint.parse("sim:" + name);
  }

  static Endpoint tcp(UnitServer.Serving serving, String name) {
    return Endpoint.parse("tcp://127.0.0.1:" + serving.address().getPort() + "/" + name);
  }

  /** Reaches units over TCP, waiting so long for each answer. */
  void bindTcp(Duration answer) {
    bindTcp(Duration.ofSeconds(10), answer);
  }

  void bindTcp(Duration connection, Duration answer) {
    fleet.transports.bindTransport(
        TcpTransport.withTimeouts(connection, answer), Map.of("keywright.transport.scheme", "tcp"));
  }

  /** Reaches units over TLS, as the identity of the vault that is open then. */
  void bindTls(Duration connection, Duration answer) {
    vaults.bindObserver(credentials);
    fleet.transports.bindTransport(
        TlsTransport.withTimeouts(credentials, connection, answer),
        Map.of("keywright.transport.scheme", "tls"));
  }

  /** Has an authority certify the vault for its links, and trusts that authority. */
  void certifyVault(Authority authority) throws Exception {
    var identities =
        new VaultIdentities(
            vaults,
            TestCurves.ecKeys(),
            TestCurves.tlsCertificates(),
            TestCurves.identityFiles(),
            credentials,
            InstantSource.system());
    try (Grant grant = vault().grant(new Act(ACTOR, "test", "tls", ""))) {
      var request = identities.request(grant, "desk", List.of());
      identities.certify(grant, "desk", List.of(authority.issue(request)));
      identities.trust(grant, "authority", authority.certificate(), false);
      grant.succeeded("");
    }
  }

  UnitServer.Serving serve(UnitServer.Directory units) throws Exception {
    return server.serve(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), units);
  }

  static LoadOrder order(LoadMode mode, Optional<Endpoint> from) {
    return new LoadOrder(ACTOR, KEY_SET, REF, OptionalInt.of(1), mode, from);
  }

  /** An order whose places the list names. */
  static LoadOrder listed(Optional<Endpoint> from) {
    return new LoadOrder(ACTOR, KEY_SET, REF, OptionalInt.empty(), LoadMode.NEW, from);
  }

  /** Writes a device list of lines {@code serial,place,endpoint}. */
  static Path list(Path file, List<String> lines) throws Exception {
    var all = new ArrayList<>(List.of("serial,place,endpoint"));
    all.addAll(lines);
    return Files.writeString(file, String.join("\n", all) + "\n");
  }

  static CampaignOrder campaign(Path devices, int parallel) {
    return CampaignOrder.of(devices).withParallel(parallel);
  }

  List<ItemRecord> items(long job) throws VaultException {
    return vault.jobs().items(job, Set.of(), 0, 1_000_000);
  }

  /** The receipt that a unit gives out for a place, asked past the engine; in hex. */
  static Optional<String> receipt(SimulatedUnit unit, int place) {
    var answer =
        TestFleet.send(
            unit,
            Instruction.GET_LOAD_STATUS,
            0,
            new TlvWriter().putNumber(0x83, place, 2).toBytes());
    try {
      return answer.status().ok()
          ? Optional.of(LoadReceipt.decode(answer.data()).mac().hex())
          : Optional.empty();
    } catch (TlvException e) {
      throw new AssertionError(e);
    }
  }

  /** The numbers of the messages that went out to modules. */
  static final class Sequences {
    private final Set<String> all = ConcurrentHashMap.newKeySet();
    private final Queue<String> repeated = new ConcurrentLinkedQueue<>();

    /** Keeps the number of an IMPORTKEY; the first unit behind each of the links has its own. */
    void watch(byte[] command, Optional<String> firstUnit) {
      try {
        var apdu = CommandApdu.parse(command);
        if (apdu.ins() == Instruction.IMPORT_KEY.ins()) {
          String number =
              firstUnit.orElse("vault") + " " + LoadMessage.decode(apdu.data()).sequence();
          if (!all.add(number)) {
            repeated.add(number);
          }
        }
      } catch (MalformedApduException | TlvException e) {
        throw new AssertionError(e);
      }
    }

    /** Those that went out more than once. */
    List<String> repeated() {
      return List.copyOf(repeated);
    }

    int count() {
      return all.size();
    }
  }

  /** Has the database check itself, and the log its chain. */
  String soundness() throws VaultException, SQLException {
    vault.log().verify();
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA integrity_check")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  @Override
  public void close() {
    runner.deactivate();
    server.close();
    vaults.close();
    transportKey.close();
  }
}
