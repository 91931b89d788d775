// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.vault.Act;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/** Campaigns: begun by the wizard, with a fault, cancelled, resumed, several at a time. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // the window is there before each journey
class JobJourneysIT {
  private static final int MANY = 1_200;
  private static final int PAGE = 500;

  @RegisterExtension static final Window WINDOW = new Window();

  @TempDir Path folder;
  private Screen screen;
  private Eyes eyes;

  @BeforeEach
  void begin() throws Exception {
    screen = WINDOW.screen();
    eyes = new Eyes(screen);
    screen.command("vault.demo");
    screen.perspective("jobs");
  }

  private Path list(String name, int from, int to) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        IntStream.rangeClosed(from, to)
            .mapToObj(i -> "DEMO-" + i + ",sim:demo-" + i)
            .collect(Collectors.joining("\n", "serial,endpoint\n", "\n")));
  }

  private Map<ItemState, Long> counts(long job) throws Exception {
    return screen.desk().vault().orElseThrow().jobs().counts(job);
  }

  @Test
  void aCampaignWithAFaultIsGoneOnWith() throws Exception {
    Desk desk = screen.desk();
    Path list = list("devices.csv", 1, 499);
    Files.writeString(
        list, Files.readString(list) + "LATE,sim:late\nDEMO-1,nowhere\n", StandardCharsets.UTF_8);

    screen.command("campaign");
    new Keyboard(screen).next();
    assertThat(new Keyboard(screen).place()).isEqualTo(screen.field("Device list:"));
    screen.type("Device list:", list.toString());
    assertThat(screen.all(Label.class, label -> label.getText().contains("1 line has a fault")))
        .hasSize(1);
    screen.picture("campaign-list");
    screen.press("Leave lines with faults out");
    new Keyboard(screen).next();
    screen.picture("campaign-preview");
    screen.press("Finish");

    assertThat(counts(1))
        .containsEntry(ItemState.DONE, 499L)
        .containsEntry(ItemState.UNREACHED, 1L);
    screen.press("not reached");
    screen.picture("campaign-fault");
    screen.press("not reached");
    desk.perform(
        Statement.of("sim:create")
            .argument("ei")
            .option("--keyset", "demo")
            .option("--name", "late"));
    screen.press("Resume");
    assertThat(counts(1)).containsEntry(ItemState.DONE, 500L);
    assertThat(desk.recording().script()).contains("job:resume 1");
    screen.picture("campaign-done");
  }

  @Test
  void severalCampaignsAreAtWorkAtATimeAndOneIsCancelledAtOnce() throws Exception {
    Desk desk = screen.desk();
    desk.perform(Statement.of("sim:fault").argument("demo-20").argument("stall@12"));
    // What is shown for the first time is loaded for the first time: that is not measured.
    campaign(desk, list("first.csv", 1, 5)).await();
    desk.ran();
    screen.settle();
    eyes.choose("State", 0);
    shown("done: 5");
    Runnable measured = screen.ask(() -> screen.stalls().withMessages());
    RunningJob held = campaign(desk, list("held.csv", 6, 255));
    RunningJob other = campaign(desk, list("other.csv", 256, 500));
    other.await();
    desk.ran();
    screen.settle();
    assertThat(held.progress().ended()).isFalse();
    eyes.choose("State", 1);
    shown("done: 249");
    noStalls(measured);
    screen.picture("campaigns");
    measured = screen.ask(() -> screen.stalls().withMessages());
    screen.press("Cancel");
    held.await();
    desk.ran();
    screen.settle();
    assertThat(held.record().state()).isEqualTo(JobState.CANCELLED);
    noStalls(measured);
  }

  @Test
  void aVaultThatIsClosedAsksFirstAndBreaksOffWhatIsAtWork() throws Exception {
    Desk desk = screen.desk();
    desk.perform(Statement.of("sim:fault").argument("demo-3").argument("stall@12"));
    RunningJob held = campaign(desk, list("held.csv", 1, 5));
    screen.command("vault.close");
    assertThat(screen.shows("With the vault ends what is under way in it")).isTrue();
    screen.press("Cancel");
    assertThat(held.progress().ended()).isFalse();

    screen.command("vault.close");
    screen.press("Close it, and end that");
    assertThatThrownBy(held::await)
        .hasMessage("job %d broke off: the vault was closed".formatted(held.id()));
    assertThat(desk.vault()).isEmpty();
  }

  /** Waits for a count of the chosen job's outcomes. */
  private void shown(String count) throws InterruptedException {
    screen.await(
        count, () -> !screen.all(Button.class, each -> each.getText().equals(count)).isEmpty());
  }

  private void noStalls(Runnable measured) {
    screen.act(
        () -> {
          measured.run();
          screen.stalls().requireCalm();
        });
  }

  @Test
  void aReportIsWrittenForPeopleAndForPrograms() throws Exception {
    campaign(screen.desk(), list("few.csv", 1, 30)).await();
    screen.desk().ran();
    screen.settle();
    Path pdf = folder.resolve("job.pdf");
    Path csv = folder.resolve("job.csv");
    screen.press("Report");
    screen.type("For people (PDF):", pdf.toString());
    screen.type("For programs (CSV):", csv.toString());
    screen.picture("report");
    screen.press("Write");
    assertThat(screen.shows(csv.toString())).as("where it is").isTrue();
    screen.press("Done");
    assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    assertThat(Files.readString(csv)).startsWith("serial,place,").contains("DEMO-30,1,");
  }

  @Test
  void thousandsOfJobsAreReadByPagesAsTheyComeIntoSight() throws Exception {
    begun(MANY);
    Table jobs = eyes.table("Begun");
    screen.await("the newest", () -> jobs.getItem(0).getText().equals(Integer.toString(MANY)));
    assertThat(eyes.rows("Begun")).as("a page, and that there are more").isEqualTo(PAGE + 1);
    screen.act(() -> screen.stalls().reset());
    toTheEnd(jobs);
    assertThat(screen.<String>ask(() -> jobs.getItem(MANY - 1).getText())).isEqualTo("1");
    assertThat(eyes.rows("Begun")).isEqualTo(MANY);
    eyes.sort("Begun", "What");
    assertThat(screen.<String>ask(() -> jobs.getItem(0).getText(3))).isEqualTo("campaign 0000");
    assertThat(eyes.rows("Begun")).as("from its first page on").isEqualTo(PAGE + 1);
    eyes.sort("Begun", "What");
    assertThat(screen.<String>ask(() -> jobs.getItem(0).getText(3))).isEqualTo("campaign 0999");
    toTheEnd(jobs);
    assertThat(screen.<String>ask(() -> jobs.getItem(MANY - 1).getText(3)))
        .isEqualTo("campaign 0000");
    screen.act(() -> screen.stalls().requireCalm());
    eyes.choose("Begun", MANY - 1);
    screen.picture("jobs-many");
  }

  /** Jobs in the books as campaigns leave them that were killed; writers share commits. */
  private void begun(int jobs) throws Exception {
    Vault vault = screen.desk().vault().orElseThrow();
    try (var grant = vault.grant(new Act("tester", "download:campaign", "many fleets", ""));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing =
          IntStream.range(0, jobs)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              vault
                                  .jobs()
                                  .begin(
                                      grant,
                                      "download",
                                      "campaign %04d".formatted(i * 7 % 1_000),
                                      Map.of())))
              .toList();
      for (var each : writing) {
        each.get();
      }
      grant.succeeded("");
    }
    screen.desk().ran();
    screen.settle();
  }

  /** Scrolls down as long as there is more. */
  private void toTheEnd(Table table) throws InterruptedException {
    for (int known = 0; known < eyes.rows("Begun"); ) {
      known = eyes.rows("Begun");
      int last = known - 1;
      screen.act(
          () -> {
            table.setTopIndex(last);
            assertThat(table.getItem(last).getText()).isNotEmpty();
          });
      screen.settle();
    }
  }

  private static RunningJob campaign(Desk desk, Path list) throws Exception {
    var order =
        new LoadOrder(desk.actor(), "demo", 1, OptionalInt.of(1), LoadMode.NEW, Optional.empty());
    return desk.engines().downloads().campaign(order, CampaignOrder.of(list));
  }
}
