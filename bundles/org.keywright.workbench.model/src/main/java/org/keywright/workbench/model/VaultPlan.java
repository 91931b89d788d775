// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keywright.vault.VaultAddress;

/** Where a vault is, as somebody types it: a file, or a database on a server. */
public final class VaultPlan {
  private VaultPlan() {}

  /** What is wrong with the address of a vault that is to be opened, or made. */
  public static Optional<String> problem(String typed, boolean making) {
    if (typed.isBlank()) {
      return Optional.of(Texts.text("vault.file.none"));
    } else if (Statement.isOption(typed)) {
      return Optional.of(Texts.text("name.dash"));
    }
    try {
      var file = VaultAddress.parse(typed.strip()).file();
      if (file.isPresent() && Files.exists(file.get()) == making) {
        return Optional.of(
            Texts.text(making ? "file.exists" : "file.missing", file.get().toString()));
      }
    } catch (IllegalArgumentException e) {
      return Optional.of(Failures.line(e));
    }
    return Optional.empty();
  }

  /**
   * A name for a backup of a vault: its own with the day, where no file has that name yet.
   *
   * @param address of the vault; that of a file has its backup beside it
   */
  public static String backup(String address, LocalDate day) {
    VaultAddress vault = VaultAddress.parse(address);
    Path beside = vault.file().orElse(Path.of(vault.name())).toAbsolutePath();
    String begun = vault.name().replaceFirst("\\.kwv$", "") + "-" + day;
    return IntStream.iterate(1, count -> count + 1)
        .mapToObj(count -> beside.resolveSibling(begun + (count > 1 ? "-" + count : "") + ".kwv"))
        .filter(file -> !Files.exists(file))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /** Whether it is on a server, where the database may want a password. */
  public static boolean onServer(String typed) {
    try {
      return !typed.isBlank() && VaultAddress.parse(typed.strip()).file().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What the vault at an address is called, for what asks for its passphrase. */
  public static String name(String typed) {
    return VaultAddress.parse(typed.strip()).name();
  }
}
