// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keywright.vault.VaultAddress;

/**
 * Something to try the workbench with: a vault for tests with two keys, and a simulated fleet that
 * waits for them.
 */
public final class DemoFleet {
  /** The key set's name. */
  public static final String KEY_SET = "demo";

  /** How many modules there are. */
  public static final int MODULES = 500;

  private static final String FOLDER = "keywright-demo";
  private static final String FILE = "demo.kwv";

  private DemoFleet() {}

  /** Makes a folder for a vault of it, and returns the vault's file, which does not exist. */
  public static Path place() throws IOException {
    return Files.createTempDirectory(FOLDER).resolve(FILE);
  }

  /** Whether a vault was made at such a place; nobody knows its passphrase. */
  public static boolean at(VaultAddress vault) {
    return vault
        .file()
        .filter(file -> file.endsWith(FILE))
        .map(Path::getParent)
        .map(Path::getFileName)
        .filter(folder -> folder.toString().startsWith(FOLDER))
        .isPresent();
  }

  /**
   * The statements that make it; the first asks for the vault's new passphrase.
   *
   * @param vault the vault's file, which must not exist
   * @param earlier the units of an earlier demonstration, which are forgotten
   */
  public static List<Statement> statements(Path vault, List<String> earlier) {
    var statements = new ArrayList<Statement>();
    if (!earlier.isEmpty()) {
      var stop = Statement.of("sim:stop");
      for (String unit : earlier) {
        stop = stop.argument(unit);
      }
      statements.add(stop);
    }
    statements.addAll(begin(vault));
    return List.copyOf(statements);
  }

  /** Whether a unit of this name belongs to a demonstration. */
  public static boolean has(String unit) {
    return unit.startsWith(KEY_SET + "-");
  }

  private static List<Statement> begin(Path vault) {
    return List.of(
        Statement.of("vault:create").argument(vault).flag("--test", true),
        Statement.of("keyset:create").argument(KEY_SET).option("--suite", "10"),
        Statement.of("key:generate")
            .argument(KEY_SET)
            .argument(1)
            .option("--usage", "D0")
            .option("--label", Texts.text("demo.datakey"))
            .flag("--diversify", true),
        Statement.of("key:generate")
            .argument(KEY_SET)
            .argument(2)
            .option("--algorithm", "AES-256")
            .option("--usage", "M6")
            .option("--label", Texts.text("demo.mackey")),
        Statement.of("sim:create")
            .argument("ei")
            .option("--keyset", KEY_SET)
            .option("--count", MODULES)
            .option("--name", KEY_SET));
  }
}
