// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/** Units that answer garbage, never, or too much, among good ones behind the same listener. */
class HostileUnitsTest {
  private static final int GOOD = 60;

  /** What the programs at the other end of a bare connection say to a client. */
  private static final Map<String, byte[]> SAID =
      Map.of(
          "BAD-2-gigabytes", new byte[] {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2},
          "BAD-less-than-0", new byte[] {(byte) 0x80, 0, 0, 0},
          "BAD-half-frame", new byte[] {0, 0, 0, 9, 0x3B, 0x00},
          "BAD-no-atr", new byte[] {0, 0, 0, 3, 0x11, 0x22, 0x33},
          "BAD-http", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
          "BAD-silent", new byte[0]);

  @TempDir private Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private Works works;
  private List<SimulatedUnit> good;
  private long before;

  @BeforeEach
  void open() throws Exception {
    works = Works.made(folder);
    works.bindTcp(Duration.ofSeconds(1), Duration.ofSeconds(1));
    good = works.eis(1, Optional.empty(), Works.names("EI-", GOOD));
    before = good.get(0).commits();
  }

  @AfterEach
  void close() throws Exception {
    end.countDown();
    for (AutoCloseable each : open) {
      each.close();
    }
    works.close();
  }

  @Test
  void theOthersAreLoadedAndEachBadOneIsNamed() throws Exception {
    var serving = works.serve(this::connect);
    var lines = new ArrayList<String>();
    var ends = new TreeMap<String, String>();
    good.forEach(unit -> lines.add(line(unit.name(), Works.tcp(serving, unit.name()).toString())));
    for (String name : List.of("garbage", "long", "empty", "deaf", "yes", "gone", "more")) {
      ends.put("BAD-" + name, Works.tcp(serving, "BAD-" + name).toString());
    }
    SAID.forEach((name, bytes) -> ends.put(name, bare(bytes)));
    ends.put("BAD-closed", "tcp://127.0.0.1:" + closedPort() + "/x");
    ends.forEach((name, endpoint) -> lines.add(line(name, endpoint)));
    Collections.shuffle(lines, new Random(5));
    Path list = Works.list(folder.resolve("devices.csv"), lines);

    var job = works.engine.campaign(Works.listed(Optional.empty()), Works.campaign(list, 24));
    assertThat(job.await().state()).isEqualTo(JobState.INCOMPLETE);

    var reasons = new TreeMap<String, String>();
    for (ItemRecord item : works.items(job.id())) {
      if (item.subject().startsWith("EI-")) {
        assertThat(item.state()).as(item.toString()).isEqualTo(ItemState.DONE);
      } else {
        reasons.put(item.subject(), item.state() + ": " + item.reason());
      }
    }
    assertThat(good).allSatisfy(unit -> assertThat(unit.commits()).isEqualTo(before + 1));
    for (String name : List.of("garbage", "long", "more", "yes")) {
      assertThat(reasons.get("BAD-" + name)).startsWith("REFUSED: ").contains("malformed answer: ");
    }
    assertThat(reasons)
        .hasSize(7 + SAID.size() + 1)
        .containsEntry("BAD-closed", unreached(ends.get("BAD-closed"), "Connection refused"))
        .containsEntry("BAD-deaf", unreached(ends.get("BAD-deaf"), "no answer within 1 s"))
        .containsEntry(
            "BAD-empty",
            unreached(ends.get("BAD-empty"), "an answer of 0 bytes has no room for a status word"))
        .containsEntry(
            "BAD-gone", unreached(ends.get("BAD-gone"), "the other side closed the connection"))
        .containsEntry("BAD-silent", unreached(ends.get("BAD-silent"), "no answer within 1 s"))
        .containsEntry(
            "BAD-half-frame", unreached(ends.get("BAD-half-frame"), "no answer within 1 s"))
        .containsEntry("BAD-no-atr", unreached(ends.get("BAD-no-atr"), "no answer within 1 s"));
    for (String name : List.of("BAD-2-gigabytes", "BAD-less-than-0", "BAD-http")) {
      assertThat(reasons.get(name)).startsWith("UNREACHED: ").endsWith("the limit is 65544");
    }
  }

  /** Bad from the moment at which the key goes out: nobody can say then whether it was stored. */
  @Test
  void unitsThatGoBadBehindTheKeyAreUnknownUntilTheyAreWellAgain() throws Exception {
    var serving = works.serve(works.fleet.simulator.directory());
    var kinds = List.of(Fault.Kind.GARBAGE, Fault.Kind.FLOOD, Fault.Kind.LOSE_ANSWER);
    var lines = new ArrayList<String>();
    for (int i = 0; i < good.size(); i++) {
      var unit = good.get(i);
      lines.add(line(unit.name(), Works.tcp(serving, unit.name()).toString()));
      if (i < 2 * kinds.size()) {
        String kind = kinds.get(i % kinds.size()).word();
        unit.arm(Fault.parse((i % 2 == 0 ? "cut-before" : kind) + "@12"));
        for (int n = 0; n < 12; n++) {
          unit.arm(Fault.parse(kind + "@14"));
        }
      }
    }
    Path list = Works.list(folder.resolve("devices.csv"), lines);
    var job = works.engine.campaign(Works.listed(Optional.empty()), Works.campaign(list, 24));
    job.await();
    var items = works.items(job.id());
    assertThat(items.subList(0, 6)).extracting(ItemRecord::state).containsOnly(ItemState.UNKNOWN);
    assertThat(items.subList(6, GOOD)).extracting(ItemRecord::state).containsOnly(ItemState.DONE);

    good.forEach(SimulatedUnit::disarm);
    var ended = works.engine.resume(Works.ACTOR, job.id()).await();
    assertThat(ended.state()).isEqualTo(JobState.DONE);
    assertThat(good).allSatisfy(unit -> assertThat(unit.commits()).isEqualTo(before + 1));
  }

  private static String unreached(String endpoint, String why) {
    return ItemState.UNREACHED + ": " + endpoint + ": " + why;
  }

  private static String line(String serial, String endpoint) {
    return serial + ",1," + endpoint;
  }

  private Optional<ApduResponder> connect(String name) {
    return switch (name) {
      case "BAD-garbage" -> Optional.of(bad(command -> random(command, 40)));
      case "BAD-long" -> Optional.of(bad(command -> random(command, 65_544)));
      case "BAD-empty" -> Optional.of(bad(command -> new byte[0]));
      case "BAD-deaf" -> Optional.of(bad(command -> waits()));
      case "BAD-yes" -> Optional.of(bad(command -> new byte[] {(byte) 0x90, 0}));
      case "BAD-more" -> Optional.of(bad(command -> new byte[] {1, 2, 3, 0x61, 0}));
      case "BAD-gone" ->
          Optional.of(
              bad(
                  command -> {
                    throw new LinkException("cut");
                  }));
      default -> works.fleet.simulator.directory().connect(name);
    };
  }

  /** What a bad unit does with a command. */
  private interface Answer {
    byte[] to(byte[] command) throws LinkException;
  }

  private static ApduResponder bad(Answer answer) {
    return new ApduResponder() {
      @Override
      public Atr atr() {
        return Atr.of(new byte[] {0x3B, 0x00});
      }

      @Override
      public byte[] respond(byte[] command) throws LinkException {
        return answer.to(command);
      }
    };
  }

  private static byte[] random(byte[] command, int length) {
    byte[] bytes = new byte[length];
    new Random(Arrays.hashCode(command)).nextBytes(bytes);
    // A refusal with data, whatever the rest is.
    bytes[length - 2] = 0x6A;
    return bytes;
  }

  private byte[] waits() throws LinkException {
    try {
      end.await();
      return new byte[] {(byte) 0x90, 0};
    } catch (InterruptedException e) {
      throw new LinkException("interrupted", e);
    }
  }

  /** A port where each client is told the same bytes, and then waits for more. */
  private String bare(byte[] bytes) {
    try {
      var server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
      open.add(server);
      Thread.ofVirtual().start(() -> accept(server, bytes));
      return "tcp://127.0.0.1:" + server.getLocalPort() + "/x";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void accept(ServerSocket server, byte[] bytes) {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> say(client, bytes));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void say(Socket client, byte[] bytes) {
    try (client) {
      client.getOutputStream().write(bytes);
      new DataInputStream(client.getInputStream()).readAllBytes();
    } catch (IOException e) {
      // the client has hung up
    }
  }

  private static int closedPort() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return server.getLocalPort();
    }
  }
}
