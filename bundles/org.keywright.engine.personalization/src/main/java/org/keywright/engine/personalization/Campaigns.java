// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.vault.JobRecord;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Personalizes the modules of device lists as jobs. Works with the vault that is open. Safe for use
 * by many threads.
 */
@ProviderType
public interface Campaigns {
  /**
   * Starts a campaign. Each module needs a work order.
   *
   * @throws JobException if the list cannot be read or has faults that are not to be skipped
   */
  RunningJob start(String actor, UnitCampaign campaign) throws JobException, VaultException;

  /** The newest job of the same unit and device list that has something left to do. */
  Optional<JobRecord> resumable(UnitCampaign campaign) throws JobException, VaultException;

  /**
   * Goes on with a job: what is settled is left alone, what was under way is settled first.
   *
   * @param parallel how many modules at a time from now on; empty for as many as before
   * @param reportCsv where the report goes as CSV from now on; empty for where it went before
   * @param reportJsonLines the same as JSON lines
   * @throws JobException if it is no campaign of this kind, is at work now, or its list is another
   */
  RunningJob resume(
      String actor,
      long job,
      OptionalInt parallel,
      Optional<Path> reportCsv,
      Optional<Path> reportJsonLines)
      throws JobException, VaultException;
}
