// SPDX-License-Identifier: EPL-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Sums up what surefire wrote about a build, and guards it: a module with test sources that ran no
 * test is a failure, and so is a skipped test that {@code releng/skipped-tests.txt} does not name,
 * by itself or with all of its class ({@code .*}). Run as {@code java releng/TestReport.java ROOT}.
 */
final class TestReport {

  private int run;
  private int failed;
  private int skipped;
  private final List<String> faults = new ArrayList<>();
  private final TreeSet<String> allowedSkips = new TreeSet<>();

  void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path allowed = root.resolve("releng/skipped-tests.txt");
    if (Files.exists(allowed)) {
      Files.readAllLines(allowed).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(allowedSkips::add);
    }
    for (String folder : List.of("bundles", "releng", "tests")) {
      for (Path module : children(root.resolve(folder))) {
        if (Files.isDirectory(module.resolve("src"))) {
          report(root, module);
        }
      }
    }
    report(root, root.resolve("applets"));
    faults.forEach(fault -> IO.println("FAILED: " + fault));
    IO.println(
        "%d passed, %d failed, %d skipped".formatted(run - failed - skipped, failed, skipped));
    System.exit(faults.isEmpty() && failed == 0 && run > 0 ? 0 : 1);
  }

  private void report(Path root, Path module) throws Exception {
    int before = run;
    int failedBefore = failed;
    int skippedBefore = skipped;
    for (Path file : children(module.resolve("target/surefire-reports"))) {
      String name = file.getFileName().toString();
      if (name.startsWith("TEST-") && name.endsWith(".xml")) {
        read(file);
      }
    }
    boolean expected =
        hasJava(module.resolve("src/test/java"))
            || (module.getFileName().toString().endsWith(".tests")
                && hasJava(module.resolve("src/main/java")));
    if (expected || run > before) {
      IO.println(
          "Tests run: %d, Failures and errors: %d, Skipped: %d - %s"
              .formatted(
                  run - before,
                  failed - failedBefore,
                  skipped - skippedBefore,
                  root.relativize(module)));
    }
    if (expected && run == before) {
      faults.add(root.relativize(module) + " has test sources and ran no test");
    }
  }

  private void read(Path file) throws Exception {
    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    var cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      var test = (Element) cases.item(i);
      String name = test.getAttribute("classname") + "." + test.getAttribute("name");
      run++;
      if (has(test, "failure") || has(test, "error")) {
        failed++;
        faults.add(name);
      } else if (has(test, "skipped")) {
        skipped++;
        if (!allowedSkips.contains(name)
            && !allowedSkips.contains(test.getAttribute("classname") + ".*")) {
          faults.add(name + " was skipped, and releng/skipped-tests.txt does not name it");
        }
      }
    }
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  private static boolean hasJava(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(
          file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
