// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import java.util.OptionalLong;
import org.keywright.crypto.KeyException;
import org.keywright.engine.JobException;
import org.keywright.engine.Progress;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.Grant;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The work of one job: what all items share, where they come from, and how one is carried out.
 *
 * <p>The runner calls {@link #begin} once, {@link #items} once, {@link #carryOut} from many threads
 * at a time, {@link #end} once when no item is under way any more, and {@link #close} always. It
 * alone turns what {@link #carryOut} throws into the item's record: before {@link ItemContext#sent}
 * a {@link LinkException} means unreached and a {@link ModuleException} or {@link KeyException}
 * refused; after it every failure means unknown. A {@link VaultException} or {@link JobException}
 * ends the whole run.
 */
@ConsumerType
public interface JobWork extends AutoCloseable {
  /** Opens what all items share; the grant is good until {@link #close}. */
  void begin(Grant grant) throws VaultException, KeyException, JobException;

  /** How many items there are, where that is known without holding them. */
  OptionalLong total();

  /** The items; the runner closes the source. */
  ItemSource items() throws JobException;

  /** Carries out one item, or settles what an earlier run of it left open. */
  ItemResult carryOut(JobItem item, ItemContext context)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException;

  /** Does what remains when the items have ended, or the run was cancelled or broke off. */
  default void end(JobRecord job, Progress progress) throws JobException, VaultException {
    // most have nothing left
  }

  /** Gives back what {@link #begin} opened. */
  @Override
  void close();
}
