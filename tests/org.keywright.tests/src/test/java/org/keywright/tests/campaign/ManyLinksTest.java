// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/** A campaign over ten thousand links that are open at the same time, to one listener. */
@Timeout(180)
class ManyLinksTest {
  private static final int LINKS = 10_000;

  @TempDir private Path folder;

  @Test
  void aCampaignUsesTenThousandLinksAtOnce() throws Exception {
    assumeTrue(mostFiles() > LINKS + 500, "a process may not open so many files (ulimit -n)");
    try (var works = Works.made(folder)) {
      var units = works.eis(1, Optional.empty(), Works.names("EI-", LINKS));
      var together = new Together(works.fleet.simulator.directory());
      var serving = works.serve(together);
      var lines = new ArrayList<String>();
      units.forEach(unit -> lines.add(unit.name() + ",1," + Works.tcp(serving, unit.name())));
      Path list = Works.list(folder.resolve("devices.csv"), lines);
      works.vaults.close();

      Path errors = folder.resolve("errors.txt");
      var campaign =
          ChildJvm.start(
              errors,
              List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"),
              CampaignProcess.class,
              works.file.toString(),
              list.toString(),
              Integer.toString(LINKS));
      assertThat(campaign.waitFor()).as(Files.readString(errors)).isZero();

      works.open();
      var job = works.vault().jobs().page(0, 2).getFirst();
      assertThat(job.state()).isEqualTo(JobState.DONE);
      assertThat(works.vault().jobs().counts(job.id()).get(ItemState.DONE)).isEqualTo(LINKS);
    }
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Units that answer nothing before all of them are linked to. */
  private record Together(UnitServer.Directory units, CountDownLatch awaited)
      implements UnitServer.Directory {
    Together(UnitServer.Directory units) {
      this(units, new CountDownLatch(LINKS));
    }

    @Override
    public Optional<ApduResponder> connect(String name) {
      awaited.countDown();
      return units.connect(name).map(unit -> new Waiting(unit, awaited));
    }
  }

  private record Waiting(ApduResponder unit, CountDownLatch awaited) implements ApduResponder {
    @Override
    public Atr atr() {
      return unit.atr();
    }

    @Override
    public byte[] respond(byte[] command) throws LinkException {
      try {
        awaited.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LinkException("the listener closes", e);
      }
      return unit.respond(command);
    }
  }
}
