// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import aQute.bnd.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API that bundles export, compared with the recorded one: a package that changed must have a
 * version that says so (OSGi semantic versioning). The record is {@code releng/api}, a text for
 * each bundle; {@code ./keywright api} writes it anew when a release is made.
 */
final class ApiBaseline {
  private ApiBaseline() {}

  /** The API of a bundle whose classes and manifest the build left; empty if it exports nothing. */
  static Optional<Tree> built(Path bundle) throws Exception {
    try (var jar = new Jar(bundle.resolve("target/classes").toFile());
        var in = Files.newInputStream(bundle.resolve("target/MANIFEST.MF"))) {
      var manifest = new Manifest(in);
      jar.setManifest(manifest);
      return manifest.getMainAttributes().getValue("Export-Package") == null
          ? Optional.empty()
          : Optional.of(api(jar));
    }
  }

  static Tree api(Jar jar) throws Exception {
    try (var analyzer = new OwnClasses()) {
      analyzer.setJar(jar);
      return new DiffPluginImpl().tree(analyzer).get("<api>");
    }
  }

  /** Does not look into the platform: what we inherit of it changes with the JDK, not with us. */
  private static final class OwnClasses extends Analyzer {
    @Override
    public @Nullable Clazz findClass(Descriptors.TypeRef type) throws Exception {
      return type.isJava() ? null : super.findClass(type);
    }
  }

  /** The bundles of a source tree. */
  static List<Path> bundles(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
      return folders.filter(f -> Files.exists(f.resolve("pde.bnd"))).sorted().toList();
    }
  }

  /** Where the API of a bundle is recorded. */
  static Path record(Path root, Path bundle) {
    return root.resolve("releng/api").resolve(bundle.getFileName() + ".txt");
  }

  /** One line for each package whose version does not say what became of it. */
  static List<String> faults(Tree newer, Tree older) {
    var faults = new ArrayList<String>();
    for (Diff each : newer.diff(older).getChildren()) {
      if (each.getType() != Type.PACKAGE || each.getDelta() == Delta.ADDED) {
        continue;
      }
      if (each.getDelta() == Delta.REMOVED) {
        faults.add("package " + each.getName() + " is exported no more");
        continue;
      }
      Version recorded = version(each.getOlder());
      Version now = version(each.getNewer());
      Version least = least(recorded, each.getDelta());
      if (now.compareTo(least) < 0) {
        faults.add(
            "package %s has version %s; it must be %s at least, because of %s"
                .formatted(each.getName(), now, least, reasons(each)));
      }
    }
    return faults;
  }

  private static Version least(Version recorded, Delta delta) {
    return switch (delta) {
      case MAJOR -> new Version(recorded.getMajor() + 1, 0, 0);
      case MINOR -> new Version(recorded.getMajor(), recorded.getMinor() + 1, 0);
      default -> recorded;
    };
  }

  private static Version version(Tree pack) {
    return Arrays.stream(pack.getChildren())
        .filter(part -> part.getType() == Type.VERSION)
        .map(part -> new Version(part.getName()))
        .findFirst()
        .orElse(Version.emptyVersion);
  }

  /** The innermost changes that are as grave as the whole. */
  private static List<String> reasons(Diff diff) {
    var reasons = new ArrayList<String>();
    collect(diff, diff.getDelta(), "", reasons);
    return reasons;
  }

  private static void collect(Diff diff, Delta grave, String within, List<String> reasons) {
    for (Diff each : diff.getChildren()) {
      boolean whole = each.getDelta() == Delta.ADDED || each.getDelta() == Delta.REMOVED;
      if (whole && grave == weight(each)) {
        reasons.add(
            each.getDelta().name().toLowerCase(Locale.ROOT) + " " + within + each.getName());
      } else if (each.getDelta() == grave) {
        collect(
            each, grave, each.getType() == Type.METHOD ? within : each.getName() + ".", reasons);
      }
    }
  }

  private static Delta weight(Diff diff) {
    return diff.getDelta() == Delta.ADDED ? diff.getNewer().ifAdded() : diff.getOlder().ifRemoved();
  }
}
