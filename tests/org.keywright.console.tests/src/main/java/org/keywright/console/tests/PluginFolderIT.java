// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.Plugins;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.Transports;
import org.keywright.vault.Act;
import org.keywright.vault.PluginRule;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.util.tracker.ServiceTracker;

/** Jars that are dropped into the folder and taken out of it while the program runs. */
class PluginFolderIT {
  private static final String ACME = "(keywright.transport.scheme=acme)";
  private static final long LIMIT_SECONDS = 60;

  private final BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();

  @TempDir Path scratch;
  private Vaults vaults;
  private Plugins plugins;
  private Path folder;

  @BeforeEach
  void openATestVault() throws Exception {
    folder = Path.of(context.getProperty("felix.fileinstall.dir"));
    Files.createDirectories(folder);
    vaults = service(Vaults.class);
    plugins = service(Plugins.class);
    try (var passphrase =
        KeyMaterial.consume("correct horse battery".getBytes(StandardCharsets.UTF_8))) {
      Vault vault = vaults.create(scratch.resolve("test.kwv"), passphrase);
      try (var grant = vault.grant(new Act("tester", "test", "plug-ins", ""))) {
        vault.plugins().save(grant, PluginRule.Kind.ANY, Bytes.of(), "all");
        grant.succeeded("");
      }
    }
  }

  @AfterEach
  void leaveNothing() throws Exception {
    for (Plugin plugin : plugins.all()) {
      plugins.remove(plugin.file());
    }
    vaults.close();
  }

  private <S> S service(Class<S> type) {
    return context.getService(context.getServiceReference(type));
  }

  @Test
  void aTransportIsHereWhenItsJarIsAndGoesWithIt() throws Exception {
    var transports = service(Transports.class);
    var endpoint = Endpoint.parse("acme:1");
    assertThatThrownBy(() -> transports.open(endpoint)).hasMessageContaining("no transport serves");

    Path dropped = drop("acme.jar");
    var arrival = new ServiceTracker<Object, Object>(context, context.createFilter(ACME), null);
    arrival.open();
    assertThat(arrival.waitForService(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS))).isNotNull();
    arrival.close();
    assertThat(plugins.find("acme.jar").orElseThrow().brings())
        .extracting(Plugin.Service::toString)
        .containsExactly("transport acme");

    try (var link = transports.open(endpoint)) {
      assertThat(link.transceive(new byte[] {0, 0, 0, 0})).containsExactly(0x90, 0x00);
      var gone = new CountDownLatch(1);
      ServiceListener departure =
          event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
              gone.countDown();
            }
          };
      context.addServiceListener(departure, ACME);
      Files.delete(dropped);
      assertThat(gone.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      context.removeServiceListener(departure);
      plugins.all();
      assertThatThrownBy(() -> link.transceive(new byte[] {0, 0, 0, 0}))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("unplugged");
    }
  }

  private Path drop(String name) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.acme");
    manifest.getMainAttributes().putValue("Bundle-Activator", AcmePlugin.class.getName());
    manifest
        .getMainAttributes()
        .putValue(
            "Import-Package",
            "org.osgi.framework,org.keywright.transport,org.keywright.transport.spi");
    Path made = scratch.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(made), manifest)) {
      for (Class<?> type : new Class<?>[] {AcmePlugin.class, AcmePlugin.Yes.class}) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (var in = type.getResourceAsStream("/" + entry)) {
          in.transferTo(out);
        }
      }
    }
    return Files.move(made, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
