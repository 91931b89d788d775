// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.VaultAddress;

/**
 * A vault's address with the password of the database's user, if one is given; closing wipes that.
 *
 * @param address with the password in it
 */
record DatabasePassword(VaultAddress address) implements AutoCloseable {
  /**
   * Asks for the password, if it is to be asked for.
   *
   * @param file whose first line it is
   * @param ask whether to ask for it, if no file has it
   */
  static DatabasePassword of(
      Console console, VaultAddress address, Optional<Path> file, boolean ask)
      throws CommandException, IOException, InterruptedException {
    if (file.isEmpty() && !ask) {
      return new DatabasePassword(address);
    }
    if (address.file().isPresent()) {
      throw new UsageException(address + " is a file, which takes no password of a database", "");
    }
    KeyMaterial password = console.secret("password for the database " + address.name(), file);
    return new DatabasePassword(address.with(password));
  }

  @Override
  public void close() {
    address.password().ifPresent(KeyMaterial::close);
  }
}
