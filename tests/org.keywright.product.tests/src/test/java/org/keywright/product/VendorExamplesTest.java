// SPDX-License-Identifier: EPL-2.0
package org.keywright.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vendor's examples as a vendor builds them: by plain Maven, outside this build, against the
 * kit alone, with their contract tests; and what comes of it runs in the product.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("keywright.root"));
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private Path scratch;

  private record Run(int status, String output) {}

  @BeforeAll
  void makeTheKit(@TempDir Path folder) throws Exception {
    scratch = folder;
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    var kit =
        run(
            scratch,
            JAVA.resolve("bin/java").toString(),
            ROOT.resolve("releng/VendorKit.java").toString(),
            ROOT.toString(),
            scratch.resolve("kit").toString());
    assertThat(kit.output()).contains("bundles, version");
    assertThat(kit.status()).isZero();
  }

  @Test
  void theTransportKeepsItsContractAndCarriesAKeyInTheProduct() throws Exception {
    Path jar = built("acme-transport", "com.acme.keywright-1.0.0.jar", "AcmeTransportTest");
    int port = freePort();
    var rack =
        new ProcessBuilder(
                JAVA.resolve("bin/java").toString(),
                "-cp",
                jar.resolveSibling("test-classes").toString(),
                "com.acme.keywright.AcmeGateway",
                "0",
                "127.0.0.1",
                String.valueOf(port),
                "u")
            .redirectErrorStream(true)
            .start();
    try (var said = rack.inputReader()) {
      String slot = said.readLine().replace("The rack answers at ", "");
      var run =
          product(
              """
              vault:create rack.kwv --test
              correct horse battery
              plugin:install %s
              keyset:create depot
              key:generate depot 1 --usage D0
              sim:create ei --keyset depot --name u
              sim:serve --port %d
              download:load --keyset depot --key 1 --place 1 %s
              download:use %3$s --keyset depot --key 1 --place 1
              """
                  .formatted(jar, port, slot));
      assertThat(run.output())
          .contains("transport acme", "1 done")
          .contains(
              "U uses the key in place 1 on a fresh challenge: the answer is that of depot/1");
      assertThat(run.status()).isZero();
    } finally {
      rack.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theSuiteKeepsItsContractAndCarriesAKeyInTheProduct() throws Exception {
    Path jar = built("acme-suite", "com.acme.suite-1.0.0.jar", "AcmeSuiteTest");
    var run =
        product(
            """
            vault:create acme.kwv --test
            correct horse battery
            plugin:install %s
            keyset:create acme --suite 80
            key:generate acme 1 --usage D0
            sim:create ei --keyset acme --name u
            download:load --keyset acme --key 1 --place 1 sim:u
            download:use sim:u --keyset acme --key 1 --place 1
            """
                .formatted(jar));
    assertThat(run.output())
        .contains("1 done")
        .contains("U uses the key in place 1 on a fresh challenge: the answer is that of acme/1");
    assertThat(run.status()).isZero();
  }

  /** Builds a copy of an example, without what an earlier build may have left there. */
  private Path built(String example, String jar, String contract) throws Exception {
    Path copy = scratch.resolve(example);
    Path original = ROOT.resolve("examples").resolve(example);
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(f -> !f.startsWith(original.resolve("target"))).toList()) {
        Files.createDirectories(copy.resolve(original.relativize(file)).getParent());
        Files.copy(file, copy.resolve(original.relativize(file)));
      }
    }
    var maven =
        run(
            copy,
            Path.of(System.getProperty("maven.home")).resolve("bin/mvn").toString(),
            "-B",
            "-ntp",
            "-Dkit=" + scratch.resolve("kit"),
            "-Dmaven.repo.local=" + scratch.resolve("repository"),
            "-Dmaven.repo.local.tail=" + System.getProperty("maven.repo.local"),
            "package");
    assertThat(maven.output()).contains("in com.acme", contract, "BUILD SUCCESS");
    assertThat(maven.output())
        .containsPattern("Tests run: 1[0-9], Failures: 0, Errors: 0, Skipped: 0");
    return copy.resolve("target").resolve(jar);
  }

  private Run product(String input) throws Exception {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    Path script =
        ROOT.resolve("releng/org.keywright.product/target/products/keywright/linux/gtk")
            .resolve(arch)
            .resolve("keywright/keywright");
    var builder = new ProcessBuilder(script.toString());
    builder.environment().put("KEYWRIGHT_PLUGINS", scratch.resolve("plugins").toString());
    builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
    return run(builder, scratch, input);
  }

  private static Run run(Path folder, String... command) throws Exception {
    return run(new ProcessBuilder(new ArrayList<>(List.of(command))), folder, "");
  }

  private static Run run(ProcessBuilder builder, Path folder, String input) throws Exception {
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", JAVA.toString());
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    var process = builder.start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it ended without reading
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
