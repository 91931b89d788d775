// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;

/**
 * Other Keywrights, each a process of its own with a vault of its own, that carry out statements of
 * this session. Part of every session, and none of them outlives it.
 */
public final class ProcessCommands implements CommandGroup, AutoCloseable {
  static final String SCOPE = "process";
  static final List<String> NAMES = List.of("start", "run", "list", "stop");

  private final Optional<Path> launcher;
  private final Map<String, FollowingProcess> processes = new LinkedHashMap<>();

  /**
   * Makes the group of a session.
   *
   * @param launcher what starts this installation, if that is known
   */
  ProcessCommands(Optional<Path> launcher) {
    this.launcher = launcher;
  }

  record Row(String name, long pid, boolean running, Instant started) {
    static Row of(FollowingProcess process) {
      return new Row(process.name(), process.pid(), process.alive(), process.started());
    }
  }

  record Started(List<Row> processes) implements Outcome {
    @Override
    public String sentence() {
      return processes.stream().map(Row::name).collect(Collectors.joining(", "))
          + (processes.size() == 1 ? " is a process of its own" : " are processes of their own");
    }

    @Override
    public boolean tabulated() {
      return false;
    }
  }

  /** What a process showed; a script has what the last statement would give it. */
  record Carried(String process, List<String> output, String word, Optional<String> error)
      implements Outcome {
    @Override
    public String sentence() {
      return output.stream().map(line -> process + " | " + line).collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<String> failure() {
      return error;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Starts processes. */
  @Command(
      value =
          "Starts further Keywrights, each a process that ends with this session at the latest.",
      example = "process:start unit central")
  public Started start(
      @Argument(value = "NAME", description = "how each is called here") List<String> names,
      Console console)
      throws CommandException, IOException {
    Path program =
        launcher.orElseThrow(
            () -> new CommandException("only a Keywright that its start script began can do that"));
    if (names.isEmpty()) {
      throw new UsageException("process:start: NAME is missing", "help process:start");
    }
    requireFree(names);
    var begun = new ArrayList<FollowingProcess>();
    boolean ready = false;
    try (var _ = console.onInterrupt(() -> begun.forEach(FollowingProcess::end))) {
      for (String name : names) {
        begun.add(FollowingProcess.start(name, program, InstantSource.system().instant()));
      }
      for (FollowingProcess process : begun) {
        process.awaitReady();
      }
      ready = true;
    } finally {
      if (!ready) {
        close(begun);
      }
    }
    begun.forEach(process -> processes.put(process.name(), process));
    return new Started(begun.stream().map(Row::of).toList());
  }

  private void requireFree(List<String> names) throws CommandException {
    var seen = new LinkedHashSet<String>();
    for (String name : names) {
      if (processes.containsKey(name) || !seen.add(name)) {
        throw new CommandException(
            "there is a process '" + name + "' already", "process:stop " + name + " ends it");
      }
    }
  }

  /** Has a process do something. */
  @Command(
      value = "Has a process carry out statements, and shows what it shows.",
      example = "process:run unit 'vault:create unit.kwv' 'perso:unit status'")
  public Carried run(
      @Argument(value = "NAME", description = "which process") String name,
      @Argument(value = "STATEMENT", description = "what it does, each in quotes")
          List<String> statements,
      Console console)
      throws CommandException, IOException, Failure.Interrupted {
    FollowingProcess process = require(name);
    var output = new ArrayList<String>();
    String word = "";
    boolean[] interrupted = {false};
    Runnable stop =
        () -> {
          interrupted[0] = true;
          process.end();
        };
    try (var _ = console.onInterrupt(stop)) {
      for (String statement : statements) {
        Said said = process.carryOut(statement);
        said.output().lines().forEach(output::add);
        word = said.word();
        if (said.defect()) {
          throw new IllegalStateException(name + ": " + word);
        } else if (said.status() != 0) {
          return new Carried(name, output, "", Optional.of(name + ": " + word));
        }
      }
    } catch (IOException e) {
      if (interrupted[0]) {
        throw new Failure.Interrupted();
      }
      throw e;
    }
    return new Carried(name, output, word, Optional.empty());
  }

  private FollowingProcess require(String name) throws CommandException {
    FollowingProcess process = processes.get(name);
    if (process == null) {
      throw new CommandException(
          "there is no process '" + name + "'", "process:start " + name + " starts it");
    }
    return process;
  }

  /** Lists processes. */
  @Command(value = "Lists the processes that this session has started.", example = "process:list")
  public List<Row> list() {
    return processes.values().stream().map(Row::of).toList();
  }

  /** Stops processes. */
  @Command(
      value = "Ends processes that this session has started; each closes its vault.",
      example = "process:stop unit")
  public String stop(
      @Argument(value = "NAME", description = "which processes; otherwise all") List<String> names)
      throws CommandException {
    var ending = new ArrayList<FollowingProcess>();
    for (String name : names.isEmpty() ? List.copyOf(processes.keySet()) : names) {
      ending.add(require(name));
    }
    close(ending);
    ending.forEach(process -> processes.remove(process.name()));
    return ending.isEmpty()
        ? "There was no process."
        : ending.stream().map(FollowingProcess::name).collect(Collectors.joining(", "))
            + (ending.size() == 1 ? " has ended." : " have ended.");
  }

  private static void close(List<FollowingProcess> ending) {
    ending.forEach(FollowingProcess::end);
    ending.forEach(FollowingProcess::close);
  }

  /** Ends all processes. */
  @Override
  public void close() {
    close(List.copyOf(processes.values()));
    processes.clear();
  }
}
