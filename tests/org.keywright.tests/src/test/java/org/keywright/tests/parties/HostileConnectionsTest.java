// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Those who stall, flood or send garbage keep neither a unit nor a central system from the rest.
 */
@Timeout(120)
class HostileConnectionsTest {
  private static final int HOSTILE = 200;
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Network network;
  private PersonalizationServer unit;
  private CentralServer central;
  private final Booked booked = new Booked();
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp();
    var settings = Network.settings(HANDSHAKE, ANSWER);
    unit = network.units.start(Network.ACTOR, Network.UNIT, Network.free(), settings);
    central =
        network.centrals.start(
            Network.ACTOR, Network.CENTRAL, Network.free(), settings, Optional.empty());
    unit.observe(booked);
    central.observe(booked);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    network.close();
  }

  private Socket connect(InetSocketAddress at) throws IOException {
    var socket = new Socket(at.getAddress(), at.getPort());
    sockets.add(socket);
    return socket;
  }

  /** The first record of a handshake, as long as it says and no longer. */
  private static byte[] hello(Random random, int said, int sent) {
    byte[] content = new byte[sent];
    random.nextBytes(content);
    return ByteBuffer.allocate(5 + sent)
        .put((byte) 22)
        .putShort((short) 0x0301)
        .putShort((short) said)
        .put(content)
        .array();
  }

  private void personalizeAndConnect(String name) throws Exception {
    var module = (SimulatedModule) network.module(name);
    network.order(name);
    module.personalize("localhost", unit.address().getPort());
    booked.await(name + " is active");
    try (var link = module.attach("localhost", central.address().getPort())) {
      booked.await(name + " is admitted");
      assertThat(link.open()).isTrue();
    }
  }

  @Test
  void twoHundredThatStallStopNobody() throws Exception {
    var random = new Random(1);
    for (int i = 0; i < HOSTILE; i++) {
      Socket socket = connect(i % 2 == 0 ? unit.address() : central.address());
      // some say nothing, some a part of a record, some a record that is never finished
      if (i % 3 == 1) {
        socket.getOutputStream().write(22);
      } else if (i % 3 == 2) {
        socket.getOutputStream().write(hello(random, 16_384, 100));
      }
    }

    personalizeAndConnect("FU-1");

    assertThat(unit.counts().active()).isEqualTo(1);
  }

  @Test
  void twoHundredThatFloodStopNobody() throws Exception {
    var random = new Random(2);
    byte[] flood = new byte[1 << 16];
    random.nextBytes(flood);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var floods = new ArrayList<Future<?>>();
      for (int i = 0; i < HOSTILE; i++) {
        Socket socket = connect(i % 2 == 0 ? unit.address() : central.address());
        floods.add(pool.submit(() -> pour(socket, flood)));
      }

      personalizeAndConnect("FU-1");

      for (Future<?> each : floods) {
        each.get();
      }
    }
  }

  private static Object pour(Socket socket, byte[] flood) {
    try (socket) {
      for (int i = 0; i < 64; i++) {
        socket.getOutputStream().write(flood);
      }
    } catch (IOException e) {
      return e;
    }
    return flood;
  }

  @Test
  void fiveHundredThatSendRandomRecordsToEachLeaveBothAtWork() throws Exception {
    var random = new Random(3);
    for (int connection = 0; connection < 500; connection++) {
      for (InetSocketAddress at : List.of(unit.address(), central.address())) {
        records(at, random, 4);
      }
    }

    personalizeAndConnect("FU-1");

    assertThat(unit.counts().active()).isEqualTo(1);
    assertThat(central.counts().admitted()).isEqualTo(1);
  }

  /** What looks like records of TLS, until the server has had enough. */
  private static void records(InetSocketAddress at, Random random, int count) throws IOException {
    var all = ByteBuffer.allocate(count * 40);
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(32);
      byte[] content = new byte[length];
      random.nextBytes(content);
      all.put((byte) (20 + random.nextInt(5)))
          .putShort((short) 0x0303)
          .putShort((short) length)
          .put(content);
    }
    try (var socket = new Socket(at.getAddress(), at.getPort())) {
      socket.getOutputStream().write(all.array(), 0, all.position());
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
    } catch (IOException expected) {
      // the server closes such a connection as soon as it sees what it is
    }
  }

  @Test
  void whoStallsIsCutOffInTime() throws Exception {
    try (var strict =
        network.units.start(
            Network.ACTOR,
            Network.UNIT,
            Network.free(),
            Network.settings(Duration.ofMillis(200), ANSWER))) {
      Socket socket = connect(strict.address());

      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
      assertThat(strict.counts().active()).isZero();
    }
  }
}
