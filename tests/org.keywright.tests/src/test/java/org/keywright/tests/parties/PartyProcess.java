// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.vault.JobState;

/** A personalization unit or a central system as a program of its own, until it is killed. */
final class PartyProcess {
  private static final int PARALLEL = 6;

  private PartyProcess() {}

  /**
   * Works with the vault in a folder.
   *
   * @param arguments the folder; for a unit also the device list
   */
  public static void main(String[] arguments) throws Exception {
    try (var network = Network.opened(Path.of(arguments[0]))) {
      if (arguments.length > 1) {
        personalize(network, Path.of(arguments[1]));
      } else {
        admit(network);
      }
    }
  }

  static UnitCampaign campaign(Path list) {
    return new UnitCampaign(Network.UNIT, CampaignOrder.of(list).withParallel(PARALLEL), true);
  }

  private static void personalize(Network network, Path list) throws Exception {
    var jobs = network.vault.jobs().page(0, 1);
    var job =
        jobs.isEmpty()
            ? network.campaigns.start(Network.ACTOR, campaign(list))
            : network.campaigns.resume(
                Network.ACTOR,
                jobs.getFirst().id(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    if (job.await().state() != JobState.DONE) {
      throw new IllegalStateException(
          network.vault.jobs().items(job.id(), Set.of(), 0, 100).toString());
    }
  }

  /** Says its port, then each key that a module holds. */
  private static void admit(Network network) throws Exception {
    var server =
        network.centrals.start(
            Network.ACTOR,
            Network.CENTRAL,
            Network.free(),
            Network.PATIENT,
            Optional.of(KeyLoad.Form.KEY_RECORD));
    server.observe(
        event -> {
          if (event.what().startsWith("holds ")) {
            say(event.who() + " " + event.what());
          }
        });
    say(String.valueOf(server.address().getPort()));
    System.in.readAllBytes();
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
