// SPDX-License-Identifier: EPL-2.0
package org.keywright.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples and whole sessions, on the assembled product. */
class ExampleTest {
  private static final Path ROOT = Path.of(System.getProperty("keywright.root"));

  /** What a first start works out is there for the others. */
  @TempDir static Path cache;

  @TempDir Path scratch;

  private record Run(int status, String output) {}

  private Run run(String input, String... arguments) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    var script =
        ROOT.resolve("releng/org.keywright.product/target/products/keywright/linux/gtk")
            .resolve(arch)
            .resolve("keywright/keywright");
    var builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList())
            .directory(scratch.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    var process = builder.start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it ended without asking
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  @Test
  void fuelNetworkIsLoadedAndNothingIsLeftBehind() throws Exception {
    var run = run("", "run", ROOT.resolve("examples/fuel-network/load.gosh").toString());
    assertThat(run.output())
        .contains("520 done", "480 done", "the module belongs to set north")
        .containsPattern("FTS-0250-4 uses the key .*: the answer is that of south/1");
    assertThat(run.status()).isZero();
    try (var files = Files.walk(scratch)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("fuel.kwv"));
    }
  }

  @Test
  void aYearOfPayTelevisionShowsTheCopies() throws Exception {
    var run = run("", "run", ROOT.resolve("examples/pay-tv/pairing.gosh").toString());
    assertThat(run.output())
        .containsPattern("index-backwards +MS-03 ")
        .containsPattern("index-backwards +MS-11 ")
        .containsPattern("too-many-hosts +MS-20 ")
        .contains("The log of acts is whole");
    assertThat(run.status()).isZero();
  }

  @Test
  void pinPadsArePersonalizedByThreeProcessesWhichEndWithTheScript() throws Exception {
    var run = run("", "run", ROOT.resolve("examples/pin-pads/personalize.gosh").toString());
    assertThat(run.output())
        .contains("47 modules are in operation, 3 not:")
        .containsPattern("PAD-13 .* 63C2 secret code wrong, 2 tries left")
        .containsPattern("PAD-31 .* 9E35 the personalization unit is another organization's")
        .containsPattern("PAD-37 .* the other end refused our certificate: it was revoked")
        .containsPattern("bureau .* PAD-13 +63C2 the transaction number was wrong; 2 more tries")
        .containsPattern("bureau .* PAD-31 +9E35 the module is one of South Pay")
        .containsPattern("bureau .* the other end is not trusted: .*CN=PAD-37,.* was revoked")
        .contains("47 modules are connected, 3 not:")
        .contains("acme, bureau, toll have ended.");
    assertThat(run.status()).isZero();
  }

  @Test
  void aScriptThatFailsLeavesNoProcessBehind() throws Exception {
    Path script =
        Files.writeString(scratch.resolve("fails.gosh"), "process:start a --json\nnosuch\n");
    var run = run("", "run", script.toString());
    assertThat(run.status()).isEqualTo(2);
    var pid = Pattern.compile("\"pid\": (\\d+)").matcher(run.output());
    assertThat(pid.find()).isTrue();
    assertThat(ProcessHandle.of(Long.parseLong(pid.group(1)))).isEmpty();
  }

  @Test
  void aCeremonyIsRehearsedHeldAndItsMinutesAreWhole() throws Exception {
    var run = run("", "run", ROOT.resolve("examples/ceremony/ceremony.gosh").toString());
    assertThat(run.output())
        .contains("0 faults noticed", "minutes.pdf is whole", "Both went the same way.");
    assertThat(run.status()).isZero();
  }

  @Test
  void aCeremonyInAVaultWithOfficersIsApprovedAndHeld() throws Exception {
    var run = run("", "run", ROOT.resolve("examples/ceremony/officers.gosh").toString());
    assertThat(run.output())
        .contains("is approved (ben)", "0 faults noticed", "Both went the same way.");
    assertThat(run.status()).isZero();
  }

  @Test
  void sessionFromStandardInput() throws Exception {
    var run =
        run(
            """
            vault:create demo.kwv
            correct horse battery
            keyset:create n
            key:generate n 1
            sim:create ei --keyset n --name u
            download:load --keyset n --key 1 --place 1 sim:u
            download:use sim:u --keyset n --key 1 --place 1
            download:load --keyset n --key 1 --place 1 sim:u
            echo not reached
            """);
    assertThat(run.output())
        .contains("U uses the key in place 1 on a fresh challenge: the answer is that of n/1")
        .contains("refused: 6985")
        .doesNotContain("not reached")
        .doesNotContain("correct horse");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void wrongPassphraseIsOneLine() throws Exception {
    assertThat(run("correct horse battery\n", "exec", "vault:create demo.kwv").status()).isZero();
    var run = run("incorrect horse\n", "exec", "vault:open demo.kwv");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).hasLineCount(1).startsWith("keywright: the passphrase is wrong");
  }

  @Test
  void anExportOfTheLogIsCheckedWithoutItsVault() throws Exception {
    var made =
        run(
            """
            vault:create 'a vault.kwv'
            correct horse battery
            keyset:create n
            audit:export '$5 log.jsonl'
            """);
    assertThat(made.status()).isZero();
    Files.delete(scratch.resolve("a vault.kwv"));
    var whole = run("", "verify-audit", "$5 log.jsonl");
    assertThat(whole.output()).contains("The log of acts is whole: 3 entries.");
    Path log = scratch.resolve("$5 log.jsonl");
    String text = Files.readString(log);
    Files.writeString(log, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
    var cut = run("", "verify-audit", "$5 log.jsonl");
    assertThat(cut.output()).contains("entry 3 is missing at the end");
    assertThat(cut.status()).isEqualTo(1);
  }

  @Test
  void misuseIsOneLineAndStatusTwo() throws Exception {
    for (String command : List.of("nosuch", "vault:open", "key:list n --jsn")) {
      var run = run("", "exec", command);
      assertThat(run.status()).as(command).isEqualTo(2);
      assertThat(run.output()).hasLineCount(1).startsWith("keywright: ");
    }
  }
}
