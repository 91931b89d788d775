// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedModule;

/** Over the network: a line that changes bytes, and power that fails at each message. */
class NetworkTamperTest {
  private final Bureau bureau = new Bureau();
  private UnitServer server;
  private int made = 100;

  @BeforeEach
  void listen() throws IOException {
    server = new UnitServer(bureau);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aModuleDialsAndComesIntoOperation() throws Exception {
    var module = bureau.module("net-1");
    module.personalize("localhost", server.port());
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
    assertThatThrownBy(() -> module.personalize("localhost", server.port()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("life-cycle");
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
  }

  @Test
  void aLineThatChangesAByteBringsNothingAbout() throws Exception {
    int bends = 0;
    for (boolean toModule : new boolean[] {true, false}) {
      for (int position = 3; position < 3_000; position += 131) {
        var module = bureau.module("net-" + made++);
        try (var line = new BentLine(server.port(), toModule, position)) {
          boolean done = personalized(module, line.port());
          var state = Bureau.status(module).state();
          if (line.bent() && toModule) {
            assertThat(done).as("byte %d was bent", position).isFalse();
            assertThat(state).isEqualTo(LifeCycle.IDENTIFIED);
          } else if (line.bent() && done) {
            // The acknowledgement, or the end of the link after it, was bent: the next contact
            // asks.
            assertThat(state).isEqualTo(LifeCycle.OPERATIONAL);
            assertThat(
                    bureau.unit.open.containsKey(module.serialNumber())
                        || bureau.unit.active.containsKey(module.serialNumber()))
                .isTrue();
          }
          bends += line.bent() ? 1 : 0;
        }
        bureau.unit.open.clear();
      }
    }
    assertThat(bends).isGreaterThan(20);
  }

  @Test
  void aCutAtAnyMessageLeavesTheModuleAsBeforeOrWhole() throws Exception {
    for (String tag : new String[] {"e7", "e9", "ec"}) {
      for (String kind :
          new String[] {"cut-before", "cut-inside", "cut-after", "lose-answer", "write-fails"}) {
        var module = bureau.module("net-" + made++);
        module.arm(Fault.parse(kind + "@" + tag));
        bureau.unit.kind = Order.Kind.FIRST;
        boolean done = personalized(module, server.port());
        module.disarm();
        module.powerCycle();
        var state = Bureau.status(module).state();
        assertThat(state).isIn(LifeCycle.IDENTIFIED, LifeCycle.OPERATIONAL);
        assertThat(done && state != LifeCycle.OPERATIONAL).as(kind + "@" + tag).isFalse();
        bureau.unit.kind = Order.Kind.RENEWAL;
        boolean settles = bureau.unit.open.containsKey(module.serialNumber());
        boolean second = personalized(module, server.port());
        assertThat(second || settles).as("after " + kind + "@" + tag).isTrue();
        assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.OPERATIONAL);
        assertThat(Bureau.status(module).order())
            .as("books after " + kind + "@" + tag)
            .contains(bureau.unit.active.get(module.serialNumber()));
      }
    }
  }

  private boolean personalized(SimulatedModule module, int port) throws InterruptedException {
    try {
      module.personalize("localhost", port);
      return true;
    } catch (IOException | Refusal e) {
      return false;
    } finally {
      server.awaitEnd();
    }
  }

  /** A line of one connection that changes one byte in one direction. */
  private static final class BentLine implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile boolean bent;

    BentLine(int target, boolean toModule, int position) throws IOException {
      Thread.ofVirtual().start(() -> carry(target, toModule, position));
    }

    int port() {
      return listener.getLocalPort();
    }

    boolean bent() {
      return bent;
    }

    private void carry(int target, boolean toModule, int position) {
      try (var near = listener.accept();
          var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
        var up = Thread.ofVirtual().start(() -> pump(near, far, toModule ? -1 : position));
        pump(far, near, toModule ? position : -1);
        up.join();
      } catch (IOException | InterruptedException e) {
        // The line is down.
      }
    }

    private void pump(Socket from, Socket to, int position) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[4096];
        int at = 0;
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
          if (position >= at && position < at + n) {
            buffer[position - at] ^= 0x20;
            bent = true;
          }
          at += n;
          out.write(buffer, 0, n);
          out.flush();
        }
        to.shutdownOutput();
      } catch (IOException e) {
        // The line is down.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
