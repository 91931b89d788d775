// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.keywright.console.CommandScreen;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Progress;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyMaterial;

/**
 * One run of the console: a Gogo session in which the table's commands are known, and the one place
 * that shows results and errors. Used by one thread at a time, but for {@link #interruption}.
 */
final class Session implements Console, AutoCloseable {
  private static final Logger LOG = System.getLogger(Session.class.getName());

  private final Settings settings;
  private final CommandTable table;
  private final Screen screen;
  private final SecretInput secrets;
  private final SecretOutput revealed;
  private final CommandSession gogo;
  private final Interruption interruption = new Interruption();
  private final Pending pending = new Pending();
  private final TempFolders temporary = new TempFolders();
  private final Optional<CommandScreen> embedding;
  private Blocks blocks = Blocks.NONE;
  private boolean asJson;
  private boolean goOn;
  private Optional<Integer> exit = Optional.empty();

  /** A session at the process's own screen. */
  Session(Settings settings, CommandProcessor processor, CommandTable table, Screen screen) {
    this(settings, processor, table, screen, Optional.empty());
  }

  /** A session whose secrets another program asks people for. */
  Session(
      Settings settings,
      CommandProcessor processor,
      CommandTable table,
      Screen screen,
      CommandScreen asking) {
    this(settings, processor, table, screen, Optional.of(asking));
  }

  private Session(
      Settings settings,
      CommandProcessor processor,
      CommandTable table,
      Screen screen,
      Optional<CommandScreen> asking) {
    this.embedding = asking;
    this.settings = settings;
    this.table = table;
    this.screen = screen;
    this.secrets = new SecretInput(screen, asking);
    this.revealed = new SecretOutput(screen);
    this.gogo = processor.createSession(screen.in(), screen.out(), screen.err());
    gogo.put("SCOPE", "keywright");
    gogo.put(CommandSession.OPTION_NO_GLOB, true);
    gogo.put("args", List.of());
  }

  /** Runs one statement and returns what it returned. */
  @Nullable Object execute(CharSequence statement) throws Exception {
    for (String name : table.names()) {
      if (gogo.get(name) == null) {
        gogo.put(name, new CommandFunction(name, this));
      }
    }
    pending.clear();
    Blocks before = blocks;
    String written = statement.toString();
    String plain = Quotes.plain(written);
    blocks = new Blocks(written, plain);
    try {
      return gogo.execute(plain);
    } catch (CommandNotFoundException e) {
      String hint =
          Nearest.to(e.getCommand(), table.names())
              .map(near -> "did you mean " + near + "?")
              .orElse("help lists them");
      throw new UsageException("unknown command '" + e.getCommand() + "'", hint);
    } finally {
      blocks = before;
    }
  }

  /** Has what a command shows before it ends be JSON or not, until the watch is closed. */
  Watch showing(boolean json) {
    boolean before = asJson;
    asJson = json;
    return () -> asJson = before;
  }

  @Override
  public void show(@Nullable Object value) {
    if (value instanceof AsJson json) {
      screen.lines(List.of(json.toString()));
    } else if (asJson) {
      screen.lines(List.of(JsonView.of(value)));
    } else {
      screen.lines(TextView.lines(value, screen.style()));
    }
  }

  /** Shows what went wrong, and keeps more of it in the log if it is a defect. */
  int fail(Throwable thrown, String where) {
    Failure failure = failure(thrown, where);
    String place = where.isEmpty() ? "" : where + ": ";
    screen.errorLine(screen.style().error("keywright: ") + place + failure.line());
    return failure.status();
  }

  /** Says what went wrong; of a defect the log keeps more, and the line says where. */
  Failure failure(Throwable thrown, String where) {
    Failure failure = Failure.of(thrown);
    if (!failure.defect()) {
      return failure;
    }
    LOG.log(Level.ERROR, "internal error " + where, thrown);
    String line = failure.line() + " (more in " + settings.log() + ")";
    return new Failure(line, failure.status(), true);
  }

  CommandSession gogo() {
    return gogo;
  }

  CommandTable table() {
    return table;
  }

  Screen screen() {
    return screen;
  }

  Settings settings() {
    return settings;
  }

  Interruption interruption() {
    return interruption;
  }

  Pending pending() {
    return pending;
  }

  TempFolders temporary() {
    return temporary;
  }

  /** What stands in the braces of the statement that runs. */
  Blocks blocks() {
    return blocks;
  }

  boolean goOn() {
    return goOn;
  }

  void goOn(boolean yes) {
    this.goOn = yes;
  }

  /** The status to leave with, once a command has asked to leave. */
  Optional<Integer> exit() {
    return exit;
  }

  void exit(int status) {
    exit = Optional.of(status);
  }

  @Override
  public String actor() {
    return settings.actor();
  }

  @Override
  public KeyMaterial secret(String what, Optional<Path> file)
      throws CommandException, IOException, InterruptedException {
    return secrets.read(what, file, false);
  }

  @Override
  public KeyMaterial newSecret(String what, Optional<Path> file)
      throws CommandException, IOException, InterruptedException {
    return secrets.read(what, file, true);
  }

  @Override
  public String answer(String what) throws CommandException, IOException, InterruptedException {
    return secrets.open(what);
  }

  @Override
  public void clear() {
    screen.clear();
  }

  @Override
  public void reveal(String what, SequencedMap<String, KeyMaterial> given, Optional<Path> file)
      throws CommandException, IOException {
    if (asJson && file.isEmpty()) {
      throw new CommandException("no secret is shown in JSON", "name a file for it");
    }
    if (embedding.isPresent() && file.isEmpty()) {
      if (embedding.get().reveal(what, given)) {
        return;
      }
      throw new CommandException("no secret is shown in a window", "name a file for it");
    }
    revealed.write(what, given, file);
  }

  @Override
  public void remark(String line) {
    screen.errorLine(Printable.of(line));
  }

  @Override
  public Progress progress(String title) {
    return new ProgressLine(screen, Printable.of(title), InstantSource.system());
  }

  @Override
  public Watch onInterrupt(Runnable cancel) {
    return interruption.target(cancel);
  }

  @Override
  public void close() {
    gogo.close();
    temporary.close();
  }
}
