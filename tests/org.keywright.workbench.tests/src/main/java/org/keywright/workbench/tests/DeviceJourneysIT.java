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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.vault.Act;
import org.keywright.vault.Devices;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.workbench.model.Statement;

/** What is connected, and the devices: as they come and go, and however many there are. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class DeviceJourneysIT {
  private static final int MANY = 100_000;
  private static final int WRITERS = 1_000;

  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path scratch;
  private Screen screen;
  private Eyes eyes;

  @BeforeEach
  void begin() {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
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
    screen.picture("links");

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

  private Table table(String column) {
    return screen.one(
        Table.class,
        table -> Arrays.stream(table.getColumns()).anyMatch(each -> each.getText().equals(column)));
  }

  private List<String> rows(Table table) {
    return screen.ask(
        () ->
            Arrays.stream(table.getItems())
                .map(
                    item ->
                        IntStream.range(0, table.getColumnCount())
                            .mapToObj(item::getText)
                            .collect(Collectors.joining(" | ")))
                .toList());
  }

  private void choose(Table table, int row, int event) throws InterruptedException {
    screen.act(
        () -> {
          table.setSelection(row);
          table.notifyListeners(SWT.Selection, new Event());
          if (event != SWT.Selection) {
            table.notifyListeners(event, new Event());
          }
        });
    screen.settle();
  }

  /** Begins a job in the books, as a campaign does that was killed. */
  private long job() throws Exception {
    Vault vault = screen.desk().vault().orElseThrow();
    try (var grant = vault.grant(new Act("tester", "download:campaign", "a fleet", ""))) {
      long job = vault.jobs().begin(grant, "download", "a fleet", Map.of()).id();
      grant.succeeded("");
      return job;
    }
  }

  private static ItemRecord item(long job, int number, ItemState state) {
    return new ItemRecord(
        job,
        number,
        "SN%07d".formatted(number),
        "1",
        "tcp://depot-%d:7700/%d".formatted(number % 7, number),
        state,
        "",
        Map.of("key", "data key", "keySet", "demo", "kvn", "1", "kcv", "0102030405"),
        Optional.empty(),
        Instant.EPOCH.plusSeconds(number));
  }

  private void fill(int devices) throws Exception {
    var jobs = screen.desk().vault().orElseThrow().jobs();
    long job = job();
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, WRITERS)
              .mapToObj(
                  writer ->
                      threads.submit(
                          () -> {
                            for (int i; (i = next.incrementAndGet()) <= devices; ) {
                              jobs.save(item(job, i, ItemState.DONE));
                            }
                            return true;
                          }))
              .toList();
      for (var writer : writers) {
        writer.get();
      }
    }
    jobs.mark(job, JobState.DONE);
    screen.desk().ran();
    screen.settle();
  }

  @Test
  void aHundredThousandDevicesScrollAndAreFoundWithoutAStutter() throws Exception {
    screen.command("vault.demo");
    allDevices();
    fill(MANY);
    Table table = table("Last seen");
    screen.await("all of them", () -> length(table) == MANY);
    assertThat(screen.ask(table::getItemCount)).isLessThan(100);
    screen.act(() -> screen.stalls().reset());
    for (int top = 0; top < MANY; top += MANY / 40) {
      scroll(table, top);
      String serial = "SN%07d".formatted(top + 1);
      screen.await(serial, () -> table.getItem(0).getText(0).equals(serial));
    }
    screen.type("Serial, key set, endpoint", "depot-3");
    int some = (int) IntStream.rangeClosed(1, MANY).filter(i -> i % 7 == 3).count();
    screen.await("those that are found", () -> length(table) == some);
    screen.await("the first", () -> table.getItem(0).getText(0).equals("SN0000003"));
    screen.picture("devices-many");
    eyes.sort("Last seen", "Last seen");
    eyes.sort("Last seen", "Last seen");
    screen.await("the newest", () -> table.getItem(0).getText(0).equals("SN0099998"));
    screen.picture("devices-many-sorted");
    screen.type("Serial, key set, endpoint", "");
    screen.await("all again", () -> table.getItem(0).getText(0).equals("SN0100000"));
    assertThat(screen.ask(() -> length(table))).isEqualTo(MANY);
    eyes.sort("Last seen", "Serial number");
    screen.await("the first", () -> table.getItem(0).getText(0).equals("SN0000001"));
    screen.act(() -> screen.stalls().requireCalm());
  }

  @Test
  void devicesThatAreChosenOutOfSightAreDraggedAlong() throws Exception {
    screen.command("vault.demo");
    allDevices();
    fill(200);
    Table table = table("Last seen");
    screen.await("all of them", () -> length(table) == 200);
    choose(table, 0, SWT.Selection);
    scroll(table, 100);
    screen.await("the hundredth", () -> table.getItem(0).getText(0).equals("SN0000101"));
    var mouse = new Mouse(screen);
    Rectangle third = screen.ask(() -> table.getItem(2).getBounds());

    assertThat(mouse.drag(table, third, SWT.MOD1, () -> table.select(2)))
        .asInstanceOf(InstanceOfAssertFactories.list(Devices.Device.class))
        .extracting(Devices.Device::serial)
        .containsExactly("SN0000001", "SN0000103");
    assertThat(mouse.drag(table, third, SWT.MOD1, () -> table.deselect(2))).hasSize(2);
    assertThat(mouse.drag(table, third, 0, () -> {})).hasSize(2);
    Rectangle fourth = screen.ask(() -> table.getItem(3).getBounds());
    assertThat(mouse.drag(table, fourth, 0, () -> table.setSelection(3)))
        .asInstanceOf(InstanceOfAssertFactories.list(Devices.Device.class))
        .extracting(Devices.Device::serial)
        .containsExactly("SN0000104");
  }

  /** Shows the perspective, which remembers what was searched for last, with all devices. */
  private void allDevices() throws InterruptedException {
    screen.perspective("devices");
    screen.type("Serial, key set, endpoint", "");
  }

  /** How many rows a table has that holds those in sight. */
  private static int length(Table table) {
    return table.getParent().getVerticalBar().getMaximum();
  }

  private void scroll(Table table, int row) {
    screen.act(
        () -> {
          ScrollBar bar = table.getParent().getVerticalBar();
          bar.setSelection(row);
          bar.notifyListeners(SWT.Selection, new Event());
        });
  }

  @Test
  void aDevicesPageShowsItsLifeItsKeysAndWhatItAnswersWhichTheTraceShowsToo() throws Exception {
    screen.command("vault.demo");
    allDevices();
    screen.view("trace");
    screen
        .desk()
        .perform(
            Statement.of("download:load")
                .option("--keyset", "demo")
                .option("--key", 1)
                .option("--place", 1)
                .argument("sim:demo-1")
                .argument("sim:demo-2"));
    screen.settle();
    Table exchanges = table("Data");
    screen.await("the trace", () -> exchanges.getItemCount() > 0);
    screen.settle();
    List<String> told = rows(exchanges);
    assertThat(told).last().asString().contains("IMPORT KEY");
    choose(exchanges, told.size() - 1, SWT.Selection);
    screen.picture("trace");

    Table devices = table("Last seen");
    screen.await("the devices", () -> length(devices) == 2);
    choose(devices, 0, SWT.DefaultSelection);
    assertThat(rows(table("Proof"))).singleElement().asString().contains("data key", "done");
    var page = screen.window().getActivePage();
    screen.act(
        () -> page.setPartState(page.getActivePartReference(), IWorkbenchPage.STATE_MAXIMIZED));
    screen.picture("device");
    screen.act(
        () -> page.setPartState(page.getActivePartReference(), IWorkbenchPage.STATE_RESTORED));

    Table life = table("What happened");
    assertThat(rows(life)).hasSize(1);
    screen.command("vault.close");
    assertThat(rows(life)).isEmpty();
  }

  @Test
  void whatSomebodyShouldLookIntoIsListedWithItsQuickAction() throws Exception {
    screen.command("vault.demo");
    screen.perspective("devices");
    screen.view("problems");
    assertThat(
            screen.all(Label.class, label -> label.getText().equals("Nothing needs looking into.")))
        .hasSize(1);
    var plugins = screen.desk().engines().plugins();
    Path broken = Files.writeString(scratch.resolve("broken.jar"), "no jar at all");
    Path folder = Files.createDirectories(plugins.folder().orElseThrow());
    plugins.install(VendorJar.compiled(scratch).in(scratch.resolve("rack.jar"), "com.acme.rack"));
    Files.move(broken, folder.resolve("broken.jar"), StandardCopyOption.ATOMIC_MOVE);
    long job = job();
    var jobs = screen.desk().vault().orElseThrow().jobs();
    jobs.save(item(job, 7, ItemState.SENT));
    jobs.mark(job, JobState.INCOMPLETE);
    screen.desk().ran();
    Table problems = table("Quick action");
    screen.await("both problems", () -> problems.getItemCount() == 2);
    assertThat(rows(problems).getFirst()).contains("SN0000007", "Resume job " + job);
    choose(problems, 1, SWT.Selection);
    screen.picture("problems");

    screen.press("Remove broken.jar");
    screen.press("OK");
    screen.await("one problem", () -> problems.getItemCount() == 1);
    plugins.remove("rack.jar");
  }

  @Test
  void aCheckOfTheLogIsDrawnRangeByRange() throws Exception {
    screen.command("vault.demo");
    screen.view("audit");
    screen.desk().perform(Statement.of("audit:checkpoint"));
    screen.press("Verify");
    assertThat(screen.all(Label.class, label -> label.getText().contains("signed: entries 1 to")))
        .hasSize(1);
    screen.picture("log");
  }
}
