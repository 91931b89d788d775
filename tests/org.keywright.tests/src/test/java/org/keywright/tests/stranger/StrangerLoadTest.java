// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.internal.DownloadEngine;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.Endpoint;
import org.keywright.transport.internal.PluggedTransports;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.vault.Act;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.keywright.vault.jdbc.internal.Settings;

/** The engine loads keys over TCP into units that were written from the protocol pages alone. */
class StrangerLoadTest {
  private static final String ACTOR = "tester";
  private static final int IMPORT_KEY = 0x12;
  private static final int PLACES = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Map<KeyAlgorithm, List<Integer>> CARRIED =
      Map.of(KeyAlgorithm.AES, List.of(128, 192, 256), KeyAlgorithm.TDES, List.of(128, 192));

  private final TestCrypto crypto = new TestCrypto();
  private final PluggedTransports transports = new PluggedTransports();
  private final VirtualJobRunner runner = new VirtualJobRunner();
  private final Map<String, Queue<Mishap>> mishaps = new HashMap<>();
  private JdbcVaults vaults;
  private Vault vault;
  private DownloadEngine engine;
  private StrangerServer server;

  /** What becomes of one IMPORTKEY. */
  private enum Mishap {
    NONE,
    COMMAND_LOST,
    ANSWER_LOST
  }

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    vaults =
        JdbcVaults.with(
            crypto.sealing,
            new Argon2Passphrases(crypto.primitives),
            crypto.keys,
            new Settings(Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0));
    try (var passphrase =
        KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8))) {
      vault = vaults.create(folder.resolve("test.kwv"), passphrase);
    }
    transports.bindTransport(
        TcpTransport.withTimeouts(PATIENCE, PATIENCE), Map.of("keywright.transport.scheme", "tcp"));
    engine = new DownloadEngine(vaults, crypto.suites, crypto.keys, transports, runner, runner);
    addKeySet("fuel", 0x01, KeySpec.AES_256);
    addKeySet("cards", 0x10, KeySpec.AES_128);
    addKey("fuel", 3, "D0", KeySpec.AES_128, false);
    var units = new HashMap<String, StrangerServer.Unit>();
    for (var name : List.of("one", "two")) {
      mishaps.put(name, new ArrayDeque<>());
      units.put(name, unlucky(unit(), mishaps.get(name)));
    }
    server = new StrangerServer(units);
  }

  @AfterEach
  void close() throws Exception {
    runner.deactivate();
    server.close();
    vaults.close();
  }

  private static StrangerUnit unit() {
    return new StrangerUnit(new byte[16], new SecureRandom()::nextBytes, System::nanoTime);
  }

  private static StrangerServer.Unit unlucky(StrangerUnit unit, Queue<Mishap> ahead) {
    return new StrangerServer.Unit() {
      @Override
      public Optional<byte[]> answer(byte[] command) {
        var next = command[1] == IMPORT_KEY ? ahead.poll() : Mishap.NONE;
        if (next == Mishap.COMMAND_LOST) {
          return Optional.empty();
        }
        return unit.answer(command).filter(answer -> next != Mishap.ANSWER_LOST);
      }

      @Override
      public void disconnected() {
        unit.disconnected();
      }
    };
  }

  private Endpoint at(String name) {
    return Endpoint.parse("tcp://127.0.0.1:" + server.port() + "/" + name);
  }

  private void addKeySet(String name, int suite, KeySpec spec) throws Exception {
    try (var grant = vault.grant(new Act(ACTOR, "keyset:create", "", ""));
        Key key = crypto.keys.generate(spec)) {
      vault.keySets().create(grant, name, SetId.parse(name).value(), suite, key);
      grant.succeeded("");
    }
  }

  /** Adds the first or the next version of a key. */
  private void addKey(String keySet, int ref, String usage, KeySpec spec, boolean diversify)
      throws Exception {
    boolean replace = vault.keySets().keys(keySet).stream().anyMatch(key -> key.ref() == ref);
    var attributes =
        new KeyAttributes(new KeyUsage(usage), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);
    try (var grant = vault.grant(new Act(ACTOR, "key:generate", "", ""));
        Key key = crypto.keys.generate(spec)) {
      var description = new NewKey(ref, "key " + ref, attributes, diversify, "generated");
      vault.keySets().addKey(grant, keySet, description, key, replace);
      grant.succeeded("");
    }
  }

  private void install(String name, String keySet) throws Exception {
    engine.installUnit(
        ACTOR,
        at(name),
        SerialNumber.parse(name),
        keySet,
        IntStream.rangeClosed(1, PLACES).mapToObj(PlaceKind::any).toList());
  }

  private ItemRecord load(String keySet, int ref, int place, LoadMode mode, String name)
      throws Exception {
    var order = LoadOrder.of(ACTOR, keySet, ref, place, mode);
    var job = engine.load(order, List.of(at(name))).await();
    var items = vault.jobs().items(job.id(), Set.of(), 0, 10);
    assertThat(items).hasSize(1);
    return items.getFirst();
  }

  private boolean uses(String keySet, int ref, int place, String name) throws Exception {
    return engine.use(ACTOR, keySet, ref, place, at(name)).holds();
  }

  @Test
  void aKeyIsLoadedAndProvedAndWorks() throws Exception {
    install("one", "fuel");
    var item = load("fuel", 3, 1, LoadMode.NEW, "one");
    assertThat(item.reason()).isEmpty();
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.subject()).isEqualTo("one");
    assertThat(item.facts()).containsEntry("tries", "1").containsEntry("kvn", "1");
    assertThat(uses("fuel", 3, 1, "one")).isTrue();
    var status = engine.status(at("one"), 1);
    assertThat(status.load().orElseThrow().job()).isEqualTo(item.job());
    assertThat(status.receipt().orElseThrow().mac().hex()).isEqualTo(item.facts().get("receipt"));
  }

  @Test
  void everyKindOfKeyIsLoadedUnderBothSuites() throws Exception {
    install("one", "fuel");
    install("two", "cards");
    int number = 0;
    for (var algorithm : KeyAlgorithm.values()) {
      for (int bits : CARRIED.getOrDefault(algorithm, List.of())) {
        for (boolean diversify : List.of(false, true)) {
          number++;
          loadsAndUses("fuel", number, new KeySpec(algorithm, bits), diversify, "one");
          loadsAndUses("cards", number, new KeySpec(algorithm, bits), diversify, "two");
        }
      }
    }
    assertThat(number).isEqualTo(PLACES);
  }

  private void loadsAndUses(String keySet, int number, KeySpec spec, boolean diversify, String name)
      throws Exception {
    addKey(keySet, 100 + number, "P0", spec, diversify);
    var item = load(keySet, 100 + number, number, LoadMode.NEW, name);
    assertThat(item.reason()).as("%s %s", spec, name).isEmpty();
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(uses(keySet, 100 + number, number, name)).isTrue();
  }

  @Test
  void aKeyIsReplacedByAHigherVersionOnly() throws Exception {
    install("one", "fuel");
    var first = load("fuel", 3, 1, LoadMode.NEW, "one");
    assertThat(load("fuel", 3, 1, LoadMode.NEW, "one").reason()).contains("6985");
    var same = load("fuel", 3, 1, LoadMode.REPLACE, "one");
    assertThat(same.facts().get("receipt")).isEqualTo(first.facts().get("receipt"));
    addKey("fuel", 3, "D0", KeySpec.AES_128, false);
    assertThat(uses("fuel", 3, 1, "one")).isFalse();
    var second = load("fuel", 3, 1, LoadMode.REPLACE, "one");
    assertThat(second.facts()).containsEntry("kvn", "2");
    assertThat(uses("fuel", 3, 1, "one")).isTrue();
    addKey("fuel", 4, "D0", KeySpec.AES_128, false);
    assertThat(load("fuel", 4, 1, LoadMode.REPLACE, "one").reason()).contains("9E03");
  }

  @Test
  void anErasedPlaceKeepsItsFloor() throws Exception {
    install("one", "cards");
    addKey("cards", 3, "D0", KeySpec.AES_128, false);
    load("cards", 3, 2, LoadMode.NEW, "one");
    assertThat(engine.erase(ACTOR, "cards", 2, at("one"))).hasToString("one");
    assertThat(engine.status(at("one"), 2).receipt()).isEmpty();
    assertThat(load("cards", 3, 2, LoadMode.NEW, "one").reason()).contains("9E03");
  }

  @Test
  void theTransportKeyIsReplacedThroughItsOwnPlace() throws Exception {
    install("one", "fuel");
    addKey("fuel", 9, "K0", KeySpec.AES_256, false);
    addKey("fuel", 9, "K0", KeySpec.AES_256, false);
    var item = load("fuel", 9, PlaceKind.TRANSPORT_KEY, LoadMode.REPLACE, "one");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(load("fuel", 3, 1, LoadMode.NEW, "one").reason())
        .contains("transport key has version 2, the key set's has 1");
  }

  @Test
  void aLostAnswerIsSettledByTheStoredReceipt() throws Exception {
    install("one", "fuel");
    mishaps.get("one").add(Mishap.ANSWER_LOST);
    var item = load("fuel", 3, 1, LoadMode.NEW, "one");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.facts()).containsEntry("settled", "settled by GET LOAD STATUS");
    assertThat(uses("fuel", 3, 1, "one")).isTrue();
  }

  @Test
  void aLostCommandIsFoundOutAndSentAnew() throws Exception {
    install("one", "fuel");
    mishaps.get("one").add(Mishap.COMMAND_LOST);
    var item = load("fuel", 3, 1, LoadMode.NEW, "one");
    assertThat(item.state()).isEqualTo(ItemState.DONE);
    assertThat(item.facts()).containsEntry("tries", "2").doesNotContainKey("settled");
    assertThat(uses("fuel", 3, 1, "one")).isTrue();
  }

  @Test
  void unitsThatAreTwinsButForTheirSetDoNotOpenEachOthersMessages() throws Exception {
    addKeySet("other", 0x01, KeySpec.AES_256);
    addKey("other", 3, "D0", KeySpec.AES_128, false);
    install("one", "fuel");
    var item = load("other", 3, 1, LoadMode.NEW, "one");
    assertThat(item.state()).isEqualTo(ItemState.REFUSED);
    assertThat(item.reason()).contains("belongs to set fuel, the key set is other");
  }
}
