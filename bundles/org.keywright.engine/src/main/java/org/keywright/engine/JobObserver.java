// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecord;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told how a job goes on. Called from the job's own threads, one call at a time, so it must
 * return soon; one that throws is not called again.
 */
@ConsumerType
public interface JobObserver {
  /** An item came to an outcome, which is recorded. */
  void itemEnded(ItemRecord item, Progress progress);

  /** The run ended; nothing follows. */
  default void jobEnded(JobRecord job, Progress progress) {
    // most watch the items only
  }
}
