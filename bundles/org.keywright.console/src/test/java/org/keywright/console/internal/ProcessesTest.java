// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Consoles that follow this one: they do what it says, and end with it. */
@DisabledOnOs(OS.WINDOWS)
class ProcessesTest {
  private static final long PATIENCE_SECONDS = 60;

  private final Bench bench = new Bench().group("toy", new ToyCommands());

  @TempDir Path folder;

  /** What a start script starts: a console that has the toys. */
  static final class Toys {
    private Toys() {}

    public static void main(String[] words) throws Exception {
      var bench = new Bench().group("toy", new ToyCommands());
      var settings = new Settings(Path.of("no-cache"), "tester", "1.2.3", Optional.empty());
      try (var screen = new Screen(System.in, System.out, System.err, false)) {
        System.exit(
            new Shell(settings, new CommandProcessorImpl(null), bench.table(), screen, () -> {})
                .run(List.of(words)));
      }
    }
  }

  @BeforeEach
  void launcher() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var script = folder.resolve("start");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' '%s' \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"), Toys.class.getName()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    bench.launcher(script);
  }

  private List<Long> pids() {
    return Pattern.compile("\"pid\": (\\d+)")
        .matcher(bench.out())
        .results()
        .map(found -> Long.parseLong(found.group(1)))
        .toList();
  }

  private int script(String text) throws Exception {
    return bench.run("run", Files.writeString(folder.resolve("play.gosh"), text).toString());
  }

  @Test
  void doesWhatItIsToldAndHandsValuesOn() throws Exception {
    int status =
        script(
            """
            process:start a b
            painted = (process:run a 'toy:paint x')
            process:run b "echo $painted" 'echo two'
            process:stop a
            process:list
            """);

    assertThat(bench.err()).isEmpty();
    assertThat(bench.out())
        .startsWith("a, b are processes of their own\n")
        .contains("b | x Optional.empty false\nb | two\na has ended.\n")
        .containsPattern("\nb +\\d+ +yes ");
    assertThat(status).isZero();
  }

  @Test
  void keepsWhatOneStatementLeavesForTheNext() throws Exception {
    assertThat(script("process:start a\nprocess:run a 'x = 7'\nprocess:run a 'echo $x'\n"))
        .isZero();
    assertThat(bench.out()).endsWith("a | 7\n");
  }

  @Test
  void whatFailsThereFailsHereAndThoseStatementsBeforeItAreShown() throws Exception {
    assertThat(script("process:start a\nprocess:run a 'echo one' 'toy:smash x' 'echo two'\n"))
        .isEqualTo(1);
    assertThat(bench.out()).endsWith("a | one\n");
    assertThat(bench.err()).contains("a: ");
  }

  @Test
  void endsWithTheScriptThatStartedItAlsoIfThatFails() throws Exception {
    assertThat(script("process:start a b --json\ntoy:smash x\n")).isEqualTo(1);
    assertThat(pids()).hasSize(2);
    assertThat(pids()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void aProcessThatHasGoneIsSaidToBeSo() throws Exception {
    assertThat(script("process:start a\nprocess:run a 'exit 0'\nprocess:run a 'echo x'\n"))
        .isEqualTo(1);
    assertThat(bench.err()).contains("the process a has ended");
  }

  @Test
  void aNameIsGivenOnce() throws Exception {
    assertThat(script("process:start a\nprocess:start b a\n")).isEqualTo(1);
    assertThat(bench.err()).contains("there is a process 'a' already (process:stop a ends it)");
    assertThat(bench.run("exec", "process:run nobody 'echo x'")).isEqualTo(1);
    assertThat(bench.err())
        .contains("there is no process 'nobody' (process:start nobody starts it)");
  }

  /** As when this program is killed: its ends of the pipes are closed, and nothing more is said. */
  @Test
  void endsWhenTheOneItFollowsIsGoneThoughItIsAtWork() throws Exception {
    var process = new ProcessBuilder(folder.resolve("start").toString(), Shell.FOLLOW).start();
    var out = new DataOutputStream(process.getOutputStream());
    assertThat(Said.read(new DataInputStream(process.getInputStream())).word()).isEqualTo("1.2.3");
    Said.text(out, "toy:stay");
    out.close();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
