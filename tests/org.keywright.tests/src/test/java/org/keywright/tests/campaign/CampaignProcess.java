// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.keywright.engine.RunningJob;
import org.keywright.vault.JobState;

/** Another process that begins a campaign or goes on with the newest, to be killed in its midst. */
final class CampaignProcess {
  private CampaignProcess() {}

  /** Takes the vault's file, the list, and how many modules at a time. */
  public static void main(String[] arguments) throws Exception {
    try (var works = new Works(Path.of(arguments[0]), 0)) {
      works.bindTcp(Duration.ofSeconds(30), Duration.ofSeconds(60));
      works.bindTls(Duration.ofMinutes(2), Duration.ofMinutes(3));
      works.open();
      var jobs = works.vault().jobs().page(0, 1);
      var order = Works.listed(Optional.empty());
      int parallel = Integer.parseInt(arguments[2]);
      RunningJob job =
          jobs.isEmpty()
              ? works.engine.campaign(order, Works.campaign(Path.of(arguments[1]), parallel))
              : works.engine.resume(Works.ACTOR, jobs.getFirst().id());
      if (job.await().state() != JobState.DONE) {
        throw new IllegalStateException(job.progress().toString());
      }
    }
  }
}
