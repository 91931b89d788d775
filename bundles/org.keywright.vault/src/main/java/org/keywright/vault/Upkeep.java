// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The care of an open vault: backups while it is in use, and its check. For many threads. */
@ProviderType
public interface Upkeep {
  /**
   * Copies the vault as it is at this moment into a file, as sealed as it is, while others go on.
   * The file is there as a whole or not at all, and opens with the same passphrases.
   *
   * @param file must not exist
   * @return how many rows were copied
   * @throws VaultException if the file exists or cannot be written
   */
  long backup(Grant grant, Path file) throws VaultException;

  /**
   * Looks for what is wrong: in the database's structure and references, in the chain and seals of
   * the log, and in the marks of all rows that have one.
   *
   * @return each fault in words; none if all is well
   */
  List<String> check() throws VaultException;
}
