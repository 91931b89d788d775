// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.vault.Devices;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobRecords;
import org.keywright.vault.JobState;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Jobs, their items, the devices that they touch, and commits that are shared. */
class VaultJobsTest {
  @TempDir Path folder;
  private TestVault test;
  private Vault vault;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void keepsJobsOverReopening() throws VaultException {
    var odd = Map.of("a=b\\", "line\nline\\n=", "", "", "keySet", "fuel");
    JobRecord begun;
    try (Grant grant = vault.grant(TestVault.ACT)) {
      begun = vault.jobs().begin(grant, "download", "a title", odd);
      grant.succeeded("");
    }
    long second = TestVault.beginJob(vault);
    vault = test.reopen();

    assertThat(vault.jobs().require(begun.id())).isEqualTo(begun);
    assertThat(begun.parameters()).isEqualTo(odd);
    assertThat(begun.actor()).isEqualTo("tester");
    assertThat(begun.state()).isEqualTo(JobState.RUNNING);
    assertThat(vault.jobs().page(0, 10).stream().map(JobRecord::id))
        .containsExactly(second, begun.id());
    vault.jobs().mark(second, JobState.INCOMPLETE);
    assertThat(vault.jobs().require(second).ended()).contains(test.clock.instant());
    vault.jobs().mark(second, JobState.RUNNING);
    assertThat(vault.jobs().require(second).ended()).isEmpty();
    assertThat(vault.info().jobs()).isEqualTo(2);
  }

  @Test
  void answersUnknownJobs() {
    assertThat(catching(() -> vault.jobs().find(7))).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> vault.jobs().require(7)).hasMessageContaining("there is no job 7");
    assertThatThrownBy(() -> vault.jobs().mark(7, JobState.DONE)).hasMessageContaining("no job 7");
    assertThatThrownBy(() -> vault.jobs().save(TestVault.item(7, 1, ItemState.DONE)))
        .hasMessageContaining("there is no job 7");
  }

  @Test
  void savesWhatIsKnownOfAnItemInPlaceOfWhatWasKnown() throws VaultException {
    long job = TestVault.beginJob(vault);
    ItemRecord sent = TestVault.item(job, 1, ItemState.SENT);
    ItemRecord done = TestVault.item(job, 1, ItemState.DONE);
    vault.jobs().save(sent);
    assertThat(vault.jobs().item(job, sent.subject(), "1")).contains(sent);
    vault.jobs().save(done);

    vault = test.reopen();
    assertThat(vault.jobs().item(job, done.subject(), "1")).contains(done);
    assertThat(vault.jobs().item(job, done.subject(), "2")).isEmpty();
    assertThat(vault.jobs().items(job, Set.of(), 0, 10)).containsExactly(done);
  }

  @Test
  void pagesCountsAndStreamsItemsInTheirOrder() throws VaultException {
    long job = TestVault.beginJob(vault);
    long other = TestVault.beginJob(vault);
    var saved = new ArrayList<ItemRecord>();
    for (int i = 1; i <= 1_203; i++) {
      ItemRecord item = TestVault.item(job, i, i % 3 == 0 ? ItemState.REFUSED : ItemState.DONE);
      saved.add(item);
      vault.jobs().save(item);
    }
    vault.jobs().save(TestVault.item(other, 5, ItemState.UNKNOWN));

    var streamed = new ArrayList<ItemRecord>();
    vault.jobs().forEachItem(job, streamed::add);
    assertThat(streamed).isEqualTo(saved);
    assertThat(vault.jobs().items(job, Set.of(ItemState.REFUSED, ItemState.SENT), 6, 2))
        .extracting(ItemRecord::sequence)
        .containsExactly(9L, 12L);
    assertThat(vault.jobs().counts(job))
        .containsEntry(ItemState.REFUSED, 401L)
        .containsEntry(ItemState.DONE, 802L)
        .containsEntry(ItemState.UNKNOWN, 0L);
  }

  @Test
  void jobsAreSortedByAnyColumnPageByPage() throws VaultException {
    for (String title : List.of("load", "campaign", "load", "pairing", "campaign")) {
      try (Grant grant = vault.grant(TestVault.ACT)) {
        JobRecord job = vault.jobs().begin(grant, "download", title, Map.of());
        vault.jobs().mark(job.id(), job.id() % 2 == 0 ? JobState.DONE : JobState.CANCELLED);
        grant.succeeded("");
      }
    }
    Paging.requireEveryOrder(
        JobRecords.JobColumn.class,
        vault.jobs().page(0, 10),
        (Sorting<JobRecords.JobColumn> sorting, Optional<JobRecord> after, int limit) ->
            vault.jobs().page(sorting, after, limit),
        (column, job) ->
            switch (column) {
              case NUMBER -> job.id();
              case STATE -> job.state().name();
              case TITLE -> job.title();
              case BEGUN -> job.begun();
              case ACTOR -> job.actor();
            });
  }

  @Test
  void itemsAreSortedByAnyColumnPageByPage() throws VaultException {
    long job = TestVault.beginJob(vault);
    var saved = new ArrayList<ItemRecord>();
    for (int i = 1; i <= 7; i++) {
      ItemRecord item = TestVault.item(job, i, i % 3 == 0 ? ItemState.REFUSED : ItemState.DONE);
      saved.add(item);
      vault.jobs().save(item);
    }
    Paging.requireEveryOrder(
        JobRecords.ItemColumn.class,
        saved,
        (Sorting<JobRecords.ItemColumn> sorting, Optional<ItemRecord> after, int limit) ->
            vault.jobs().items(job, Set.of(), sorting, after, limit),
        (column, item) ->
            switch (column) {
              case SEQUENCE -> item.sequence();
              case SUBJECT -> item.subject();
              case PLACE -> item.place();
              case STATE -> item.state().name();
              case REASON -> item.reason();
              case AT -> item.at();
            });
    var refused = Set.of(ItemState.REFUSED);
    assertThat(
            Paging.all(
                (Sorting<JobRecords.ItemColumn> sorting, Optional<ItemRecord> after, int limit) ->
                    vault.jobs().items(job, refused, sorting, after, limit),
                JobRecords.ItemColumn.SUBJECT,
                true))
        .extracting(ItemRecord::sequence)
        .containsExactly(6L, 3L);
  }

  @Test
  void streamsItemsOfOneSequenceToo() throws VaultException {
    long job = TestVault.beginJob(vault);
    var saved = new ArrayList<ItemRecord>();
    for (int i = 0; i < 1_100; i++) {
      ItemRecord some = TestVault.item(job, 1, ItemState.DONE);
      var item =
          new ItemRecord(
              job,
              1,
              "SN%05d".formatted(i / 2),
              "" + i % 2,
              "",
              ItemState.UNREACHED,
              "",
              Map.of(),
              Optional.empty(),
              some.at());
      saved.add(item);
      vault.jobs().save(item);
    }
    var streamed = new ArrayList<ItemRecord>();
    vault.jobs().forEachItem(job, streamed::add);
    assertThat(streamed).isEqualTo(saved);
  }

  @Test
  void findsTheLatestOfASubjectAndPlaceInAnyJob() throws VaultException {
    long first = TestVault.beginJob(vault);
    long second = TestVault.beginJob(vault);
    long third = TestVault.beginJob(vault);
    long fourth = TestVault.beginJob(vault);
    ItemRecord sent = at(TestVault.item(first, 1, ItemState.SENT), 1, true);
    ItemRecord done = at(TestVault.item(second, 1, ItemState.DONE), 3, false);
    ItemRecord unknown = at(TestVault.item(third, 1, ItemState.UNKNOWN), 2, true);
    for (ItemRecord item :
        List.of(
            done, sent, unknown, at(TestVault.item(fourth, 1, ItemState.UNREACHED), 4, false))) {
      vault.jobs().save(item);
    }

    assertThat(vault.jobs().latest(sent.subject(), "1", 10)).containsExactly(done, unknown, sent);
    assertThat(vault.jobs().latest(sent.subject(), "1", 1)).containsExactly(done);
    assertThat(vault.jobs().latest(sent.subject(), "2", 1)).isEmpty();
  }

  @Test
  void whatIsDoneIsTheDevicesHistory() throws VaultException {
    long job = TestVault.beginJob(vault);
    ItemRecord item = TestVault.item(job, 1, ItemState.SENT);
    vault.jobs().save(item);
    assertThat(vault.devices().find(item.subject())).isEmpty();
    ItemRecord done = at(TestVault.item(job, 1, ItemState.DONE), 10, false);
    vault.jobs().save(done);
    vault.jobs().save(done);
    long second = TestVault.beginJob(vault);
    vault.jobs().save(at(TestVault.item(second, 1, ItemState.DONE), 20, false));
    vault.jobs().save(TestVault.item(second, 2, ItemState.DONE));

    var device = vault.devices().find(done.subject()).orElseThrow();
    assertThat(device.keySet()).isEqualTo("fuel");
    assertThat(device.endpoint()).isEqualTo(done.endpoint());
    assertThat(device.lastSeen()).isEqualTo(done.at().plusSeconds(10));
    assertThat(vault.devices().history(done.subject(), 10))
        .extracting(event -> event.job() + " " + event.what())
        .containsExactly(
            second + " download: key fuel/3, KVN 1, KCV 61886B5CD4 (CMAC), place 1",
            job + " download: key fuel/3, KVN 1, KCV 61886B5CD4 (CMAC), place 1");
    assertThat(vault.devices().page("", 0, 10)).hasSize(2);
    assertThat(vault.devices().page("sn0000002", 0, 10)).hasSize(1);
    assertThat(vault.devices().page("FUEL", 1, 10)).hasSize(1);
    assertThat(vault.devices().page("%", 0, 10)).isEmpty();
    assertThat(vault.devices().count("")).isEqualTo(2);
    assertThat(vault.devices().count("SN0000002")).isEqualTo(1);
    assertThat(vault.devices().count("%")).isZero();
    assertThat(vault.info().devices()).isEqualTo(2);
  }

  private static List<String> serials(List<Devices.Device> devices) {
    return devices.stream().map(Devices.Device::serial).toList();
  }

  @Test
  void devicesAreReadByPagesThatAllBeginAtOnce() throws Exception {
    long job = TestVault.beginJob(vault);
    for (int i = 1; i <= 25; i++) {
      vault.jobs().save(TestVault.item(job, i, ItemState.DONE));
    }
    var sorting = new Sorting<>(Devices.Column.SERIAL, false);
    var pages = vault.devices().pages("", sorting, 10);
    assertThat(pages.count()).isEqualTo(25);
    assertThat(serials(pages.firsts())).containsExactly("SN0000001", "SN0000011", "SN0000021");
    assertThat(serials(vault.devices().from("", sorting, pages.firsts().getLast(), 10)))
        .containsExactly("SN0000021", "SN0000022", "SN0000023", "SN0000024", "SN0000025");

    var some = vault.devices().pages("sn0000012", sorting, 4);
    assertThat(some.count()).isEqualTo(1);
    assertThat(serials(some.firsts())).containsExactly("SN0000012");
    var tens = vault.devices().pages("sn000001", sorting, 4);
    assertThat(serials(tens.firsts())).containsExactly("SN0000010", "SN0000014", "SN0000018");
    assertThat(serials(vault.devices().from("sn000001", sorting, tens.firsts().getLast(), 4)))
        .containsExactly("SN0000018", "SN0000019");
    assertThat(vault.devices().pages("%", sorting, 4)).isEqualTo(new Devices.Pages(0, List.of()));
  }

  @Test
  void devicesAreSortedByAnyColumnAndPagesLeaveNoneOutThatAreAlikeInIt() throws Exception {
    long job = TestVault.beginJob(vault);
    for (int i = 1; i <= 25; i++) {
      ItemRecord item = TestVault.item(job, i, ItemState.DONE);
      vault
          .jobs()
          .save(
              new ItemRecord(
                  job,
                  i,
                  item.subject(),
                  "1",
                  "tcp://depot-" + i % 3,
                  ItemState.DONE,
                  "",
                  Map.of("keySet", "set" + i % 2),
                  Optional.empty(),
                  item.at().minusNanos(i).plusSeconds(i % 4)));
    }
    var all = vault.devices().page("", 0, 100);
    for (Devices.Column column : Devices.Column.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        var sorting = new Sorting<>(column, descending);
        var read = new ArrayList<Devices.Device>();
        for (Devices.Device first : vault.devices().pages("", sorting, 4).firsts()) {
          read.addAll(vault.devices().from("", sorting, first, 4));
        }
        assertThat(read).as("%s", sorting).isEqualTo(sorted(all, sorting));
      }
    }
    var newest = new Sorting<>(Devices.Column.LAST_SEEN, true);
    var some = vault.devices().pages("depot-2", newest, 100);
    assertThat(some.count()).isEqualTo(8);
    assertThat(vault.devices().from("depot-2", newest, some.firsts().getFirst(), 100))
        .hasSize(8)
        .isSortedAccordingTo(Comparator.comparing(Devices.Device::lastSeen).reversed());
  }

  private static List<Devices.Device> sorted(
      List<Devices.Device> devices, Sorting<Devices.Column> sorting) {
    Comparator<Devices.Device> order =
        switch (sorting.by()) {
          case SERIAL -> Comparator.comparing(Devices.Device::serial);
          case KEY_SET -> Comparator.comparing(Devices.Device::keySet);
          case ENDPOINT -> Comparator.comparing(Devices.Device::endpoint);
          case LAST_SEEN -> Comparator.comparing(Devices.Device::lastSeen);
        };
    order = order.thenComparing(Devices.Device::serial);
    return devices.stream().sorted(sorting.descending() ? order.reversed() : order).toList();
  }

  @Test
  void aSequenceNeverRepeats() throws Exception {
    assertThat(vault.jobs().reserve("seq", 10)).isEqualTo(1);
    assertThat(vault.jobs().reserve("seq", 1)).isEqualTo(11);
    assertThat(vault.jobs().reserve("other", 1)).isEqualTo(1);
    vault = test.reopen();
    assertThat(vault.jobs().reserve("seq", 1)).isEqualTo(12);
    assertThatThrownBy(() -> vault.jobs().reserve("seq", 0)).isInstanceOf(VaultException.class);

    var taken = new ArrayList<Long>();
    for (Future<Long> each : together(32, () -> vault.jobs().reserve("seq", 3))) {
      taken.add(each.get());
    }
    assertThat(taken).doesNotHaveDuplicates().hasSize(32);
    assertThat(vault.jobs().reserve("seq", 1)).isEqualTo(13 + 96);
  }

  @Test
  void nothingSavedAtTheSameTimeIsLost() throws Exception {
    long job = TestVault.beginJob(vault);
    var numbers = new java.util.concurrent.atomic.AtomicLong();
    together(
        40,
        () -> {
          for (int i = 0; i < 50; i++) {
            long mine = numbers.incrementAndGet();
            vault.jobs().save(TestVault.item(job, mine, ItemState.SENT));
            assertThat(vault.jobs().item(job, "SN%07d".formatted(mine), "1")).isPresent();
            vault.jobs().save(TestVault.item(job, mine, ItemState.DONE));
          }
          return 0L;
        });

    assertThat(vault.jobs().counts(job)).containsEntry(ItemState.DONE, 2_000L);
    vault = test.reopen();
    assertThat(vault.jobs().counts(job))
        .containsEntry(ItemState.DONE, 2_000L)
        .containsEntry(ItemState.SENT, 0L);
    assertThat(vault.devices().page("", 0, 5_000)).hasSize(2_000);
  }

  @Test
  void nobodyFailsForSomebodyElse() throws Exception {
    long job = TestVault.beginJob(vault);
    var numbers = new java.util.concurrent.atomic.AtomicLong();
    List<Future<Long>> all =
        together(
            40,
            () -> {
              long mine = numbers.incrementAndGet();
              vault.jobs().save(TestVault.item(mine % 2 == 0 ? job : 999, mine, ItemState.DONE));
              return mine;
            });

    assertThat(all.stream().filter(each -> each.state() == Future.State.FAILED)).hasSize(20);
    assertThat(vault.jobs().counts(job)).containsEntry(ItemState.DONE, 20L);
  }

  @Test
  void anInterruptNeitherLosesTheItemNorTheInterrupt() throws Exception {
    long job = TestVault.beginJob(vault);
    Thread.currentThread().interrupt();
    vault.jobs().save(TestVault.item(job, 1, ItemState.DONE));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(vault.jobs().counts(job)).containsEntry(ItemState.DONE, 1L);
  }

  @Test
  void aFullDiskIsToldToAllWhoWaitAndTheVaultGoesOnWhenThereIsRoom() throws Exception {
    try (var small = new TestVault(folder.resolve("small.kwv"), 120)) {
      Vault full = small.create();
      long job = TestVault.beginJob(full);
      var numbers = new java.util.concurrent.atomic.AtomicLong();
      List<Future<Long>> all =
          together(
              16,
              () -> {
                while (true) {
                  long mine = numbers.incrementAndGet();
                  try {
                    full.jobs().save(TestVault.item(job, mine, ItemState.DONE));
                  } catch (VaultException e) {
                    assertThat(e)
                        .hasMessage(
                            "the disk is full: nothing of this was written to small.kwv; make room"
                                + " and try again");
                    return mine;
                  }
                }
              });
      for (Future<Long> each : all) {
        assertThat(full.jobs().item(job, "SN%07d".formatted(each.get()), "1")).isEmpty();
      }
      long kept = full.jobs().counts(job).get(ItemState.DONE);
      assertThat(kept).isPositive();

      TestVault.tamper(small.file, "DELETE FROM device_event");
      full.jobs().save(TestVault.item(job, numbers.incrementAndGet(), ItemState.DONE));

      assertThat(full.jobs().counts(job)).containsEntry(ItemState.DONE, kept + 1);
      full.log().verify();
    }
  }

  private static ItemRecord at(ItemRecord item, long second, boolean pending) {
    return new ItemRecord(
        item.job(),
        item.sequence(),
        item.subject(),
        item.place(),
        item.endpoint(),
        item.state(),
        item.reason(),
        item.facts(),
        pending ? Optional.of(Bytes.of((byte) 1, (byte) 2)) : Optional.empty(),
        item.at().plusSeconds(second));
  }

  private static Object catching(Callable<?> call) {
    try {
      return call.call();
    } catch (Exception e) {
      return e;
    }
  }

  /** Runs the same on many threads that begin at once; returns when all have ended. */
  private static List<Future<Long>> together(int threads, Callable<Long> call) {
    var barrier = new CyclicBarrier(threads);
    var futures = new ArrayList<Future<Long>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        futures.add(
            executor.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
    }
    return futures;
  }
}
