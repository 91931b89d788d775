// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.console.internal.WholeConsole.Run;
import org.keywright.transport.Endpoint;

/** What {@code apdu:trace} writes, plays again, shows and leaves out. */
@Timeout(60)
class TraceCommandTest {
  private static final String STATUS = "8040000000";

  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @AfterEach
  void close() {
    console.close();
  }

  private Run run(String statement) {
    return console.run(statement);
  }

  @Test
  void aSavedTraceIsPlayedAgain() throws Exception {
    Path file = folder.resolve("saved.txt");
    run("sim:create ei --count 2 --name u");
    run("apdu:trace " + file + " --full");
    String probed = run("link:probe sim:u-1").out();
    run("link:probe sim:u-2");
    run("apdu:trace off");

    assertThat(Files.readString(file)).contains("SELECT EI -> 9000 done", "\n> 8040000000\n");
    assertThat(untimed(run("link:probe 'replay:" + file + "#sim:u-1'").out()))
        .isEqualTo(untimed(probed).replace("sim:u-1", "replay:" + file + "#sim:u-1"));
    var other = run("apdu:send 'replay:" + file + "#sim:u-1' 80140000");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err())
        .contains("command 1 of ", "differs from the transcript at byte 0")
        .contains("80 14 00 00 came");
    assertThat(run("link:probe replay:" + folder.resolve("none")).err())
        .contains("the file cannot be read");
    assertThat(run("link:probe 'replay:" + file + "#sim:u-3'").err())
        .contains("the transcript has no connection to sim:u-3");
  }

  /** The line of the time, and how the columns stand, differ. */
  private static String untimed(String text) {
    return text.replaceAll("(?m)^took.*\\R", "").replaceAll(" +", " ");
  }

  @Test
  void ofOtherUnitsThereAreOnlyWords() throws Exception {
    console.fleet.transports.bindTransport(
        console.fleet.transport(), Map.of("keywright.transport.scheme", "rack"));
    Path file = folder.resolve("saved.txt");
    run("sim:create ei --name u");
    run("apdu:trace " + file + " --full");
    run("link:probe rack:u");
    run("apdu:send rack:u 801A0000129710" + "5A".repeat(16));
    run("apdu:trace off");

    assertThat(Files.readAllLines(file)).isNotEmpty().allMatch(line -> line.startsWith("# "));
    assertThat(Files.readString(file))
        .contains("rack:u  STATUS -> status {installed 0")
        .contains("INSTALL UNIT: transport key in clear <16> -> ")
        .doesNotContain("5A5A");
  }

  @Test
  void aFilterLeavesTheRestOut() throws Exception {
    Path file = folder.resolve("saved.txt");
    run("sim:create ei --name u");
    run("apdu:trace " + file + " --command select --status failed");
    run("link:probe sim:u");
    run("apdu:trace off");

    assertThat(Files.readAllLines(file))
        .isNotEmpty()
        .allMatch(line -> line.contains("SELECT") && line.contains("6A82"));
  }

  @Test
  void exchangesAreFollowedUntilThereWereEnough() throws Exception {
    run("sim:create ei --name u");
    var following = new FutureTask<>(() -> run("apdu:trace on --follow --count 2"));
    var thread = Thread.ofPlatform().start(following);
    var link = console.fleet.transports.open(Endpoint.parse("sim:u"));
    do {
      link.transceive(HexFormat.of().parseHex(STATUS));
    } while (!thread.join(Duration.ofMillis(10)));
    link.close();

    assertThat(following.get().status()).isZero();
    assertThat(following.get().out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("sim:u  80 40 00 00 -> <"));
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() {
    for (String line : new String[] {"off --follow", "on --follow --full", "on --count 3"}) {
      assertThat(run("apdu:trace " + line).status()).as(line).isEqualTo(1);
    }
    assertThat(run("apdu:trace on --follow --count 0").status()).isEqualTo(1);
  }
}
