// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.Downloads;
import org.keywright.engine.personalization.Campaigns;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Going on with jobs of every engine, apart from their records, which need none of the engines. */
@Component
@CommandScope(
    scope = "job",
    commands = {"resume"})
public final class ResumeCommands implements CommandGroup {
  private final Vaults vaults;
  private final Downloads downloads;
  private final Campaigns campaigns;

  /** Called by the framework. */
  @Activate
  public ResumeCommands(
      @Reference Vaults vaults, @Reference Downloads downloads, @Reference Campaigns campaigns) {
    this.vaults = vaults;
    this.downloads = downloads;
    this.campaigns = campaigns;
  }

  /** Goes on with a job. */
  @Command(
      value = "Goes on with a job that was cancelled or broke off: what is settled is left alone.",
      example = "job:resume 3 --report fleet.csv")
  public JobView.Ended resume(
      @Argument(value = "ID", description = "its number", values = "job") long id,
      @Option(value = "--parallel", argument = "N", description = "how many modules at a time")
          Optional<Integer> parallel,
      @Option(
              value = "--report",
              argument = "FILE",
              description = "writes what became of each module, as .csv or .jsonl")
          List<Path> reports,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var most = parallel.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    String actor = console.actor();
    JobRecord record = vault.jobs().require(id);
    var list = Optional.ofNullable(record.parameters().get("list")).map(Path::of);
    var report = ReportFiles.of(reports, list);
    RunningJob job =
        switch (record.kind()) {
          case "download" -> downloads.resume(actor, id, most, report.csv(), report.jsonLines());
          case "personalization" ->
              campaigns.resume(actor, id, most, report.csv(), report.jsonLines());
          default ->
              throw new CommandException(
                  "job " + id + " cannot be gone on with: it is a " + record.kind());
        };
    return JobView.await(console, vault, job);
  }
}
