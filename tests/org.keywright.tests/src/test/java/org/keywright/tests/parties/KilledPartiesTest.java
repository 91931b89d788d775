// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.tests.campaign.Assassin;
import org.keywright.tests.campaign.ChildJvm;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.SimulatedModule.CentralLink;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.OrderState;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.WorkOrders;

/**
 * The program of a personalization unit, or of a central system, is killed without warning, again
 * and again. The next one goes on: nothing is lost, nothing is done twice, and the books agree.
 */
class KilledPartiesTest {
  private static final int ROUNDS = 3;
  private static final int GROUP = 5;
  private static final int FLEET = ROUNDS * GROUP + 1;
  private static final long PATIENCE_SECONDS = 120;
  private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

  @TempDir Path folder;
  private Network network;
  private final List<SimulatedModule> modules = new ArrayList<>();

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp();
    for (int i = 1; i <= FLEET; i++) {
      modules.add((SimulatedModule) network.module("PAD-" + i));
      network.order("PAD-" + i);
    }
  }

  @AfterEach
  void close() {
    network.close();
  }

  /** Where the unit's program is killed: at the n-th such command, before it is heard or after. */
  private record Strike(Instruction at, int number, boolean after) {}

  @Test
  void aKilledUnitGoesOnAndNoModuleIsLostOrPersonalizedTwice() throws Exception {
    Map<String, Long> commits =
        modules.stream().collect(Collectors.toMap(SimulatedModule::name, SimulatedModule::commits));
    var strikes =
        List.of(
            new Strike(Instruction.ISSUE, 1, false),
            new Strike(Instruction.ISSUE, 3, true),
            new Strike(Instruction.PARAMETERS, 2, true),
            new Strike(Instruction.ACKNOWLEDGEMENT, 2, true));
    var assassin = new Assassin(network.simulator.directory());
    try (var serving = TcpUnitServer.withDefaults().serve(Network.free(), assassin)) {
      Path list = list(serving.address().getPort());
      network.shut();
      for (Strike strike : strikes) {
        killed(assassin, strike, list);
      }
      Path errors = folder.resolve("errors.txt");
      Process last =
          ChildJvm.start(errors, OPTIONS, PartyProcess.class, folder.toString(), list.toString());
      assertThat(last.waitFor()).as(() -> text(errors)).isZero();
      network.open();
    }
    var jobs = network.vault.jobs().page(0, 2);
    assertThat(jobs).extracting(JobRecord::state).containsExactly(JobState.DONE);
    assertThat(network.vault.jobs().items(jobs.getFirst().id(), Set.of(), 0, 100)).hasSize(FLEET);

    for (SimulatedModule module : modules) {
      assertThat(module.commits()).as(module.name()).isEqualTo(commits.get(module.name()) + 1);
      assertThat(active(module.name()))
          .extracting(each -> each.encoded().toArray())
          .containsExactly(certificate(module.name()));
    }
    var open = new WorkOrders.Query(Optional.empty(), Optional.of(OrderState.OPEN), "");
    assertThat(network.vault.workOrders().page(open, 0, 10)).isEmpty();
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
    assertThat(network.vault.log().verify()).isPositive();
  }

  private Path list(int port) throws Exception {
    var lines = new ArrayList<>(List.of("serial,endpoint"));
    modules.forEach(m -> lines.add(m.name() + ",tcp://127.0.0.1:" + port + "/" + m.name()));
    return Files.write(folder.resolve("devices.csv"), lines);
  }

  private void killed(Assassin assassin, Strike strike, Path list) throws Exception {
    Path errors = folder.resolve("errors.txt");
    assassin.aim(strike.at().ins(), strike.number(), strike.after());
    Process child =
        ChildJvm.start(errors, OPTIONS, PartyProcess.class, folder.toString(), list.toString());
    assassin.meet(child);
    int status = child.waitFor();
    assertThat(assassin.struck()).as(() -> strike + ": " + text(errors)).isTrue();
    assertThat(status).isNotZero();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private List<IssuedCertificate> active(String module) throws Exception {
    return network.vault.certificates().of(module).stream()
        .filter(each -> each.purpose() == KeyPurpose.MODULE)
        .filter(each -> each.state() == CertificateState.ACTIVE)
        .toList();
  }

  private byte[] certificate(String module) throws Exception {
    return ask(module, new CommandApdu(0x80, Instruction.GET_DATA.ins(), 0, 2));
  }

  private byte[] ask(String module, CommandApdu command) throws Exception {
    try (var link = network.transports.open(Network.endpoint(module))) {
      var channel = new ApduChannel(link);
      channel.send(Application.SM.select());
      var answer = channel.send(command);
      assertThat(answer.status().ok()).as(module + " " + answer.status()).isTrue();
      return answer.data();
    }
  }

  private List<Integer> versions(String module) throws Exception {
    var command = new CommandApdu(0x80, Instruction.STATUS.ins(), 0, 0, new byte[0]);
    return ModuleStatus.decode(ask(module, command)).keys().stream()
        .map(ModuleStatus.SlotKey::keyVersion)
        .toList();
  }

  @Test
  void aKilledCentralSystemKnowsAfterwardsWhichKeyEachModuleHolds() throws Exception {
    for (SimulatedModule module : modules) {
      assertThat(
              network
                  .units
                  .run(Network.ACTOR, Network.UNIT, Network.endpoint(module.name()), true)
                  .active())
          .isTrue();
    }
    network.shut();
    for (int round = 0; round < ROUNDS; round++) {
      killedWhileItLoads(modules.subList(round * GROUP, (round + 1) * GROUP));
    }
    // What has not struck before the kill shall not strike after it.
    modules.forEach(SimulatedModule::disarm);
    network.open();

    Map<String, List<TransactionKey>> before = new ConcurrentHashMap<>();
    for (SimulatedModule module : modules) {
      var keys = network.vault.centralModules().keys(Network.CENTRAL, module.name());
      before.put(module.name(), keys);
      assertThat(keys).extracting(TransactionKey::keyVersion).containsAll(versions(module.name()));
    }
    Set<String> awaited =
        modules.stream()
            .map(SimulatedModule::name)
            .filter(name -> before.get(name).stream().noneMatch(KilledPartiesTest::held))
            .collect(Collectors.toCollection(ConcurrentSkipListSet::new));
    assertThat(awaited).hasSize(FLEET - 2 * ROUNDS);
    var settled = new CountDownLatch(awaited.size());
    try (var server =
        network.centrals.start(
            Network.ACTOR,
            Network.CENTRAL,
            Network.free(),
            Network.PATIENT,
            Optional.of(KeyLoad.Form.KEY_RECORD))) {
      server.observe(
          event -> {
            if (event.what().startsWith("holds ") && awaited.remove(event.who())) {
              settled.countDown();
            }
          });
      List<CentralLink> links = attached(server.address().getPort());
      assertThat(settled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", awaited).isTrue();

      for (SimulatedModule module : modules) {
        var known = network.vault.centralModules().keys(Network.CENTRAL, module.name());
        assertThat(known.stream().filter(KilledPartiesTest::held).map(TransactionKey::keyVersion))
            .containsExactlyElementsOf(versions(module.name()));
        assertThat(server.use(Network.ACTOR, SerialNumber.parse(module.name()))).isTrue();
        // Whom the killed program knew to hold a key keeps that one.
        if (before.get(module.name()).stream().anyMatch(KilledPartiesTest::held)) {
          assertThat(known).hasSameSizeAs(before.get(module.name()));
        }
      }
      links.forEach(CentralLink::close);
    }
    assertThat(network.vault.log().verify()).isPositive();
  }

  private static boolean held(TransactionKey key) {
    return key.state() == TransactionKey.State.HELD;
  }

  /**
   * Starts the central system, has modules dial it, and kills it when two have their keys: others
   * have taken theirs and their receipt is not on the way, or were cut off before they took it.
   */
  private void killedWhileItLoads(List<SimulatedModule> group) throws Exception {
    group.get(2).arm(Fault.parse("stall@f0"));
    group.get(3).arm(Fault.parse("stall@f0"));
    group.get(4).arm(Fault.parse("cut-before@f0"));
    Path errors = folder.resolve("errors.txt");
    Process child = ChildJvm.start(errors, OPTIONS, PartyProcess.class, folder.toString());
    try (var lines = child.inputReader(StandardCharsets.UTF_8)) {
      String port = lines.readLine();
      assertThat(port).as(() -> text(errors)).isNotNull();
      for (SimulatedModule module : group) {
        module.attach("127.0.0.1", Integer.parseInt(port));
      }
      for (int held = 0; held < 2; held++) {
        assertThat(lines.readLine()).contains(" holds key version ");
      }
    } finally {
      child.destroyForcibly().onExit().join();
    }
  }

  private List<CentralLink> attached(int port) throws Exception {
    var links = new ArrayList<CentralLink>();
    for (SimulatedModule module : modules) {
      links.add(module.attach("127.0.0.1", port));
    }
    return links;
  }
}
