// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keywright.engine.download.Reports;
import org.keywright.engine.download.Reports.Column;
import org.keywright.letters.Report;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What the records say of one job, of whatever engine.
 *
 * @param vault whose records
 * @param job which job
 */
record JobReport(Vault vault, JobRecord job) {
  /** So many modules are listed on paper; a longer list is for programs. */
  private static final int LISTED = 1_000;

  /** What engines call what a job was ordered to do; others' words are shown as they are. */
  private static final Map<String, String> WORDS =
      Map.of(
          "devices", "Number of modules",
          "keySet", "Key set",
          "kvn", "Key version",
          "list", "Device list",
          "mode", "Mode",
          "modules", "Modules",
          "place", "Place",
          "ref", "Key",
          "unit", "Unit");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A line for each module: serial number, place, all facts that any module has, what came. */
  Reports lines() throws VaultException {
    Set<String> facts = new LinkedHashSet<>();
    vault.jobs().forEachItem(job.id(), item -> facts.addAll(new TreeMap<>(item.facts()).keySet()));
    facts.remove("serial");
    var columns = new ArrayList<Column>();
    columns.add(Column.of("serial", ItemRecord::serial));
    columns.add(Column.of("place", ItemRecord::place));
    facts.forEach(fact -> columns.add(Column.fact(fact)));
    columns.addAll(Column.ending());
    return new Reports(columns);
  }

  /**
   * For people: what was done, by whom, what came of it; the modules that are not done, and if they
   * are few those that are.
   */
  Report pages() throws VaultException {
    var blocks = new ArrayList<Report.Block>();
    blocks.add(new Report.Table(List.of(25, 75), List.of(), facts()));
    blocks.add(new Report.Heading("Outcome"));
    blocks.add(new Report.Table(List.of(50, 50), List.of("Outcome", "Modules"), outcomes()));
    var open = EnumSet.complementOf(EnumSet.of(ItemState.DONE));
    list(blocks, "Modules that are not done", open);
    list(blocks, "Modules that are done", EnumSet.of(ItemState.DONE));
    return new Report(
        "Job " + job.id() + ": " + job.title(),
        "job " + job.id() + ", vault " + vault.info().name(),
        Optional.empty(),
        blocks);
  }

  private List<List<String>> facts() {
    var facts = new ArrayList<List<String>>();
    facts.add(List.of("Vault", vault.info().name()));
    facts.add(List.of("Job", job.id() + ", " + job.kind()));
    facts.add(List.of("Asked for by", job.actor()));
    facts.add(List.of("Begun", SECONDS.format(job.begun())));
    facts.add(List.of("Ended", job.ended().map(JobReport::time).orElse("not ended")));
    job.ended()
        .ifPresent(
            ended ->
                facts.add(List.of("Took", Durations.text(Duration.between(job.begun(), ended)))));
    facts.add(List.of("State", Coercion.word(job.state())));
    new TreeMap<>(job.parameters())
        .forEach(
            (name, value) ->
                facts.add(List.of(WORDS.getOrDefault(name, name), value.replace('\n', ' '))));
    return facts;
  }

  private static String time(Instant moment) {
    return SECONDS.format(moment);
  }

  private List<List<String>> outcomes() throws VaultException {
    var rows = new ArrayList<List<String>>();
    vault
        .jobs()
        .counts(job.id())
        .forEach(
            (state, count) ->
                rows.add(List.of(Coercion.word(state), String.format(Locale.ROOT, "%,d", count))));
    return rows;
  }

  private void list(List<Report.Block> blocks, String title, Set<ItemState> states)
      throws VaultException {
    List<ItemRecord> items = vault.jobs().items(job.id(), states, 0, LISTED + 1);
    if (items.isEmpty()) {
      return;
    }
    blocks.add(new Report.Heading(title));
    blocks.add(
        new Report.Table(
            List.of(24, 8, 14, 18, 36),
            List.of("Module", "Place", "Outcome", "KCV", "Reason"),
            items.stream().limit(LISTED).map(JobReport::row).toList()));
    if (items.size() > LISTED) {
      blocks.add(
          new Report.Paragraph(
              "Only the first %,d are listed; job:report --out FILE.csv has all."
                  .formatted(LISTED)));
    }
  }

  private static List<String> row(ItemRecord item) {
    return List.of(
        item.serial(),
        item.place(),
        Coercion.word(item.state()),
        item.facts().getOrDefault("kcv", ""),
        item.reason());
  }
}
