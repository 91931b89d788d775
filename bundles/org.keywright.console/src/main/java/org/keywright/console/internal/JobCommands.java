// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.engine.Jobs;
import org.keywright.engine.RunningJob;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Jobs and their records. */
@Component
@CommandScope(
    scope = "job",
    commands = {"list", "show", "cancel"})
public final class JobCommands implements CommandGroup {
  private final Vaults vaults;
  private final Jobs jobs;

  /** Called by the framework. */
  @Activate
  public JobCommands(@Reference Vaults vaults, @Reference Jobs jobs) {
    this.vaults = vaults;
    this.jobs = jobs;
  }

  record Row(
      long id,
      String kind,
      String title,
      String state,
      String actor,
      Instant begun,
      Optional<Duration> took) {}

  record Item(
      long number,
      String serial,
      String place,
      ItemState state,
      String key,
      String kvn,
      String kcv,
      String receipt,
      String reason,
      Instant at) {
    static Item of(ItemRecord item) {
      Map<String, String> facts = item.facts();
      return new Item(
          item.sequence(),
          item.subject(),
          item.place(),
          item.state(),
          facts.getOrDefault("key", ""),
          facts.getOrDefault("kvn", ""),
          facts.getOrDefault("kcv", ""),
          facts.getOrDefault("receipt", ""),
          item.reason(),
          item.at());
    }
  }

  record Shown(
      long id,
      String kind,
      String title,
      String state,
      String actor,
      Instant begun,
      Optional<Instant> ended,
      Cautioned vault,
      Map<String, String> parameters,
      Map<String, Long> counts,
      List<Item> items) {}

  /** Lists jobs. */
  @Command(value = "Lists the jobs, the newest first.", example = "job:list --limit 50")
  public List<Row> list(
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    return vaults.require().jobs().page(0, limit).stream().map(this::row).toList();
  }

  private Row row(JobRecord job) {
    return new Row(
        job.id(),
        job.kind(),
        job.title(),
        state(job),
        job.actor(),
        job.begun(),
        job.ended().map(ended -> Duration.between(job.begun(), ended)));
  }

  /** A job that its record calls running, and that no one works at, was broken off. */
  private String state(JobRecord job) {
    return job.state() == JobState.RUNNING && jobs.running(job.id()).isEmpty()
        ? "broken off"
        : Coercion.word(job.state());
  }

  /** Shows a job. */
  @Command(
      value = "Shows a job and what became of its modules.",
      example = "job:show 3 --state refused")
  public Shown show(
      @Argument(value = "ID", description = "its number", values = "job") long id,
      @Option(value = "--state", argument = "STATE", description = "only modules in this state")
          Optional<ItemState> state,
      @Option(
              value = "--limit",
              argument = "N",
              description = "how many modules to list",
              otherwise = "20")
          int limit)
      throws VaultException {
    Vault vault = vaults.require();
    JobRecord job = vault.jobs().require(id);
    Set<ItemState> states = state.<Set<ItemState>>map(EnumSet::of).orElse(Set.of());
    var counts = new java.util.TreeMap<String, Long>();
    vault.jobs().counts(id).forEach((s, n) -> counts.put(Coercion.word(s), n));
    return new Shown(
        job.id(),
        job.kind(),
        job.title(),
        state(job),
        job.actor(),
        job.begun(),
        job.ended(),
        VaultCommands.kind(vault),
        job.parameters(),
        counts,
        vault.jobs().items(id, states, 0, limit).stream().map(Item::of).toList());
  }

  /** Cancels a job. */
  @Command(
      value = "Cancels a job that is at work here, as Ctrl-C does where it was begun.",
      example = "job:cancel 3")
  public String cancel(@Argument(value = "ID", description = "its number", values = "job") long id)
      throws VaultException {
    JobRecord job = vaults.require().jobs().require(id);
    Optional<RunningJob> running = jobs.running(job.id());
    running.ifPresent(RunningJob::cancel);
    return running.isPresent()
        ? "Job " + id + " begins no module any more; job:resume " + id + " goes on with it."
        : "Job " + id + " is not at work.";
  }
}
