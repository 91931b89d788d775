// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
  private final Queue<Runnable> reading = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();

  private final class Listener implements PagedRows.Listener, GrowingRows.Listener {
    @Override
    public void counted(int rows) {
      heard.add("counted " + rows);
    }

    @Override
    public void read(int from, int to) {
      heard.add("read " + from + " to " + to);
    }

    @Override
    public void changed(int same) {
      heard.add("changed from " + same);
    }

    @Override
    public void found(int row) {
      heard.add("found " + row);
    }

    @Override
    public void failed(Exception why) {
      heard.add("failed: " + why.getMessage());
    }
  }

  /** So many numbers, from one on. */
  private record Numbers(int first, int most) implements PagedRows.Source<Integer> {
    Numbers(int most) {
      this(0, most);
    }

    List<Integer> page(int from, int limit) {
      return IntStream.range(from, Math.min(most, from + limit)).mapToObj(n -> n + first).toList();
    }

    @Override
    public PagedRows.Pages<Integer> pages(int size) {
      return new PagedRows.Pages<>() {
        @Override
        public long count() {
          return most;
        }

        @Override
        public List<Integer> page(int number) {
          return Numbers.this.page(number * size, size);
        }
      };
    }
  }

  private final PagedRows<Integer> paged =
      new PagedRows<>(reading::add, Runnable::run, new Listener());
  private final GrowingRows<Integer> growing =
      new GrowingRows<>(reading::add, Runnable::run, new Listener());

  private void read() {
    while (!reading.isEmpty()) {
      reading.remove().run();
    }
  }

  @Test
  void ofALongTableOnlyThePagesInSightAreRead() {
    paged.from(new Numbers(100_000));
    read();
    assertThat(paged.size()).isEqualTo(100_000);
    assertThat(paged.row(54_321)).isEmpty();
    read();
    assertThat(paged.row(54_321)).contains(54_321);
    assertThat(heard).containsExactly("counted 100000", "read 54200 to 54400");
  }

  @Test
  void aPageIsAskedForOnce() {
    paged.from(new Numbers(1000));
    read();
    assertThat(paged.row(3)).isEmpty();
    assertThat(paged.row(4)).isEmpty();
    assertThat(reading).hasSize(1);
  }

  @Test
  void whatWasReadForAnOlderSearchIsNotShown() {
    paged.from(new Numbers(10));
    paged.from(new Numbers(20));
    read();
    assertThat(heard).containsExactly("counted 20");
  }

  @Test
  void whatIsReadAnewIsShownAsItWasUntilItIsThere() {
    var first = new AtomicInteger(5);
    paged.from(size -> new Numbers(first.get(), 100).pages(size));
    read();
    paged.row(7);
    read();
    first.set(6);
    paged.again();
    read();
    assertThat(paged.row(7)).contains(12);
    read();
    assertThat(paged.row(7)).contains(13);
    paged.from(new Numbers(3));
    read();
    assertThat(paged.row(2)).isEmpty();
  }

  @Test
  void aFailureIsTold() {
    growing.from(
        (last, limit) -> {
          throw new IOException("the disk is gone");
        });
    read();
    assertThat(heard).containsExactly("failed: the disk is gone");
    assertThat(growing.size()).isZero();
  }

  @Test
  void aTableOfUnknownLengthGrowsAsItsEndComesIntoSight() {
    int all = GrowingRows.PAGE + 7;
    growing.from((last, limit) -> new Numbers(all).page(last.map(n -> n + 1).orElse(0), limit));
    read();
    assertThat(growing.size()).isEqualTo(GrowingRows.PAGE + 1);
    assertThat(growing.row(GrowingRows.PAGE)).isEmpty();
    read();
    assertThat(growing.size()).isEqualTo(all);
    assertThat(growing.whole()).isTrue();
    assertThat(growing.row(all - 1)).isEqualTo(Optional.of(all - 1));
  }

  @Test
  void ofRowsThatAreReadAnewThoseThatAreAsTheyWereAreTold() {
    var last = new AtomicInteger(3);
    GrowingRows.Source<Integer> source = (before, limit) -> new Numbers(last.get()).page(0, limit);
    for (int count : List.of(3, 3, 5, 4)) {
      last.set(count);
      growing.from(source);
      read();
    }
    assertThat(heard)
        .containsExactly("changed from 0", "changed from 3", "changed from 3", "changed from 4");
  }

  @Test
  void rowsStayUntilTheFirstPageOfOthersIsThere() {
    growing.from((last, limit) -> List.of(1, 2, 3));
    read();
    growing.from((last, limit) -> List.of(4));
    assertThat(growing.row(0)).contains(1);
    read();
    assertThat(growing.known()).isEqualTo(1);
    assertThat(growing.row(0)).contains(4);
  }

  @Test
  void whoHasScrolledDownFindsHisRowAgainWhenTheyAreReadAnew() {
    growing.from((last, limit) -> new Numbers(3000).page(last.map(n -> n + 1).orElse(0), limit));
    read();
    growing.row(growing.known());
    read();
    assertThat(growing.known()).isEqualTo(2 * GrowingRows.PAGE);
    growing.again();
    read();
    assertThat(growing.known()).isEqualTo(2 * GrowingRows.PAGE);
    assertThat(growing.whole()).isFalse();
  }

  @Test
  void rowsThatAreAskedForMoreOftenThanTheyAreReadComeOn() {
    var number = new AtomicInteger(1);
    growing.from((last, limit) -> List.of(number.getAndIncrement()));
    growing.again();
    growing.again();
    assertThat(reading).hasSize(1);
    reading.remove().run();
    assertThat(growing.row(0)).contains(1);
    read();
    assertThat(growing.row(0)).as("it was asked for again meanwhile").contains(2);
    assertThat(number).as("and once is enough").hasValue(3);
  }

  @Test
  void anOldRowIsReadOnTo() {
    int row = 2 * GrowingRows.PAGE + 3;
    growing.from((last, limit) -> new Numbers(3000).page(last.map(n -> n + 1).orElse(0), limit));
    growing.seek(n -> n == row);
    read();
    assertThat(heard).last().isEqualTo("found " + row);
    heard.clear();
    growing.seek(n -> n == -1);
    read();
    assertThat(heard).noneMatch(each -> each.startsWith("found"));
    assertThat(growing.known()).as("all were looked through").isEqualTo(3000);
  }
}
