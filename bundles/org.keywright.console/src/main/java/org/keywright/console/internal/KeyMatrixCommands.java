// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.vault.KeyMatrix;
import org.keywright.vault.KeyOperation;
import org.osgi.service.component.annotations.Component;

/** Which keys may be used for what. */
@Component
@CommandScope(
    scope = "key",
    commands = {"matrix"})
public final class KeyMatrixCommands implements CommandGroup {
  record Row(
      String type,
      boolean derive,
      boolean load,
      boolean export,
      boolean part,
      boolean confirm,
      boolean wrap,
      boolean unwrap,
      boolean encrypt,
      boolean decrypt,
      boolean mac,
      boolean verify,
      boolean sign,
      boolean certify,
      boolean authenticate) {
    static Row of(KeyMatrix.Line line) {
      Set<KeyOperation> allowed = line.allowed();
      return new Row(
          line.type(),
          allowed.contains(KeyOperation.DERIVE),
          allowed.contains(KeyOperation.LOAD),
          allowed.contains(KeyOperation.EXPORT),
          allowed.contains(KeyOperation.PART),
          allowed.contains(KeyOperation.CONFIRM),
          allowed.contains(KeyOperation.WRAP),
          allowed.contains(KeyOperation.UNWRAP),
          allowed.contains(KeyOperation.ENCRYPT),
          allowed.contains(KeyOperation.DECRYPT),
          allowed.contains(KeyOperation.MAC),
          allowed.contains(KeyOperation.VERIFY),
          allowed.contains(KeyOperation.SIGN),
          allowed.contains(KeyOperation.CERTIFY),
          allowed.contains(KeyOperation.AUTHENTICATE));
    }
  }

  /** Prints the matrix. */
  @Command(
      value =
          "Prints which kinds of keys may be used for what; the vault opens them for nothing else.",
      example = "key:matrix --modes")
  public Object matrix(
      @Option(value = "--modes", description = "what modes of use leave of it, by their letters")
          boolean modes,
      @Option(value = "--markdown", description = "as a table for documents") boolean markdown) {
    List<KeyMatrix.Line> lines = modes ? KeyMatrix.modes() : KeyMatrix.lines();
    return markdown ? markdown(lines) : lines.stream().map(Row::of).toList();
  }

  private static String markdown(List<KeyMatrix.Line> lines) {
    var operations = Arrays.asList(KeyOperation.values());
    var head =
        List.of(
            "| key | | "
                + operations.stream().map(KeyOperation::word).collect(Collectors.joining(" | "))
                + " |",
            "|---|---|" + ":-:|".repeat(operations.size()));
    var rows =
        lines.stream()
            .map(
                line ->
                    "| %s | %s | %s |"
                        .formatted(
                            line.type(),
                            line.words(),
                            operations.stream()
                                .map(operation -> line.allowed().contains(operation) ? "●" : " ")
                                .collect(Collectors.joining(" | "))));
    return Stream.concat(head.stream(), rows).collect(Collectors.joining("\n"));
  }
}
