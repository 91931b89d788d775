// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import java.util.List;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/** What an item under way has from its job. Used by the item's thread. */
@ProviderType
public interface ItemContext {
  /** The job's number. */
  long job();

  /**
   * A point between two steps at which a cancelled job ends.
   *
   * @throws InterruptedException if the job was cancelled
   */
  void step() throws InterruptedException;

  /**
   * Records durably that the command that changes the module goes out now; to be called before it
   * does. From here on a failure leaves the item unknown instead of unreached or refused.
   *
   * @param subject the module's serial number as people write it
   * @param facts what is known so far
   * @param pending what settling needs to know after a crash; public data
   * @throws InterruptedException if the job was cancelled; the command must not go out then
   */
  void sent(String subject, Map<String, String> facts, Bytes pending)
      throws VaultException, InterruptedException;

  /** Says that the module has not changed after all, by proof; undoes what {@link #sent} said. */
  void unchanged();

  /** What earlier jobs and runs recorded of a module and place, the newest first. */
  List<ItemRecord> known(String subject, String place) throws VaultException;

  /** Saves what was found out of an item of an earlier job. */
  void settle(ItemRecord earlier) throws VaultException;
}
