// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import org.keywright.vault.JobRecord;
import org.osgi.annotation.versioning.ProviderType;

/** A job at work, or one that has just ended. Safe for use by many threads. */
@ProviderType
public interface RunningJob {
  /** The job's number in the vault's records. */
  long id();

  /** The record as it stood when this run began, or when it ended. */
  JobRecord record();

  /** How far it has come now. */
  Progress progress();

  /** Tells the observer of everything from now on; of the end even if that has come already. */
  void observe(JobObserver observer);

  /**
   * Ends the run: no item is begun any more, and those under way end at their next step. What was
   * handed to a module is waited for shortly, then it counts as unknown. Returns at once.
   */
  void cancel();

  /**
   * Waits for the end of the run.
   *
   * @return the record with the state at the end
   * @throws JobException if the run broke off as a whole, because records could not be written or
   *     what all items need was lost; the items keep what is known of them
   */
  JobRecord await() throws JobException, InterruptedException;
}
