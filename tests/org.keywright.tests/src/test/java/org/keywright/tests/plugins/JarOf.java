// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes jars of plug-ins, whole and spoilt, and signs them as {@code jarsigner} does. */
public final class JarOf {
  private final Manifest manifest = new Manifest();
  private final List<Class<?>> classes = new ArrayList<>();

  private JarOf() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** A bundle that runs {@link SamplePlugin}. */
  public static JarOf bundle(String name) {
    var jar =
        nothing()
            .with("Bundle-ManifestVersion", "2")
            .with("Bundle-SymbolicName", name)
            .with("Bundle-Version", "1.2.3")
            .with("Bundle-Activator", SamplePlugin.class.getName())
            .with("Import-Package", "org.osgi.framework");
    jar.classes.add(SamplePlugin.class);
    return jar;
  }

  /** A bundle that runs an activator of the test's, which is its first class. */
  public static JarOf running(String name, String imports, Class<?>... classes) {
    var jar =
        bundle(name).with("Bundle-Activator", classes[0].getName()).with("Import-Package", imports);
    jar.classes.clear();
    jar.classes.addAll(List.of(classes));
    return jar;
  }

  /** A jar that says nothing of itself. */
  static JarOf nothing() {
    return new JarOf();
  }

  JarOf with(String header, String value) {
    manifest.getMainAttributes().putValue(header, value);
    return this;
  }

  /** Writes it. */
  public Path in(Path file) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Class<?> type : classes) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (var in = type.getClassLoader().getResourceAsStream(entry)) {
          in.transferTo(out);
        }
      }
    }
    return file;
  }

  /** Adds an entry to a jar, which its signatures do not cover. */
  static void add(Path jar, String entry) throws IOException {
    Path copy = jar.resolveSibling(jar.getFileName() + ".new");
    try (var from = new ZipFile(jar.toFile());
        var out = new JarOutputStream(Files.newOutputStream(copy))) {
      for (var each : from.stream().toList()) {
        out.putNextEntry(new JarEntry(each.getName()));
        out.write(from.getInputStream(each).readAllBytes());
      }
      out.putNextEntry(new JarEntry(entry));
      out.write(1);
    }
    Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts other bytes in the place of an entry's, as somebody would who has not the key. */
  static void spoil(Path jar, String entry) throws IOException {
    Path copy = jar.resolveSibling(jar.getFileName() + ".new");
    try (var from = new ZipFile(jar.toFile());
        var out = new JarOutputStream(Files.newOutputStream(copy))) {
      for (var each : from.stream().toList()) {
        out.putNextEntry(new JarEntry(each.getName()));
        out.write(
            each.getName().equals(entry)
                ? new byte[] {1}
                : from.getInputStream(each).readAllBytes());
      }
    }
    Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A vendor with a key to sign with. */
  public record Vendor(KeyPair keys, X509Certificate certificate) {
    /** One with a new key. */
    public static Vendor called(String name)
        throws GeneralSecurityException, OperatorCreationException {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      var subject = new X500Name("CN=" + name);
      Instant now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.ONE,
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(Duration.ofDays(365))),
              subject,
              keys.getPublic());
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
      return new Vendor(
          keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    }

    Path sign(Path jar) throws IOException, GeneralSecurityException {
      Path signed = jar.resolveSibling("signed-" + jar.getFileName());
      var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
      try (var in = new ZipFile(jar.toFile());
          OutputStream out = Files.newOutputStream(signed)) {
        new JarSigner.Builder(keys.getPrivate(), path).signerName("VENDOR").build().sign(in, out);
      }
      Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
      return jar;
    }
  }
}
