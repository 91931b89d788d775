// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;

/**
 * The places for pairing data (PDT) of a module and what rules them, immutable.
 *
 * @param rows one for each place, empty if it is free
 */
record MsPlaces(List<Optional<Row>> rows) {
  /** A counter that comes up to this has all counters halved. */
  static final long ACTIVITY_LIMIT = 1L << 31;

  private static final int MOST_FAILURES = 255;

  private static final Comparator<Row> BY_AGE = Comparator.comparingLong(Row::chronology);
  private static final Comparator<Row> BY_USE =
      Comparator.comparingLong(Row::activity).thenComparing(BY_AGE);

  MsPlaces {
    rows = List.copyOf(rows);
  }

  /**
   * One pairing.
   *
   * @param state half until it is verified for the first time
   * @param locked never a victim
   * @param host SN
   * @param suite the suite that KA was made under
   * @param key KA
   * @param activity CPT
   * @param chronology CHR
   * @param index N of the pairing
   * @param generation g of the cryptogram
   * @param failures proofs that failed
   * @param cryptogram SHA-256 of CY, or CY
   */
  record Row(
      RowState state,
      boolean locked,
      SerialNumber host,
      int suite,
      Key key,
      long activity,
      long chronology,
      long index,
      int generation,
      int failures,
      Bytes cryptogram) {
    Row locked(boolean other) {
      return new Row(
          state,
          other,
          host,
          suite,
          key,
          activity,
          chronology,
          index,
          generation,
          failures,
          cryptogram);
    }

    Row failedOnceMore() {
      return new Row(
          state,
          locked,
          host,
          suite,
          key,
          activity,
          chronology,
          index,
          generation,
          failures + 1,
          cryptogram);
    }

    private Row counted(long count, RowState now) {
      return new Row(
          now,
          locked,
          host,
          suite,
          key,
          count,
          chronology,
          index,
          generation,
          failures,
          cryptogram);
    }

    boolean countsFailures() {
      return failures < MOST_FAILURES;
    }
  }

  static MsPlaces free(int count) {
    return new MsPlaces(Collections.nCopies(count, Optional.empty()));
  }

  int count() {
    return rows.size();
  }

  int occupied() {
    return (int) rows.stream().filter(Optional::isPresent).count();
  }

  OptionalInt placeOf(SerialNumber host) {
    for (int i = 0; i < count(); i++) {
      var row = rows.get(i);
      if (row.isPresent() && row.get().host().equals(host)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  Optional<Row> rowOf(SerialNumber host) {
    var place = placeOf(host);
    return place.isPresent() ? rows.get(place.getAsInt()) : Optional.empty();
  }

  /** Where a pairing with this host goes: its own place, a free one, or a victim's. */
  OptionalInt placeFor(SerialNumber host, VictimPolicy policy) {
    var own = placeOf(host);
    if (own.isPresent()) {
      return own;
    }
    var free = IntStream.range(0, count()).filter(i -> rows.get(i).isEmpty()).findFirst();
    if (free.isPresent()) {
      return free;
    }
    return switch (policy) {
      case LEAST_ACTIVE -> victim(BY_USE);
      case OLDEST -> victim(BY_AGE);
      case REFUSE -> OptionalInt.empty();
    };
  }

  private OptionalInt victim(Comparator<Row> first) {
    int victim = -1;
    for (int i = 0; i < count(); i++) {
      var row = rows.get(i).orElseThrow();
      if (!row.locked() && (victim < 0 || first.compare(row, rows.get(victim).orElseThrow()) < 0)) {
        victim = i;
      }
    }
    return victim < 0 ? OptionalInt.empty() : OptionalInt.of(victim);
  }

  /** Where the activity counter of a new pairing in a place begins. */
  long startCount(int place, StartCount start) {
    return start == StartCount.ZERO ? 0 : others(place).min().orElse(0);
  }

  private LongStream others(int place) {
    return IntStream.range(0, count())
        .filter(i -> i != place)
        .mapToObj(rows::get)
        .flatMap(Optional::stream)
        .mapToLong(Row::activity);
  }

  MsPlaces with(int place, Row row) {
    return replaced(place, Optional.of(row));
  }

  MsPlaces without(int place) {
    return replaced(place, Optional.empty());
  }

  private MsPlaces replaced(int place, Optional<Row> row) {
    var next = new ArrayList<>(rows);
    next.set(place, row);
    return new MsPlaces(next);
  }

  /** Counts one positive verification; a counter at its limit halves all. */
  MsPlaces verified(int place) {
    var row = rows.get(place).orElseThrow();
    var next = with(place, row.counted(row.activity() + 1, RowState.PAIRED));
    return row.activity() + 1 < ACTIVITY_LIMIT ? next : next.halved();
  }

  private MsPlaces halved() {
    return new MsPlaces(
        rows.stream().map(row -> row.map(r -> r.counted(r.activity() / 2, r.state()))).toList());
  }
}
