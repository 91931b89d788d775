// SPDX-License-Identifier: EPL-2.0
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Verifies the signatures of jars and takes them off: those of the framework and its launcher,
 * which the JVM would verify anew at each start, for a third of a second and against nobody's trust
 * (docs/adr/0002). A jar that names a main class is let use native code, which its start script
 * need not say then. A jar without a signature is done already.
 */
final class FrameworkJars {
  private static final String MANIFEST = JarFile.MANIFEST_NAME;

  void main(String[] files) throws IOException {
    for (String file : files) {
      var jar = Path.of(file);
      var made = jar.resolveSibling(jar.getFileName() + ".made");
      if (copied(jar, made)) {
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean copied(Path from, Path to) throws IOException {
    try (var jar = new JarFile(from.toFile(), true)) {
      if (jar.stream().noneMatch(entry -> isSignature(entry.getName()))) {
        return false;
      }
      try (var out = new JarOutputStream(Files.newOutputStream(to))) {
        var manifest = new JarEntry(MANIFEST);
        manifest.setTimeLocal(jar.getEntry(MANIFEST).getTimeLocal());
        out.putNextEntry(manifest);
        bare(jar).write(out);
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (!isSignature(entry.getName()) && !entry.getName().equals(MANIFEST)) {
            copy(jar, entry, out);
          }
        }
      }
      return true;
    }
  }

  private static boolean isSignature(String name) {
    return name.toUpperCase(Locale.ROOT).matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  /** The manifest without the digests that the signature was over. */
  private static Manifest bare(JarFile jar) throws IOException {
    var manifest = new Manifest();
    try (InputStream content = jar.getInputStream(jar.getEntry(MANIFEST))) {
      manifest.read(content);
    }
    manifest
        .getEntries()
        .values()
        .forEach(each -> each.keySet().removeIf(key -> key.toString().endsWith("-Digest")));
    manifest.getEntries().values().removeIf(each -> each.isEmpty());
    if (manifest.getMainAttributes().getValue("Main-Class") != null) {
      manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
    }
    return manifest;
  }

  /** Reading to the end verifies; what was changed since it was signed ends the build. */
  private static void copy(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
    var copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    out.putNextEntry(copy);
    try (InputStream content = jar.getInputStream(entry)) {
      content.transferTo(out);
    }
    if (!entry.isDirectory() && entry.getCodeSigners() == null) {
      throw new IOException(
          jar.getName() + ": " + entry.getName() + " is not signed, but others are");
    }
  }
}
