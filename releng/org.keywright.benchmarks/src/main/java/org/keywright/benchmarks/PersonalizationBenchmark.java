// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.Refusal;
import org.keywright.transport.sim.SimulatedModule;

/** Personalizations against their public-key operations, handshakes, and many modules at once. */
final class PersonalizationBenchmark implements Bench.Benchmark {
  private static final int MODULES = 192;
  private static final int AT_ONCE = 32;
  private static final int ALONE = 48;
  private static final int WARM_UP = 8;
  private static final int TURNS = 11;
  private static final int HANDSHAKES = 40;
  private static final int WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Map<String, Object> run() throws Exception {
    Path folder = Files.createTempDirectory("keywright-bench");
    try (var rig = new PersonalizationRig(folder)) {
      var figures = new LinkedHashMap<String, Object>();
      figures.put("campaign", campaign(rig));
      figures.put("handshakes", handshakes(rig));
      figures.put("waiting", waiting(rig));
      return figures;
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Campaigns over local links with all books of the vault, both sides on this machine. */
  private static Map<String, Object> campaign(PersonalizationRig rig) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    var turns =
        Turns.measure(
            WARM_UP,
            TURNS,
            MODULES,
            () -> personalized(rig, MODULES, AT_ONCE),
            () -> floor(rig, cores));
    var alone = Turns.measure(1, TURNS, ALONE, () -> personalized(rig, ALONE, 1));
    var figures = new LinkedHashMap<String, Object>();
    figures.put("modulesPerSecond", Turns.rounded(1e9 / turns.nanos(0)));
    figures.put("microsPerModule", Turns.rounded(turns.nanos(0) / 1e3));
    figures.put("microsOfPublicKeyOperations", Turns.rounded(turns.nanos(1) / 1e3));
    figures.put("ratioToPublicKeyOperations", Turns.rounded(turns.ratio(1, 0)));
    figures.put("microsForOneAlone", Turns.rounded(alone.nanos(0) / 1e3));
    return figures;
  }

  private static long personalized(PersonalizationRig rig, int count, int atOnce) throws Exception {
    List<SimulatedModule> modules = rig.modules(count);
    long begun = System.nanoTime();
    rig.campaign(modules, atOnce);
    return System.nanoTime() - begun;
  }

  private static long floor(PersonalizationRig rig, int threads) throws Exception {
    return shared(
        threads,
        MODULES,
        _ -> CurveFloor.PERSONALIZATION.carryOut(rig.crypto.ecKeys(), rig.floorPair));
  }

  /** One of several tasks that threads share. */
  private interface Numbered {
    void run(int number) throws Exception;
  }

  private static long shared(int threads, int count, Numbered task) throws Exception {
    var next = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      long begun = System.nanoTime();
      var ended = new ArrayList<Future<?>>();
      for (int thread = 0; thread < threads; thread++) {
        ended.add(
            pool.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    task.run(n);
                  }
                  return null;
                }));
      }
      for (Future<?> each : ended) {
        each.get();
      }
      return System.nanoTime() - begun;
    }
  }

  /** TLS 1.3 with certificates on both sides, both ends on this machine. */
  private static Map<String, Object> handshakes(PersonalizationRig rig) throws Exception {
    try (EcKeyPair rootPair = rig.crypto.ecKeys().generate();
        EcKeyPair pair = rig.crypto.ecKeys().generate();
        var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var certificates = rig.crypto.certificates();
      var validity = Validity.of(Instant.now().minusSeconds(60), Duration.ofDays(80));
      var root = certificates.issueRoot(rootPair, DistinguishedName.of("Bench", "root"), validity);
      var template =
          new CertificateTemplate(
              KeyPurpose.PERSONALIZER,
              DistinguishedName.of("Bench", "peer"),
              pair.publicKey(),
              validity);
      var issuer = new Credential(rootPair.privateKey(), CertificateChain.of(root));
      var leaf = certificates.issue(template, issuer);
      var own = new Credential(pair.privateKey(), CertificateChain.of(leaf));
      var trust = Trust.in(root, KeyPurpose.PERSONALIZER);
      var turns =
          Turns.measure(
              WARM_UP,
              TURNS,
              HANDSHAKES,
              () -> shaken(rig, listening, own, trust),
              () -> handshakeFloor(rig));
      var figures = new LinkedHashMap<String, Object>();
      figures.put("perSecond", Turns.rounded(1e9 / turns.nanos(0)));
      figures.put("micros", Turns.rounded(turns.nanos(0) / 1e3));
      figures.put("microsOfPublicKeyOperations", Turns.rounded(turns.nanos(1) / 1e3));
      figures.put("ratioToPublicKeyOperations", Turns.rounded(turns.ratio(1, 0)));
      return figures;
    }
  }

  /** A handshake is one end after the other: a floor of one thread. */
  private static long handshakeFloor(PersonalizationRig rig) throws Exception {
    return shared(
        1, HANDSHAKES, _ -> CurveFloor.HANDSHAKE.carryOut(rig.crypto.ecKeys(), rig.floorPair));
  }

  private static long shaken(
      PersonalizationRig rig, ServerSocket listening, Credential own, Trust trust)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      for (int i = 0; i < HANDSHAKES; i++) {
        var accepted =
            threads.submit(
                () -> {
                  try (var channel =
                      rig.channels.accept(listening.accept(), own, trust, PATIENCE)) {
                    return channel.input().read();
                  }
                });
        var socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
        try (var channel = rig.channels.connect(socket, own, trust, PATIENCE)) {
          channel.output().write(1);
          channel.output().flush();
        }
        accepted.get();
      }
      return System.nanoTime() - begun;
    }
  }

  /** All modules dial at the same instant. */
  private static Map<String, Object> waiting(PersonalizationRig rig) throws Exception {
    List<SimulatedModule> modules = rig.modules(WAITING);
    var settings = new ServerSettings(WAITING, PATIENCE, PATIENCE, Optional.empty());
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var active = new AtomicInteger();
    var start = new CountDownLatch(1);
    long took;
    try (var server =
        rig.units.start(PersonalizationRig.ACTOR, PersonalizationRig.UNIT, at, settings)) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var dialled = new ArrayList<Future<Boolean>>(WAITING);
        for (SimulatedModule module : modules) {
          dialled.add(threads.submit(() -> dial(module, server.address(), start, active)));
        }
        took = System.nanoTime();
        start.countDown();
        for (Future<Boolean> each : dialled) {
          each.get();
        }
      }
      took = System.nanoTime() - took;
    }
    var figures = new LinkedHashMap<String, Object>();
    figures.put("modules", WAITING);
    figures.put("active", active.get());
    figures.put("seconds", Turns.rounded(took / 1e9));
    figures.put("modulesPerSecond", Turns.rounded(1e9 * active.get() / took));
    return figures;
  }

  private static boolean dial(
      SimulatedModule module, InetSocketAddress unit, CountDownLatch start, AtomicInteger active)
      throws IOException, Refusal, InterruptedException {
    start.await();
    module.personalize(unit.getAddress().getHostAddress(), unit.getPort());
    active.incrementAndGet();
    return true;
  }
}
