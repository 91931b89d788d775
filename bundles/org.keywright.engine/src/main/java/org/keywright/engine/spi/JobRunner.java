// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.spi;

import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the jobs of the engines. Safe for use by many threads. */
@ProviderType
public interface JobRunner {
  /**
   * Starts a job, or goes on with one; returns when the work has begun.
   *
   * @param vault where it is recorded and where the grant comes from
   * @param order what is to be recorded of it
   * @param work how its items are carried out; from now on the runner's, which closes it
   * @throws VaultException if the act is refused or cannot be recorded
   * @throws JobException if the work cannot begin, or the job to go on with is at work now
   */
  RunningJob start(Vault vault, JobOrder order, JobWork work) throws VaultException, JobException;
}
