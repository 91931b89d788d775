// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.engine.JobException;
import org.keywright.letters.Letters;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reports of jobs, for people and for programs. */
@Component
@CommandScope(
    scope = "job",
    commands = {"report"})
public final class JobReportCommands implements CommandGroup {
  private final Vaults vaults;
  private final Letters letters;

  /** Called by the framework. */
  @Activate
  public JobReportCommands(@Reference Vaults vaults, @Reference Letters letters) {
    this.vaults = vaults;
    this.letters = letters;
  }

  record Reported(long job, List<Path> files) implements Outcome {
    @Override
    public String sentence() {
      return "The report of job %d is in %s"
          .formatted(job, String.join(", ", files.stream().map(Path::toString).toList()));
    }
  }

  /** Writes reports. */
  @Command(
      value = "Writes what became of a job: for people as .pdf, for programs as .csv or .jsonl.",
      example = "job:report 3 --out job-3.pdf --out job-3.csv")
  public Reported report(
      @Argument(value = "ID", description = "its number", values = "job") long id,
      @Option(value = "--out", argument = "FILE", description = "where it goes; again for another")
          List<Path> files)
      throws VaultException, JobException, CommandException, IOException {
    if (files.isEmpty()) {
      throw new UsageException("job:report: --out is missing", "a file as .pdf, .csv or .jsonl");
    }
    Vault vault = vaults.require();
    JobRecord job = vault.jobs().require(id);
    var pages = new ArrayList<Path>();
    var lines = new ArrayList<Path>();
    for (Path file : files) {
      (file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf") ? pages : lines).add(file);
    }
    var report = ReportFiles.named("--out", lines);
    for (Path page : pages) {
      ReportFiles.requireWritable("--out", page);
    }
    var written = new JobReport(vault, job);
    if (!lines.isEmpty()) {
      written.lines().write(vault.jobs(), id, report.csv(), report.jsonLines());
    }
    if (!pages.isEmpty()) {
      Bytes pdf = letters.report(written.pages());
      for (Path page : pages) {
        write(page, pdf);
      }
    }
    return new Reported(id, files);
  }

  /** A report is there whole or not. */
  private static void write(Path file, Bytes content) throws IOException {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.write(part, content.toArray());
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
