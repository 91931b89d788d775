// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.plugins.internal.FolderPlugins;
import org.keywright.tests.plugins.JarOf;
import org.keywright.tests.plugins.TestFramework;
import org.keywright.tests.plugins.WirePlugin;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.vault.Act;
import org.keywright.vault.ItemState;
import org.keywright.vault.PluginRule;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A transport is plugged in and out a hundred times while keys are loaded over it and another. */
@Timeout(180)
class PluggedUnderLoadTest {
  private static final String JAR = "wire.jar";
  private static final int WARMING = 15;
  private static final int CYCLES = 100;
  private static final int UNITS = 200;
  private static final int PLACES = 8;

  /** What was held once a cycle would come to a hundred; pools may grow by a few. */
  private static final int NONE_A_CYCLE = CYCLES / 10;

  private static final long MOST_GROWTH = 8L << 20;

  @TempDir private Path folder;
  private Workbench bench;
  private TestFramework framework;
  private FolderPlugins plugins;
  private ServiceTracker<TransportProvider, TransportProvider> wiring;
  private final List<WeakReference<ClassLoader>> loaders =
      Collections.synchronizedList(new ArrayList<>());
  private final Semaphore attempts = new Semaphore(0);
  private volatile boolean stopped;

  @BeforeEach
  void open() throws Exception {
    bench = new Workbench(folder);
    framework =
        new TestFramework(
            folder.resolve("osgi"),
            Files.createDirectories(folder.resolve("plugins")),
            "org.keywright.transport,org.keywright.transport.spi");
    Function<String, ApduResponder> modules =
        name -> bench.fleet.simulator.find(name).orElseThrow().connect();
    framework.context().registerService(Function.class, modules, null);
    wiring = new Wiring();
    wiring.open();
    plugins = new FolderPlugins(framework.context(), null);
    bench.vaults.bindObserver(plugins);
    try (var grant = bench.vault.grant(new Act("an officer", "plugin:allow", "any", ""))) {
      bench.vault.plugins().save(grant, PluginRule.Kind.ANY, Bytes.of(), "any");
      grant.succeeded("");
    }
    plugins.review();
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    plugins.close();
    wiring.close();
    framework.close();
  }

  /** Does what the product's components do. */
  private final class Wiring extends ServiceTracker<TransportProvider, TransportProvider> {
    Wiring() {
      super(framework.context(), TransportProvider.class, null);
    }

    @Override
    public TransportProvider addingService(ServiceReference<TransportProvider> reference) {
      var provider = super.addingService(reference);
      loaders.add(new WeakReference<>(provider.getClass().getClassLoader()));
      bench.fleet.transports.bindTransport(provider, Map.of("keywright.transport.scheme", "acme"));
      return provider;
    }

    @Override
    public void removedService(
        ServiceReference<TransportProvider> reference, TransportProvider provider) {
      bench.fleet.transports.unbindTransport(provider);
      super.removedService(reference, provider);
    }
  }

  @Test
  void nothingIsLostLoadedTwiceOrLeftBehind() throws Exception {
    var jar =
        JarOf.running("com.acme.wire", WirePlugin.IMPORTS, WirePlugin.classes())
            .in(folder.resolve(JAR));
    var plugged = units("A");
    var other = units("B");
    long before = commits(plugged) + commits(other);
    var overPlugged = working("acme", plugged);
    var overOther = working("sim", other);

    cycle(jar, WARMING);
    var early = Usage.now();
    cycle(jar, CYCLES);
    var late = Usage.now();
    plugins.install(jar);
    assertThat(overPlugged.isDone() || overOther.isDone()).as("loads came to their end").isFalse();
    stopped = true;

    int broken = 0;
    var jobs = new ArrayList<>(overPlugged.get());
    assertThat(jobs.size() + overOther.get().size()).isGreaterThan(2 * CYCLES);
    for (long job : jobs) {
      if (state(job) != ItemState.DONE) {
        broken++;
        assertThat(bench.resume(job).state()).isEqualTo(ItemState.DONE);
      }
    }
    assertThat(broken).as("loads that were cut").isPositive();
    assertThat(overOther.get()).allMatch(job -> state(job) == ItemState.DONE);
    assertThat(commits(plugged) + commits(other) - before)
        .as("keys that were stored")
        .isEqualTo(jobs.size() + overOther.get().size());
    assertThat(framework.context().getBundles()).hasSize(2);
    assertThat(late.threads() - early.threads()).as("threads").isLessThan(NONE_A_CYCLE);
    assertThat(late.files() - early.files()).as("open files").isLessThan(NONE_A_CYCLE);
    assertThat(late.heap() - early.heap()).as("memory").isLessThan(MOST_GROWTH);
    System.gc();
    assertThat(loaders.stream().filter(loader -> loader.get() != null))
        .as("class loaders of plug-ins that are still held, the last one's among them")
        .hasSize(1);
  }

  private List<SimulatedUnit> units(String prefix) {
    var names = new String[UNITS];
    for (int i = 0; i < UNITS; i++) {
      names[i] = prefix + i;
    }
    return bench.fleet.eis(Workbench.SET, bench.transportKey, PLACES, names);
  }

  private void cycle(Path jar, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      plugins.install(jar);
      attempts.drainPermits();
      attempts.acquire();
      plugins.remove(JAR);
    }
  }

  /** Loads one place after the other until it is told to stop; returns the jobs. */
  private FutureTask<List<Long>> working(String scheme, List<SimulatedUnit> units) {
    var work =
        new FutureTask<List<Long>>(
            () -> {
              var jobs = new ArrayList<Long>();
              for (int i = 0; i < UNITS * PLACES && !stopped; i++) {
                var endpoint = new Endpoint(scheme, units.get(i % UNITS).name());
                var order =
                    LoadOrder.of(
                        Workbench.ACTOR, "fuel", Workbench.REF, 1 + i / UNITS, LoadMode.NEW);
                jobs.add(bench.engine.load(order, List.of(endpoint)).await().id());
                if (scheme.equals("acme")) {
                  attempts.release();
                }
              }
              attempts.release(UNITS);
              return jobs;
            });
    Thread.ofPlatform().start(work);
    return work;
  }

  private ItemState state(long job) {
    try {
      return bench.items(job).getFirst().state();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static long commits(List<SimulatedUnit> units) {
    return units.stream().mapToLong(SimulatedUnit::commits).sum();
  }

  /** What this program holds. */
  private record Usage(int threads, long files, long heap) {
    static Usage now() {
      System.gc();
      var runtime = Runtime.getRuntime();
      return new Usage(
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0,
          runtime.totalMemory() - runtime.freeMemory());
    }
  }
}
