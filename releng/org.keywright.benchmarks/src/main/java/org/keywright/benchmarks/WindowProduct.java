// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A product with a window, laid out beside the built one: the same start script and platform, and a
 * bundle that tells when the window can be used.
 *
 * @param folder where it lies
 */
record WindowProduct(Path folder) {
  private static final String WATCH = "org.keywright.benchmarks.window";
  private static final String BUNDLES =
      "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";

  /** The start script opens a window if this lies there. */
  private static final String WORKBENCH = "org.keywright.workbench_";

  /** What bundles are called that are ours or that we brought with us. */
  private static final List<String> OURS =
      List.of(
          "org.keywright.",
          "bc",
          "com.google.gson",
          "de.siegmar.",
          "org.apache.felix.fileinstall",
          "org.apache.felix.gogo.",
          "org.commonmark",
          "org.jline",
          "org.postgresql.",
          "org.xerial.");

  /** The workbench as it was built. */
  static WindowProduct ofOurs(Path built, Path folder) throws IOException {
    var product = new WindowProduct(folder);
    product.layOut(built, List.of());
    Path watch = folder.resolve("plugins").resolve(WATCH + "_1.0.0.jar");
    product.pack(watch, List.of());
    product.add(watch);
    return product;
  }

  /** A workbench of the platform's alone, with nothing in its window. */
  static WindowProduct ofNone(Path built, Path folder) throws IOException {
    var product = new WindowProduct(folder);
    product.layOut(built, OURS);
    Path empty = folder.resolve("plugins").resolve(WORKBENCH + "0.0.0.jar");
    product.pack(empty, List.of("plugin.xml"));
    product.add(empty);
    Path config = folder.resolve("configuration/config.ini");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("=org.keywright.workbench.application", "=" + WATCH + ".application")
            .replace("=org.keywright.workbench.product", "=" + WATCH + ".product"));
    return product;
  }

  /** What starts it. */
  Path script() {
    return folder.resolve("keywright");
  }

  private void layOut(Path built, List<String> without) throws IOException {
    // Copies, and not links: the launcher takes for the product what it lies in.
    try (var files = Files.walk(built)) {
      for (Path file : files.toList()) {
        Path inside = built.relativize(file);
        boolean plugin = inside.startsWith("plugins") && inside.getNameCount() > 1;
        if (!plugin || !starts(inside.getName(1).toString(), without)) {
          Files.copy(file, folder.resolve(inside), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Path bundles = folder.resolve(BUNDLES);
    var lines = new ArrayList<>(Files.readAllLines(bundles));
    lines.removeIf(line -> starts(line, without));
    Files.write(bundles, lines);
  }

  private static boolean starts(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }

  /** Has a bundle started with the others. */
  private void add(Path jar) throws IOException {
    Path bundles = folder.resolve(BUNDLES);
    var lines = new ArrayList<>(Files.readAllLines(bundles));
    lines.add(WATCH + ",1.0.0," + folder.relativize(jar) + ",4,true");
    Files.write(bundles, lines);
  }

  private void pack(Path file, List<String> resources) throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", WATCH + ";singleton:=true");
    main.putValue("Bundle-Version", "1.0.0");
    // By name: this program has not what that class stands on, and does not load it.
    main.putValue("Bundle-Activator", WATCH + ".WindowWatch");
    main.putValue("Require-Bundle", "org.eclipse.ui,org.eclipse.core.runtime");
    main.putValue(
        "Import-Package", "org.osgi.framework,org.keywright.workbench.model;resolution:=optional");
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String resource : resources) {
        write(out, resource, WATCH.replace('.', '/') + "/" + resource);
      }
      Path classes = classes();
      try (var all = Files.list(classes.resolve(WATCH.replace('.', '/')))) {
        all.map(each -> classes.relativize(each).toString().replace('\\', '/'))
            .filter(name -> name.endsWith(".class"))
            .forEach(name -> write(out, name, name));
      }
    }
  }

  private static void write(JarOutputStream out, String name, String from) {
    try (InputStream in = WindowProduct.class.getResourceAsStream("/" + from)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that this program's classes lie in. */
  private static Path classes() {
    return Path.of(
        java.net.URI.create(
            WindowProduct.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
