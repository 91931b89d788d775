// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;

/** A console without a framework: text goes in, text and a status come out. */
final class Bench {
  private final CommandTable table = new CommandTable();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] input = {};
  private Optional<Path> launcher = Optional.empty();

  Bench group(String scope, CommandGroup group) {
    var names =
        Arrays.stream(group.getClass().getMethods())
            .filter(method -> method.isAnnotationPresent(Command.class))
            .map(
                method -> {
                  String name = method.getAnnotation(Command.class).name();
                  return name.isEmpty() ? method.getName() : name;
                })
            .toList();
    table.add(scope, names, group, () -> group);
    return this;
  }

  Bench input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Names what starts further consoles. */
  Bench launcher(Path script) {
    launcher = Optional.of(script);
    return this;
  }

  CommandTable table() {
    return table;
  }

  int run(String... words) {
    var settings = new Settings(Path.of("target", "no-cache"), "tester", "1.2.3", launcher);
    try (var screen =
        new Screen(
            new ByteArrayInputStream(input),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false)) {
      return new Shell(settings, new CommandProcessorImpl(null), table, screen, () -> {})
          .run(List.of(words));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
