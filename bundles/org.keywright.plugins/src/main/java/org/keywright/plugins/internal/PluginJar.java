// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.keywright.crypto.Bytes;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.PluginException;
import org.keywright.plugins.Signer;
import org.osgi.framework.Constants;

/**
 * A jar as it was read once: what is judged is what is installed, whatever becomes of the file
 * meanwhile.
 */
final class PluginJar {
  private static final long LARGEST = 64L << 20;

  private final byte[] content;
  private final Bytes digest;
  private final String name;
  private final String version;
  private final List<Signer> signers;

  private PluginJar(
      byte[] content, Bytes digest, Attributes manifest, String name, Set<Signer> signers) {
    this.content = content;
    this.digest = digest;
    this.name = name;
    this.signers = List.copyOf(signers);
    String given = manifest.getValue(Constants.BUNDLE_VERSION);
    version = given == null ? "0.0.0" : given.strip();
  }

  /**
   * Reads a jar and checks its signatures.
   *
   * @throws PluginException if it is no bundle, or was changed after it was signed
   */
  static PluginJar read(Path file) throws PluginException {
    String called = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > LARGEST) {
        throw new PluginException(called + " is larger than " + (LARGEST >> 20) + " MiB");
      }
      byte[] content = Files.readAllBytes(file);
      // The JDK checks signatures of files, not of bytes.
      Path copy = Files.createTempFile("plugin", ".jar");
      try {
        Files.write(copy, content);
        return examined(called, content, copy);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new PluginException(called + " cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static PluginJar examined(String called, byte[] content, Path copy)
      throws IOException, PluginException {
    try (var jar = new JarFile(copy.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      var manifest = jar.getManifest();
      var attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = attributes.getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name == null) {
        throw new PluginException(called + " is no plug-in: its manifest has no bundle name");
      }
      if (attributes.getValue(Constants.FRAGMENT_HOST) != null) {
        throw new PluginException(
            called + " is a fragment, which would change another bundle: plug-ins stand alone");
      }
      return new PluginJar(
          content,
          Plugin.digest(content),
          attributes,
          name.replaceFirst(";.*", "").strip(),
          signersOfAll(jar));
    } catch (SecurityException e) {
      throw new PluginException(called + " was changed after it was signed: " + e.getMessage(), e);
    }
  }

  /** Those who signed every entry; one that is not signed leaves nobody. */
  private static Set<Signer> signersOfAll(JarFile jar) throws IOException {
    Set<Signer> common = null;
    for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
      try (InputStream in = jar.getInputStream(entry)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (belongsToSignature(entry.getName())) {
        continue;
      }
      var here = signers(entry);
      if (common == null) {
        common = here;
      } else {
        common.retainAll(here);
      }
    }
    return common == null ? Set.of() : common;
  }

  /** As the specification of signed jars has it. */
  private static boolean belongsToSignature(String entry) {
    String upper = entry.toUpperCase(Locale.ROOT);
    return upper.matches("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
  }

  private static Set<Signer> signers(JarEntry entry) {
    var found = new LinkedHashSet<Signer>();
    var all = entry.getCodeSigners();
    if (all != null) {
      for (var signer : all) {
        if (signer.getSignerCertPath().getCertificates().getFirst()
            instanceof X509Certificate certificate) {
          found.add(Signer.of(certificate));
        }
      }
    }
    return found;
  }

  InputStream stream() {
    return new ByteArrayInputStream(content);
  }

  boolean sameAs(PluginJar other) {
    return Arrays.equals(content, other.content);
  }

  Bytes digest() {
    return digest;
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  List<Signer> signers() {
    return signers;
  }
}
