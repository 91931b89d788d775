// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tests.tls.TlsAuthorities.Ends;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.UnitServer;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;

/** A campaign over links that are all open at the same time, to one listener. */
@Timeout(300)
class ManyLinksTest {
  private static final int TCP_LINKS = 10_000;

  /**
   * Whole handshakes at both ends cost a minute of two cores for 10,000: so many with {@code
   * -Dkeywright.tls.links=10000}.
   */
  private static final int TLS_LINKS = Integer.getInteger("keywright.tls.links", 1_000);

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;

  @Test
  void aCampaignUsesTenThousandLinksAtOnce() throws Exception {
    var server = TcpUnitServer.withDefaults();
    try (var works = Works.made(folder)) {
      load(works, TCP_LINKS, "tcp", units -> server.serve(LOOPBACK, units));
    }
  }

  @Test
  void aCampaignUsesManyLinksUnderTlsAtOnce() throws Exception {
    var authority = Authority.named("authority");
    var station = new Ends(authority.identity("station", "localhost"), authority);
    var server = TcpUnitServer.with(station, TcpUnitServer.Limits.USUAL);
    try (var works = Works.made(folder)) {
      works.certifyVault(authority);
      load(works, TLS_LINKS, "tls", units -> server.serve(LOOPBACK, "station", units));
    }
  }

  private interface Listening {
    UnitServer.Serving to(UnitServer.Directory units) throws IOException;
  }

  private void load(Works works, int links, String scheme, Listening listening) throws Exception {
    assumeTrue(mostFiles() > links + 500, "a process may not open so many files (ulimit -n)");
    var units = works.eis(1, Optional.empty(), Works.names("EI-", links));
    var together = new Together(works.fleet.simulator.directory(), new CountDownLatch(links));
    try (var serving = listening.to(together)) {
      String listener = "%s://localhost:%d/".formatted(scheme, serving.address().getPort());
      var lines = units.stream().map(unit -> unit.name() + ",1," + listener + unit.name()).toList();
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
              Integer.toString(links));
      assertThat(campaign.waitFor()).as(Files.readString(errors)).isZero();
    }
    works.open();
    var job = works.vault().jobs().page(0, 2).getFirst();
    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(works.vault().jobs().counts(job.id()).get(ItemState.DONE)).isEqualTo(links);
  }

  private static long mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Units that answer nothing before all of them are linked to. */
  private record Together(UnitServer.Directory units, CountDownLatch awaited)
      implements UnitServer.Directory {
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
