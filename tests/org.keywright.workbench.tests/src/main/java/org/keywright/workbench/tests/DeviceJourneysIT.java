// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;

/** What is connected, as it comes and goes. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class DeviceJourneysIT {
  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path scratch;
  private Screen screen;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
  }

  /** All that a tree shows, down to what is closed. */
  private static List<String> lines(Tree tree) {
    var lines = new ArrayList<String>();
    Arrays.stream(tree.getItems()).forEach(item -> collect(item, lines));
    return lines;
  }

  private static void collect(TreeItem item, List<String> lines) {
    lines.add(item.getText());
    Arrays.stream(item.getItems()).forEach(child -> collect(child, lines));
  }

  private Duration awaitLine(Tree tree, String beginning, boolean there) throws Exception {
    return screen.await(
        beginning,
        () -> lines(tree).stream().anyMatch(line -> line.startsWith(beginning)) == there);
  }

  @Test
  void aVendorsJarShowsAtOnceWhileTheViewIsOpenAndGoesWithItsLinkOpen() throws Exception {
    screen.command("vault.demo");
    screen.perspective("devices");
    var plugins = screen.desk().engines().plugins();
    var transports = screen.desk().engines().transports();
    Path folder = Files.createDirectories(plugins.folder().orElseThrow());
    // The folder is watched from the first installation on, or from the start if it was there.
    VendorJar vendor = VendorJar.compiled(scratch);
    plugins.install(vendor.in(scratch.resolve("rack.jar"), "com.acme.rack"));
    Tree tree =
        screen.one(
            Tree.class, each -> each.getItemCount() > 0 && lines(each).contains("Transports"));
    awaitLine(tree, "rack.jar  active", true);
    plugins.remove("rack.jar");
    awaitLine(tree, "acme", false);

    Path made = vendor.in(scratch.resolve("acme.jar"), "com.acme");
    Path dropped = Files.move(made, folder.resolve("acme.jar"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(awaitLine(tree, "acme", true)).isLessThan(Duration.ofSeconds(2));
    awaitLine(tree, "acme.jar  active", true);
    screen.picture("hot-plug");

    plugins.install(vendor.in(scratch.resolve("second.jar"), "com.acme.second"));
    awaitLine(tree, "acme  shadowed: its scheme is served by com.acme", true);
    Files.writeString(folder.resolve("broken.jar"), "no jar at all");
    awaitLine(tree, "broken.jar  faulty", true);
    screen.picture("hot-plug-shadowed");

    try (var rack = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var link = transports.open(Endpoint.parse("acme:127.0.0.1:" + rack.getLocalPort()))) {
      Files.delete(dropped);
      assertThat(awaitLine(tree, "acme.jar", false)).isLessThan(Duration.ofSeconds(2));
      awaitLine(tree, "acme  shadowed", false);
      assertThat(transports.statuses()).extracting(status -> status.scheme()).contains("acme");
      assertThatThrownBy(() -> link.transceive(new byte[] {0, 0, 0, 0}))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("unplugged");
    }
    for (Plugin left : plugins.all()) {
      plugins.remove(left.file());
    }
    awaitLine(tree, "acme", false);
  }
}
