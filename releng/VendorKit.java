// SPDX-License-Identifier: EPL-2.0

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes what a vendor builds against into a folder: a Maven repository with the jar of each
 * bundle, and a pom that names what it needs. Run as {@code java releng/VendorKit.java ROOT FOLDER}
 * after a build.
 */
final class VendorKit {
  private static final String GROUP = "org.keywright";
  private static final Pattern TARGET_ENTRY =
      Pattern.compile(
          "<groupId>([^<]+)</groupId><artifactId>([^<]+)</artifactId><version>([^<]+)</version>");

  /** The artifacts of the libraries that our API shows to its users, by the bundles' names. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "osgi.annotation", "osgi.annotation",
          "org.osgi.service.component.annotations", "org.osgi.service.component.annotations",
          "org.jspecify.jspecify", "jspecify",
          "bcprov", "bcprov-jdk18on",
          "bcpkix", "bcpkix-jdk18on",
          "bctls", "bctls-jdk18on",
          "junit-jupiter-api", "junit-jupiter-api",
          "assertj-core", "assertj-core");

  private final DateTimeFormatter stamp =
      DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss").withZone(ZoneOffset.UTC);

  private record Artifact(String group, String name, String version) {}

  void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
    String version = first(root.resolve("pom.xml"), "<version>([^<]+)</version>");
    var libraries = new TreeMap<String, Artifact>();
    var entries = TARGET_ENTRY.matcher(text(root.resolve("target-platform/keywright.target")));
    while (entries.find()) {
      libraries.put(
          entries.group(2), new Artifact(entries.group(1), entries.group(2), entries.group(3)));
    }
    int count = 0;
    try (Stream<Path> bundles = Files.list(root.resolve("bundles"))) {
      for (Path bundle :
          bundles.filter(b -> Files.exists(b.resolve("pde.bnd"))).sorted().toList()) {
        publish(bundle, folder, version, libraries);
        count++;
      }
    }
    IO.println("%d bundles, version %s, are in %s".formatted(count, version, folder));
  }

  /** As the deploy plugin does: a snapshot gets a stamp, so that Maven sees a newer one. */
  private void publish(Path bundle, Path folder, String version, Map<String, Artifact> libraries)
      throws IOException, GeneralSecurityException {
    String name = bundle.getFileName().toString();
    Path jar = bundle.resolve("target").resolve(name + "-" + version + ".jar");
    if (!Files.exists(jar)) {
      System.err.println("keywright: " + jar + " is missing; ./keywright build makes it");
      System.exit(1);
    }
    Instant built = Files.getLastModifiedTime(jar).toInstant();
    String stamped = version.replace("SNAPSHOT", stamp.format(built) + "-1");
    Path home = folder.resolve(GROUP.replace('.', '/')).resolve(name).resolve(version);
    Files.createDirectories(home);
    byte[] pom = pom(bundle, name, version, libraries).getBytes(StandardCharsets.UTF_8);
    write(home.resolve(name + "-" + stamped + ".jar"), Files.readAllBytes(jar));
    write(home.resolve(name + "-" + stamped + ".pom"), pom);
    write(
        home.resolve("maven-metadata.xml"),
        metadata(name, version, stamped, built).getBytes(StandardCharsets.UTF_8));
  }

  private String metadata(String name, String version, String stamped, Instant built) {
    String updated = stamp.format(built).replace(".", "");
    var versions = new StringBuilder();
    for (String extension : List.of("jar", "pom")) {
      versions.append(
          "<snapshotVersion><extension>%s</extension><value>%s</value><updated>%s</updated></snapshotVersion>"
              .formatted(extension, stamped, updated));
    }
    return """
    <metadata modelVersion="1.1.0">
      <groupId>%s</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
      <versioning>
        <snapshot><timestamp>%s</timestamp><buildNumber>1</buildNumber></snapshot>
        <lastUpdated>%s</lastUpdated>
        <snapshotVersions>%s</snapshotVersions>
      </versioning>
    </metadata>
    """
        .formatted(GROUP, name, version, stamp.format(built), updated, versions);
  }

  private static String pom(
      Path bundle, String name, String version, Map<String, Artifact> libraries)
      throws IOException {
    var dependencies = new StringBuilder();
    for (String needed : buildPath(bundle.resolve("pde.bnd"))) {
      if (needed.startsWith(GROUP + ".")) {
        dependencies.append(dependency(new Artifact(GROUP, needed, version)));
      } else if (LIBRARIES.containsKey(needed)) {
        dependencies.append(dependency(libraries.get(LIBRARIES.get(needed))));
      }
    }
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>%s</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
      <name>%s</name>
      <licenses><license><name>EPL-2.0</name></license></licenses>
      <dependencies>
    %s  </dependencies>
    </project>
    """
        .formatted(
            GROUP,
            name,
            version,
            first(bundle.resolve("pde.bnd"), "Bundle-Name: (.+)"),
            dependencies);
  }

  private static String dependency(Artifact artifact) {
    return "    <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>\n"
        .formatted(artifact.group(), artifact.name(), artifact.version());
  }

  private static List<String> buildPath(Path bnd) throws IOException {
    var names = new ArrayList<String>();
    boolean inside = false;
    for (String line : Files.readAllLines(bnd)) {
      inside |= line.startsWith("-buildpath:");
      if (inside) {
        String entry = line.replace("-buildpath:", "").replaceAll("[,\\\\\\s]", "");
        if (!entry.isEmpty()) {
          names.add(entry);
        }
        inside = line.endsWith("\\");
      }
    }
    return names;
  }

  private static String first(Path file, String pattern) throws IOException {
    var matcher = Pattern.compile(pattern).matcher(text(file));
    if (!matcher.find()) {
      throw new IOException(file + " has no " + pattern);
    }
    return matcher.group(1);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  private static void write(Path file, byte[] content)
      throws IOException, GeneralSecurityException {
    Files.write(file, content);
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(content);
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".sha1"), HexFormat.of().formatHex(digest));
  }
}
