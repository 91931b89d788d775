// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;

/**
 * What is said about a vault.
 *
 * @param address where it is: the path of its file, or the address of its database
 * @param id a random identifier, made with it
 * @param schema the version of its layout
 * @param created when it was made
 * @param keySets how many key sets it holds
 * @param keys how many application keys
 * @param devices how many devices
 * @param jobs how many jobs
 * @param test whether it is marked as test, so that it lets any plug-in in
 * @param failedOpenings wrong passphrases since the last right one before this opening
 */
public record VaultInfo(
    String address,
    String id,
    int schema,
    Instant created,
    long keySets,
    long keys,
    long devices,
    long jobs,
    boolean test,
    int failedOpenings) {
  /** As people name it: the name of its file or of its database. */
  public String name() {
    return VaultAddress.parse(address).name();
  }
}
