// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.keywright.crypto.KeySpec;
import org.keywright.engine.JobObserver;
import org.keywright.engine.Progress;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.internal.SimTransport;
import org.keywright.transport.spi.TransportProvider;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;

/**
 * Another process with a small heap that runs campaigns over lists of many lines. Says of each how
 * many items ended how, and how much of the heap was in use in the midst of it.
 */
final class LongListProcess {
  /** Of so many modules one is there; the others are not what the list says. */
  static final int ONE_IN = 200;

  private static final byte[] NO_SUCH_APPLICATION = {0x6A, (byte) 0x82};

  private LongListProcess() {}

  /** Takes a folder and the lengths of lists. */
  public static void main(String[] arguments) throws Exception {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[0]);
    try (var works = new Works(folder.resolve("long.kwv"), 0)) {
      works.create();
      works.addKey(Works.REF, works.crypto.keys.generate(KeySpec.AES_128));
      works.fleet.transports.bindTransport(
          new OnDemand(works), Map.of("keywright.transport.scheme", "demand"));
      for (int i = 1; i < arguments.length; i++) {
        int lines = Integer.parseInt(arguments[i]);
        out.println(run(works, folder, lines));
      }
    }
  }

  private static String run(Works works, Path folder, int lines) throws Exception {
    Path list = folder.resolve("list-" + lines + ".csv");
    try (BufferedWriter writer = Files.newBufferedWriter(list)) {
      writer.write("serial,place\n");
      for (int i = 0; i < lines; i++) {
        writer.write("M%d-%d,1\n".formatted(lines, i));
      }
    }
    var campaign =
        new CampaignOrder(
            list,
            512,
            false,
            Optional.of("demand:{serial}"),
            Optional.empty(),
            Optional.of(folder.resolve("report-" + lines + ".csv")),
            Optional.of(folder.resolve("report-" + lines + ".jsonl")));
    var most = new AtomicLong();
    var job = works.engine.campaign(Works.listed(Optional.empty()), campaign);
    job.observe(
        new JobObserver() {
          @Override
          public void itemEnded(ItemRecord item, Progress progress) {
            if (progress.handled() % (lines / 4) == 0) {
              most.accumulateAndGet(inUse(), Math::max);
            }
          }
        });
    job.await();
    var counts = works.vault().jobs().counts(job.id());
    return "%d %d %d %d"
        .formatted(lines, counts.get(ItemState.DONE), counts.get(ItemState.REFUSED), most.get());
  }

  private static long inUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Makes a module when it is asked for, and throws it away when its link is closed. */
  private static final class OnDemand implements TransportProvider {
    private final Works works;
    private final SimTransport units;

    OnDemand(Works works) {
      this.works = works;
      units = works.fleet.transport();
    }

    @Override
    public List<Endpoint> endpoints() {
      return List.of();
    }

    @Override
    public Link open(Endpoint endpoint) throws LinkException {
      String name = endpoint.address();
      int number = Integer.parseInt(name.substring(name.indexOf('-') + 1));
      if (number % ONE_IN != 0) {
        return new OtherLink();
      }
      works.eis(1, Optional.empty(), List.of(name));
      Link link = units.open(Works.sim(name));
      return new Link() {
        @Override
        public Atr atr() {
          return link.atr();
        }

        @Override
        public byte[] transceive(byte[] command) throws LinkException {
          return link.transceive(command);
        }

        @Override
        public void close() {
          link.close();
          works.fleet.simulator.remove(name);
        }
      };
    }
  }

  /** A module that knows no such application. */
  private static final class OtherLink implements Link {
    @Override
    public Atr atr() {
      return Atr.of(new byte[] {0x3B, 0x00});
    }

    @Override
    public byte[] transceive(byte[] command) {
      return NO_SUCH_APPLICATION.clone();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
