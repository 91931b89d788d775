// SPDX-License-Identifier: EPL-2.0
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * Makes the jars of laid-out products ready for quick starts (docs/adr/0002): what a start reads of
 * them lies there as it is, so that nothing has to be inflated, and the signatures of the framework
 * and its launcher are verified and taken off, which the JVM would verify anew at each start
 * against nobody's trust. A jar that names a main class is let use native code, which its start
 * script need not say then.
 *
 * <p>Argument: the folder with the products. A jar that was done is left alone.
 */
final class ProductJars {
  private static final String MANIFEST = JarFile.MANIFEST_NAME;
  private static final Set<String> READ_AT_START =
      Set.of("class", "css", "e4xmi", "MF", "properties", "xml");
  private static final Set<String> LOADED_BY_THE_JVM =
      Set.of("org.eclipse.osgi", "org.eclipse.equinox.launcher");

  void main(String[] products) throws IOException {
    List<Path> jars;
    try (var files = Files.walk(Path.of(products[0]))) {
      jars = files.filter(ProductJars::isPlugin).toList();
    }
    // The products have most of them in common.
    var ready = new HashMap<Path, Path>();
    for (Path jar : jars) {
      Path same = ready.putIfAbsent(jar.getFileName(), jar);
      if (same == null) {
        makeReady(jar);
      } else {
        Files.copy(same, jar, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isPlugin(Path file) {
    return file.getParent().endsWith("plugins") && file.toString().endsWith(".jar");
  }

  private static void makeReady(Path file) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + ".made");
    String bundle = file.getFileName().toString().replaceFirst("_[0-9.]*(v[0-9-]*)?\\.jar$", "");
    try (var jar = new JarFile(file.toFile(), LOADED_BY_THE_JVM.contains(bundle))) {
      if (jar.stream().noneMatch(ProductJars::wouldBeInflated)) {
        return;
      }
      boolean signed = jar.stream().anyMatch(entry -> isSignature(entry.getName()));
      copy(jar, made, signed && LOADED_BY_THE_JVM.contains(bundle));
    }
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean wouldBeInflated(ZipEntry entry) {
    return isReadAtStart(entry.getName()) && entry.getMethod() == ZipEntry.DEFLATED;
  }

  private static boolean isReadAtStart(String name) {
    return READ_AT_START.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static void copy(JarFile from, Path to, boolean withoutSignatures) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(to))) {
      out.setLevel(Deflater.BEST_SPEED);
      for (JarEntry entry : entries(from)) {
        boolean isManifest = entry.getName().equals(MANIFEST);
        if (withoutSignatures && isSignature(entry.getName())) {
          continue;
        }
        byte[] content = content(from, entry);
        if (withoutSignatures && !isManifest) {
          requireSigned(from, entry);
        }
        write(out, entry, withoutSignatures && isManifest ? bare(content) : content);
      }
    }
  }

  /** The manifest first, as those who read a jar from its beginning want it. */
  private static List<JarEntry> entries(JarFile jar) {
    return jar.stream()
        .sorted(Comparator.comparing(entry -> !entry.getName().equals(MANIFEST)))
        .toList();
  }

  private static void write(JarOutputStream out, JarEntry entry, byte[] content)
      throws IOException {
    var copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    if (isReadAtStart(entry.getName())) {
      var sum = new CRC32();
      sum.update(content);
      copy.setMethod(ZipEntry.STORED);
      copy.setSize(content.length);
      copy.setCrc(sum.getValue());
    }
    out.putNextEntry(copy);
    out.write(content);
  }

  private static boolean isSignature(String name) {
    return name.toUpperCase(Locale.ROOT).matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");
  }

  /** Reading to the end verifies. */
  private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream content = jar.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  /** What was changed since it was signed ends the build. */
  private static void requireSigned(JarFile jar, JarEntry entry) throws IOException {
    if (!entry.isDirectory() && entry.getCodeSigners() == null) {
      throw new IOException(
          jar.getName() + ": " + entry.getName() + " is not signed, but others are");
    }
  }

  /** The manifest without the digests that the signature was over. */
  private static byte[] bare(byte[] signed) throws IOException {
    var manifest = new Manifest(new ByteArrayInputStream(signed));
    manifest
        .getEntries()
        .values()
        .forEach(each -> each.keySet().removeIf(key -> key.toString().endsWith("-Digest")));
    manifest.getEntries().values().removeIf(each -> each.isEmpty());
    if (manifest.getMainAttributes().getValue("Main-Class") != null) {
      manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
    }
    var bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }
}
