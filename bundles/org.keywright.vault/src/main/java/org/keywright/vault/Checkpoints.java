// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The checkpoints of the log of acts. Safe for use by many threads. */
@ProviderType
public interface Checkpoints {
  /**
   * Keeps a checkpoint.
   *
   * @throws VaultException if there is one of as many entries, or of more
   */
  void add(Grant grant, Checkpoint checkpoint) throws VaultException;

  /** The number of the vault's newest commit, which rises with each and never falls. */
  long commits() throws VaultException;

  /**
   * How many commits this vault lacks at least, as a checkpoint of it shows. If it lacks any it is
   * an older copy, and this computer does not open it again before that is accepted ({@link
   * Vaults#acceptOlder}).
   *
   * @param checkpoint one whose signature holds
   */
  long lacking(Checkpoint checkpoint) throws VaultException;

  /** All of them, the oldest first. */
  List<Checkpoint> all() throws VaultException;
}
