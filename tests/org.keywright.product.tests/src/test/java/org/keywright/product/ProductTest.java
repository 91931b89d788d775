// SPDX-License-Identifier: EPL-2.0
package org.keywright.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** The assembled products: all their bundles resolve, and the one for this platform starts. */
class ProductTest {

  private static final Path PRODUCTS =
      Path.of(
          System.getProperty("keywright.root"),
          "releng/org.keywright.product/target/products/keywright");

  /** What the framework works out the wiring with. */
  private static final String RESOLVER = "org.apache.felix.resolver.Candidates ";

  /** What the bundles' descriptions of their components are read with. */
  private static final String DESCRIPTIONS = "org.apache.felix.scr.impl.xml.XmlHandler";

  /** What a first start works out is there for the others. */
  @TempDir static Path cache;

  @TempDir Path scratch;
  private String javaOptions = "";
  private String terminalType = "xterm";

  static Stream<Path> products() throws IOException {
    try (var files = Files.walk(PRODUCTS, 7)) {
      return files
          .filter(file -> file.endsWith("plugins"))
          .map(Path::getParent)
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereIsOneForEachPlatform() throws IOException {
    assertThat(products()).hasSize(5);
  }

  @Test
  void theWorkbenchStartsAllThatTheConsoleStarts() throws IOException {
    Path folder = PRODUCTS.resolveSibling("../..").normalize();
    assertThat(started(folder.resolve("keywright-workbench.product")))
        .containsAll(started(folder.resolve("keywright.product")));
  }

  private static List<String> started(Path product) throws IOException {
    try (var lines = Files.lines(product)) {
      return lines.map(String::strip).filter(line -> line.contains("startLevel=")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("products")
  void everyBundleResolves(Path product) throws Exception {
    var framework =
        new EquinoxFactory()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, scratch.resolve("osgi").toString()));
    framework.init();
    try {
      var bundles = install(product, framework.getBundleContext());
      framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
      var unresolved = new TreeMap<String, String>();
      for (Bundle bundle : bundles) {
        if (bundle.getState() == Bundle.INSTALLED) {
          unresolved.put(bundle.getSymbolicName(), reason(bundle));
        }
      }
      assertThat(unresolved).isEmpty();
      assertThat(bundles).hasSizeGreaterThan(25);
    } finally {
      framework.stop();
      framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
    }
  }

  private static List<Bundle> install(Path product, org.osgi.framework.BundleContext context)
      throws IOException {
    try (var jars = Files.list(product.resolve("plugins"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .filter(jar -> !jar.getFileName().toString().startsWith("org.eclipse.osgi_"))
          .sorted()
          .map(
              jar -> {
                try {
                  return context.installBundle("reference:" + jar.toUri());
                } catch (BundleException e) {
                  throw new IllegalStateException(e);
                }
              })
          .toList();
    }
  }

  private static String reason(Bundle bundle) {
    try {
      bundle.start();
      return "starts all the same";
    } catch (BundleException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void startsFromAnywhereThroughALink() throws Exception {
    var link = Files.createSymbolicLink(scratch.resolve("a link"), script());
    var run = run(link, "exec", "version");
    assertThat(run.output()).contains("0.1.0");
    assertThat(run.status()).isZero();
  }

  @Test
  void twoMayStartAtOnce() throws Exception {
    var first = start(script(), "exec", "version");
    var second = start(script(), "exec", "version");
    assertThat(finish(first).status()).isZero();
    assertThat(finish(second).status()).isZero();
  }

  @Test
  void onlyTheFirstStartWorksOutTheWiring() throws Exception {
    javaOptions = "-Xlog:class+load -Xlog:aot";
    assertThat(run(script(), "exec", "version").output())
        .doesNotContain(RESOLVER, DESCRIPTIONS)
        .containsPattern("Opened AOT cache .*\\.classes");
    try (var kept = Files.list(cache.resolve("keywright/wiring"))) {
      assertThat(kept.map(Path::toString))
          .filteredOn(name -> !name.endsWith(".classes"))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"framework.info.", "componentMetadataStore", ".classes"})
  void aDamagedRecordOfAnEarlierStartIsDoneWithout(String record) throws Exception {
    assertThat(run(script(), "exec", "version").status()).isZero();
    Path damaged;
    try (var files = Files.walk(cache.resolve("keywright/wiring"))) {
      damaged =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().contains(record))
              .findFirst()
              .orElseThrow();
    }
    byte[] whole = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
    var run = run(script(), "exec", "version");
    assertThat(run.output()).startsWith("Keywright 0.1.0");
    assertThat(run.status()).isZero();
    Files.write(damaged, whole);
  }

  @Test
  void hasAStatusOtherThanZeroWhenItFails() throws Exception {
    assertThat(run(script(), "run", "no such script").status()).isNotZero();
    assertThat(run(script(), "exec", "no-such-command").status()).isNotZero();
  }

  @Test
  void asksForNoSecretWhereItWouldBeShown() throws Exception {
    String line = "'%s' exec 'vault:create shown.kwv'".formatted(script());
    terminalType = "dumb";
    var run = run(Path.of("/usr/bin/script"), "-qec", line, "/dev/null");
    assertThat(run.output()).contains("TERM").contains("--secret-file");
    assertThat(run.status()).isNotZero();
    assertThat(scratch.resolve("shown.kwv")).doesNotExist();
  }

  private record Run(int status, String output) {}

  private static Path script() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            || System.getProperty("os.name").startsWith("Mac"));
    boolean mac = !System.getProperty("os.name").equals("Linux");
    String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    return mac
        ? PRODUCTS.resolve("macosx/cocoa/" + arch + "/Keywright.app/Contents/Eclipse/keywright")
        : PRODUCTS.resolve("linux/gtk/" + arch + "/keywright/keywright");
  }

  private Run run(Path script, String... arguments) throws Exception {
    return finish(start(script, arguments));
  }

  private Process start(Path script, String... arguments) throws IOException {
    var command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("KEYWRIGHT_JAVA_OPTS", javaOptions);
    builder.environment().put("TERM", terminalType);
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static Run finish(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
