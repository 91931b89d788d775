// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The bundles that ship: their folders, their built classes, and what each of them may use. */
record Bundles(Path root, Map<String, JavaClasses> classes, JavaClasses all) {

  /** The layers as drawn in ARCHITECTURE.md. A bundle that is missing here may not ship. */
  static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("crypto", Set.of()),
          Map.entry("crypto.jce", Set.of("crypto")),
          Map.entry("transport", Set.of()),
          Map.entry("transport.tcp", Set.of("transport")),
          Map.entry("protocol", Set.of("crypto", "transport")),
          Map.entry("transport.pcsc", Set.of("transport", "protocol", "crypto")),
          Map.entry("transport.sim", Set.of("transport", "protocol", "crypto")),
          Map.entry("vault", Set.of("crypto")),
          Map.entry("vault.jdbc", Set.of("vault", "crypto")),
          Map.entry("engine", Set.of("vault", "transport", "crypto")),
          Map.entry(
              "engine.download", Set.of("engine", "vault", "transport", "crypto", "protocol")),
          Map.entry("engine.pairing", Set.of("engine", "vault", "transport", "crypto", "protocol")),
          Map.entry(
              "engine.personalization",
              Set.of("engine", "engine.download", "vault", "transport", "crypto", "protocol")),
          Map.entry("plugins", Set.of("vault", "crypto")),
          Map.entry("tls", Set.of("vault", "transport", "crypto")),
          Map.entry("testkit", Set.of("crypto", "crypto.jce", "transport", "protocol")),
          Map.entry("audit", Set.of("vault", "crypto")),
          Map.entry("letters", Set.of("crypto")),
          Map.entry("ceremony", Set.of("audit", "letters", "vault", "protocol", "crypto")),
          Map.entry("claims", Set.of("crypto", "transport", "protocol", "transport.sim")),
          Map.entry(
              "claims.engines",
              Set.of(
                  "claims",
                  "engine",
                  "engine.pairing",
                  "engine.personalization",
                  "vault",
                  "crypto",
                  "transport",
                  "protocol",
                  "transport.sim")),
          Map.entry(
              "console",
              Set.of(
                  "engine",
                  "engine.download",
                  "engine.pairing",
                  "engine.personalization",
                  "claims",
                  "plugins",
                  "tls",
                  "audit",
                  "letters",
                  "ceremony",
                  "vault",
                  "transport",
                  "transport.sim",
                  "transport.pcsc",
                  "crypto",
                  "protocol")),
          Map.entry(
              "workbench.model",
              Set.of(
                  "console",
                  "engine",
                  "engine.download",
                  "engine.personalization",
                  "plugins",
                  "audit",
                  "ceremony",
                  "letters",
                  "vault",
                  "transport",
                  "transport.sim",
                  "transport.pcsc",
                  "crypto",
                  "protocol")),
          Map.entry(
              "workbench",
              Set.of(
                  "workbench.model",
                  "console",
                  "engine",
                  "engine.download",
                  "engine.personalization",
                  "audit",
                  "ceremony",
                  "vault",
                  "transport",
                  "transport.sim",
                  "transport.pcsc",
                  "crypto")));

  private static final String OURS = "org.keywright.";

  /** Reads what the build left in each bundle's {@code target/classes}. */
  static Bundles read(Path root) {
    var classes = new TreeMap<String, JavaClasses>();
    try (var folders = Files.list(root.resolve("bundles"))) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve("pde.bnd"))).toList()) {
        String name = folder.getFileName().toString().substring(OURS.length());
        classes.put(name, new ClassFileImporter().importPath(folder.resolve("target/classes")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var paths =
        classes.keySet().stream()
            .map(name -> root.resolve("bundles").resolve(OURS + name).resolve("target/classes"))
            .toList();
    return new Bundles(root, classes, new ClassFileImporter().importPaths(paths));
  }

  /**
   * The bundle a class of ours lies in, by the longest bundle name that its package begins with.
   */
  Optional<String> bundleOf(JavaClass type) {
    String packageName = type.getBaseComponentType().getPackageName();
    return classes.keySet().stream()
        .filter(name -> (packageName + ".").startsWith(OURS + name + "."))
        .max(Comparator.comparingInt(String::length));
  }

  /** All sources that ship. */
  List<Path> sources() {
    try (var files = Files.walk(root.resolve("bundles"))) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
