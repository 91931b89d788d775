// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.plugins.internal.FolderPlugins;
import org.keywright.tests.plugins.JarOf;
import org.keywright.tests.plugins.TestFramework;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.sim.Role;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.workbench.model.Fact;
import org.keywright.workbench.model.LinkTree;
import org.keywright.workbench.model.LinkTree.Kind;
import org.keywright.workbench.model.LinkTree.Node;
import org.keywright.workbench.model.LinkWatch;
import org.keywright.workbench.model.LoadProposal;

/** What the workbench shows of what is connected, and that it hears of each change. */
class LinkWatchTest {
  @TempDir Path scratch;

  private final TestFleet fleet = new TestFleet();
  private final AtomicInteger told = new AtomicInteger();
  private TestFramework framework;
  private FolderPlugins plugins;
  private LinkWatch links;

  @BeforeEach
  void begin() throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    Path folder = Files.createDirectory(scratch.resolve("plugins"));
    framework = new TestFramework(scratch.resolve("osgi"), folder);
    plugins = new FolderPlugins(framework.context(), null);
    links =
        new LinkWatch(
            new LinkWatch.Sources(
                fleet.transports,
                PcscTransport.with(PcscTransport.Limits.USUAL),
                fleet.simulator,
                plugins,
                fleet.crypto.suites));
  }

  @AfterEach
  void end() throws Exception {
    links.close();
    plugins.close();
    framework.close();
  }

  private Optional<Node> find(Kind kind) {
    return links.tree().roots().stream()
        .flatMap(Node::all)
        .filter(node -> node.kind() == kind)
        .findFirst();
  }

  /** A transport of another vendor for a scheme. */
  private record Acme() implements TransportProvider {
    @Override
    public List<Endpoint> endpoints() {
      return List.of(Endpoint.parse("acme://rack:1/a"));
    }

    @Override
    public Link open(Endpoint endpoint) {
      throw new IllegalStateException("oops");
    }
  }

  @Test
  void unitsThatShareANameAreOneFleetAsSoonAsTheyAreMade() {
    var watch = links.observe(told::incrementAndGet);
    assertThat(find(Kind.FLEET)).isEmpty();
    int before = told.get();
    fleet.make(Role.AS, Optional.empty(), Optional.empty(), "north-1", "north-2", "south");
    assertThat(told.get()).isGreaterThan(before);
    Node north = find(Kind.FLEET).orElseThrow();
    assertThat(north.name()).isEqualTo("north-1 … north-2");
    assertThat(north.detail()).isEqualTo("AS, 2 units");
    assertThat(north.children())
        .extracting(Node::name)
        .containsExactly("sim:north-1", "sim:north-2");
    assertThat(links.facts(north.children().getFirst()).facts().map(Fact::value))
        .contains("sim:north-1", fleet.simulator.find("north-1").orElseThrow().summary());
    assertThat(LoadProposal.of(List.of(north), fleet.simulator.units()).endpoints())
        .containsExactly("sim:north-1", "sim:north-2");
    fleet.simulator.remove("north-1");
    assertThat(find(Kind.FLEET).orElseThrow().name()).isEqualTo("north-2");
    watch.close();
  }

  @Test
  void aTransportShowsAsShadowedOrFaultyWithTheReason() {
    var watch = links.observe(told::incrementAndGet);
    var second = new Acme();
    int before = told.get();
    fleet.transports.bindTransport(second, Map.of("keywright.transport.scheme", "sim"));
    assertThat(told.get()).isGreaterThan(before);
    assertThat(find(Kind.SHADOWED).orElseThrow().detail()).startsWith("shadowed: its scheme is");
    fleet.transports.unbindTransport(second);
    assertThat(find(Kind.SHADOWED)).isEmpty();

    fleet.transports.bindTransport(new Acme(), Map.of("keywright.transport.scheme", "acme"));
    assertThat(find(Kind.ENDPOINT).orElseThrow().name()).isEqualTo("acme://rack:1/a");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> fleet.transports.open(Endpoint.parse("acme://rack:1/a"))))
        .isNotNull();
    assertThat(find(Kind.FAULTY).orElseThrow().detail()).startsWith("faulty: open failed with");
    watch.close();
  }

  @Test
  void aPlugInShowsWhyItDoesNotRun() throws Exception {
    var watch = links.observe(told::incrementAndGet);
    int before = told.get();
    plugins.install(JarOf.bundle("com.acme").in(scratch.resolve("acme.jar")));
    assertThat(told.get()).isGreaterThan(before);
    Node waiting = find(Kind.PLUGIN_IDLE).orElseThrow();
    assertThat(waiting.name()).isEqualTo("acme.jar");
    assertThat(waiting.detail()).startsWith("waits: no vault is open");
    plugins.remove("acme.jar");
    assertThat(find(Kind.PLUGIN_IDLE)).isEmpty();
    watch.close();
  }

  @Test
  void aWatchThatIsClosedHearsNothing() {
    links.observe(told::incrementAndGet).close();
    int before = told.get();
    fleet.make(Role.AS, Optional.empty(), Optional.empty(), "north-1");
    assertThat(told).hasValue(before);
  }

  @Test
  void eachBranchSaysWhenThereIsNothing() {
    LinkTree tree = links.tree();
    assertThat(tree.roots())
        .hasSize(5)
        .allSatisfy(root -> assertThat(root.children()).isNotEmpty());
  }
}
