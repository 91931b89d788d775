// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import java.util.List;
import java.util.Optional;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobWork;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/** The runner of jobs. Engines start them; anybody may watch. Safe for use by many threads. */
@ProviderType
public interface Jobs {
  /**
   * Starts a job, or goes on with one; returns at once.
   *
   * @param vault where it is recorded and where the grant comes from
   * @param order what is to be recorded of it
   * @param work how its items are carried out; from now on the runner's, which closes it
   * @throws VaultException if the act is refused or cannot be recorded
   * @throws JobException if the work cannot begin
   */
  RunningJob start(Vault vault, JobOrder order, JobWork work) throws VaultException, JobException;

  /** The jobs that are at work now, the oldest first. */
  List<RunningJob> running();

  /** A job that is at work now. */
  Optional<RunningJob> running(long job);
}
