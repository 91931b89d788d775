// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.audit.Audit;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.Verdict;
import org.keywright.console.When;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ActFilter;
import org.keywright.vault.ActLog;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The log of acts: read, signed, exported and checked. */
@Component
@CommandScope(
    scope = "audit",
    commands = {"list", "verify", "checkpoint", "checkpoints", "export", "check"})
public final class AuditCommands implements CommandGroup {
  private static final String LINES = ".jsonl";
  private static final String TABLE = ".csv";

  private final Vaults vaults;
  private final Audit audit;

  /** Called by the framework. */
  @Activate
  public AuditCommands(@Reference Vaults vaults, @Reference Audit audit) {
    this.vaults = vaults;
    this.audit = audit;
  }

  record Row(
      long number,
      Instant at,
      String actor,
      String act,
      String subject,
      String result,
      Bytes hash) {
    static Row of(ActLog.Entry entry) {
      return new Row(
          entry.number(),
          entry.at(),
          entry.act().actor(),
          entry.act().verb(),
          entry.act().subject(),
          entry.result(),
          entry.hash());
    }
  }

  /** Lists acts. */
  @Command(
      value = "Lists the acts, the newest first; with several options those that fit all of them.",
      example = "audit:list --act key: --from 7d")
  public List<Row> list(
      @Option(value = "--actor", argument = "NAME", description = "who asked")
          Optional<String> actor,
      @Option(value = "--act", argument = "TEXT", description = "a part of the act's name")
          Optional<String> act,
      @Option(value = "--subject", argument = "TEXT", description = "a part of what it was on")
          Optional<String> subject,
      @Option(value = "--result", argument = "TEXT", description = "a part of how it ended")
          Optional<String> result,
      @Option(
              value = "--from",
              argument = "WHEN",
              description = "the first day, or moment, as in 7d: seven days ago")
          Optional<When> from,
      @Option(value = "--to", argument = "WHEN", description = "the day, or moment, before which")
          Optional<When> to,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    var filter =
        new ActFilter(actor, act, subject, result, from.map(When::begin), to.map(When::begin));
    return vaults.require().log().page(filter, 0, limit).stream().map(Row::of).toList();
  }

  record Range(long first, long last, Optional<Instant> signed) {}

  record Checked(String vault, long entries, List<Range> ranges) implements Outcome {
    static Checked of(Verdict verdict) {
      return new Checked(
          verdict.vault(),
          verdict.entries(),
          verdict.ranges().stream()
              .map(range -> new Range(range.first(), range.last(), range.signed()))
              .toList());
    }

    @Override
    public String sentence() {
      return String.format(Locale.ROOT, "The log of acts is whole: %,d entries.", entries);
    }
  }

  /** Checks the log. */
  @Command(
      value =
          "Checks that no signed entry was changed, dropped or put in, and that the vault is no"
              + " older copy.",
      example = "audit:verify kept/2026-11-01.checkpoint")
  public Checked verify(
      @Argument(
              value = "CHECKPOINT",
              description = "checkpoints of this vault that were kept elsewhere")
          List<Path> checkpoints)
      throws VaultException, AuditException, IOException {
    return Checked.of(audit.verify(read(checkpoints)));
  }

  record Signed(
      long entries, Instant at, Bytes root, OptionalLong commits, Bytes key, Optional<Path> file)
      implements Outcome {
    static Signed of(SignedCheckpoint signed, Optional<Path> file) {
      var checkpoint = signed.checkpoint();
      return new Signed(
          checkpoint.entries(),
          checkpoint.at(),
          checkpoint.root(),
          checkpoint.commits(),
          signed.fingerprint(),
          file);
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%,d entries are signed%s%nby the key %s",
          entries,
          file.map(path -> " in " + path).orElse(""),
          key);
    }
  }

  /** Signs what the log is now. */
  @Command(
      value =
          "Signs what the log is now; a copy kept elsewhere shows later what was changed since.",
      example = "audit:checkpoint 2026-11-26.checkpoint")
  public Signed checkpoint(
      @Argument(value = "FILE", description = "where a copy goes, which must not exist")
          Optional<Path> file,
      Console console)
      throws Exception {
    if (file.isPresent()) {
      requireNew(file.get());
    }
    return Acts.perform(
        console,
        vaults.require(),
        "audit:checkpoint",
        name(file),
        grant -> {
          SignedCheckpoint signed = audit.checkpoint(grant);
          if (file.isPresent()) {
            write(file.get(), to -> to.write(signed.text()));
          }
          return Signed.of(signed, file);
        },
        AuditCommands::words);
  }

  private static String words(Signed signed) {
    return "entries 1 to " + signed.entries() + ", root " + signed.root();
  }

  private static String name(Optional<Path> file) {
    return file.map(path -> String.valueOf(path.getFileName())).orElse("");
  }

  /** Lists checkpoints. */
  @Command(
      value = "Lists the checkpoints in the vault, the oldest first.",
      example = "audit:checkpoints --json")
  public List<Signed> checkpoints() throws VaultException {
    return audit.checkpoints().stream().map(each -> Signed.of(each, Optional.empty())).toList();
  }

  record Exported(long entries, Path file, Path checkpoint, Bytes key) implements Outcome {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%,d entries are in %s, signed in %s%nby the key %s",
          entries,
          file,
          checkpoint,
          key);
    }
  }

  /** Writes the log into a file. */
  @Command(
      value = "Writes the whole log into a file, .jsonl or .csv, and a checkpoint of it beside it.",
      example = "audit:export november.jsonl")
  public Exported export(
      @Argument(value = "FILE", description = "the file, which must not exist") Path file,
      Console console)
      throws Exception {
    String name = String.valueOf(file.getFileName());
    boolean table = name.toLowerCase(Locale.ROOT).endsWith(TABLE);
    if (!table && !name.toLowerCase(Locale.ROOT).endsWith(LINES)) {
      throw new UsageException(file + " is neither .jsonl nor .csv", "");
    }
    Path beside = beside(file);
    requireNew(file);
    requireNew(beside);
    return Acts.perform(
        console,
        vaults.require(),
        "audit:export",
        name,
        grant -> {
          SignedCheckpoint signed = audit.checkpoint(grant);
          if (table) {
            write(file, to -> audit.exportCsv(signed, to));
          } else {
            write(file, to -> audit.export(signed, to));
          }
          write(beside, to -> to.write(signed.text()));
          return new Exported(signed.checkpoint().entries(), file, beside, signed.fingerprint());
        },
        exported -> "entries 1 to " + exported.entries());
  }

  /** Where the checkpoint of an export goes. */
  private static Path beside(Path export) {
    return export.resolveSibling(export.getFileName() + ".checkpoint");
  }

  /** Checks an export without its vault. */
  @Command(
      value =
          "Checks an export against checkpoints, without the vault, as ./keywright verify-audit"
              + " does.",
      example = "audit:check november.jsonl november.jsonl.checkpoint")
  public Checked check(
      @Argument(value = "EXPORT", description = "as audit:export wrote it") Path export,
      @Argument(
              value = "CHECKPOINT",
              description = "checkpoints of its vault; with none, the one beside the export")
          List<Path> checkpoints,
      @Option(
              value = "--key",
              argument = "HEX",
              description = "the key that has to have signed them, as the vault's officers told it")
          Optional<Bytes> key,
      Console console)
      throws IOException, AuditException, CommandException {
    Path beside = beside(export);
    List<SignedCheckpoint> read =
        read(checkpoints.isEmpty() && Files.exists(beside) ? List.of(beside) : checkpoints);
    if (key.isPresent() && read.isEmpty()) {
      throw new UsageException("--key: there is no checkpoint to hold it against", "");
    }
    try (var reader = Files.newBufferedReader(export)) {
      Checked checked = Checked.of(audit.check(reader, read, key));
      if (read.isEmpty()) {
        console.remark(
            "Without a checkpoint nobody sees whether its newest entries are missing, or all of it"
                + " was written anew.");
      }
      return checked;
    } catch (AuditException e) {
      throw new AuditException(export.getFileName() + ": " + e.getMessage(), e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new AuditException(export.getFileName() + ": this is no text in UTF-8", e);
    }
  }

  private static List<SignedCheckpoint> read(List<Path> files) throws IOException, AuditException {
    var read = new ArrayList<SignedCheckpoint>();
    for (Path file : files) {
      try {
        read.add(SignedCheckpoint.parse(Files.readString(file)));
      } catch (AuditException e) {
        throw new AuditException(file.getFileName() + ": " + e.getMessage(), e);
      } catch (java.nio.charset.CharacterCodingException e) {
        throw new AuditException(file.getFileName() + ": this is no checkpoint", e);
      }
    }
    return read;
  }

  private static void requireNew(Path file) throws CommandException {
    if (Files.exists(file)) {
      throw new CommandException("the file exists already: " + file, "name another");
    }
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException("there is no folder " + folder);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(Writer writer) throws IOException, VaultException;
  }

  /** The file is there as a whole, or not at all. */
  private static void write(Path file, Writing writing) throws IOException, VaultException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var writer = Files.newBufferedWriter(part)) {
        writing.to(writer);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
