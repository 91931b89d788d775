// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.keywright.transport.Atr;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.CardReader.State;

/** Waits in SCardGetStatusChange, which a reader that comes ends as well as a card. */
final class DirectWatch implements Pcsc.Watch {
  /** A reader of this name is not one: it stands for the number of readers. */
  private static final String NEWCOMERS = "\\\\?PnP?\\Notification";

  /** On Apple's systems a new reader does not end the wait, so it is looked for this often. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Bits of a reader's state; its upper half counts the cards that came and went. */
  private static final long CHANGED = 0x02;

  private static final long EMPTY = 0x10;
  private static final long PRESENT = 0x20;
  private static final long EXCLUSIVE = 0x80;
  private static final long IN_USE = 0x100;
  private static final long MUTE = 0x200;

  private final Winscard library;
  private final long context;
  private final ReentrantLock busy = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean released = new AtomicBoolean();
  private boolean first = true;

  /** The state of each reader as the service counted it last. */
  private Map<String, Long> known = new LinkedHashMap<>();

  DirectWatch(Winscard library) throws PcscException {
    this.library = library;
    this.context = library.establishContext();
  }

  @Override
  public List<CardReader> next(Duration limit) throws PcscException {
    busy.lock();
    try {
      return changed(System.nanoTime() + limit.toNanos());
    } finally {
      busy.unlock();
      if (closed.get()) {
        release();
      }
    }
  }

  private List<CardReader> changed(long until) throws PcscException {
    while (true) {
      requireOpen();
      var names = DirectPcsc.names(library.listReaders(context));
      boolean changed = first || !names.equals(List.copyOf(known.keySet()));
      var left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
      try (var arena = Arena.ofConfined()) {
        var states = states(arena, names);
        changed |= awaited(states, names.size() + 1, changed ? Duration.ZERO : left);
        if (changed || left.isZero()) {
          first = false;
          return read(states, names);
        }
      }
    }
  }

  private boolean awaited(MemorySegment states, int count, Duration limit) throws PcscException {
    requireOpen();
    boolean notified = library.layout != WinscardLayout.MACOS;
    var wait = notified || limit.compareTo(LOOK) < 0 ? limit : LOOK;
    return library.getStatusChange(
        context, DirectPcsc.milliseconds(wait), states, notified ? count : count - 1);
  }

  private void requireOpen() throws PcscException {
    if (closed.get()) {
      throw new PcscException(PcscError.SCARD_E_CANCELLED, null);
    }
  }

  /** The readers, and behind them the one that stands for newcomers. */
  private MemorySegment states(Arena arena, List<String> names) {
    int size = library.layout.readerStateBytes();
    var states = arena.allocate((long) size * (names.size() + 1), 8);
    for (int i = 0; i < names.size(); i++) {
      describe(arena, states, i, names.get(i), known.getOrDefault(names.get(i), 0L));
    }
    describe(arena, states, names.size(), NEWCOMERS, (long) names.size() << 16);
    return states;
  }

  private void describe(Arena arena, MemorySegment states, int index, String name, long current) {
    long at = (long) index * library.layout.readerStateBytes();
    states.set(ValueLayout.ADDRESS_UNALIGNED, at, arena.allocateFrom(name));
    library.write(states, at + library.layout.currentStateAt(), current);
  }

  private List<CardReader> read(MemorySegment states, List<String> names) {
    var readers = new ArrayList<CardReader>();
    var seen = new LinkedHashMap<String, Long>();
    for (int i = 0; i < names.size(); i++) {
      long at = (long) i * library.layout.readerStateBytes();
      long event = library.number(states, at + library.layout.eventStateAt());
      long length = library.number(states, at + library.layout.atrLengthAt());
      seen.put(names.get(i), event & ~CHANGED);
      readers.add(
          new CardReader(
              names.get(i),
              state(event),
              (event & PRESENT) == 0 ? Optional.empty() : atr(states, at, length)));
    }
    known = seen;
    return List.copyOf(readers);
  }

  private Optional<Atr> atr(MemorySegment states, long at, long length) {
    return length < 2 || length > 33
        ? Optional.empty()
        : Optional.of(
            Atr.of(
                states
                    .asSlice(at + library.layout.atrAt(), length)
                    .toArray(ValueLayout.JAVA_BYTE)));
  }

  private static State state(long event) {
    if ((event & EMPTY) != 0 || (event & PRESENT) == 0) {
      return State.EMPTY;
    }
    if ((event & MUTE) != 0) {
      return State.MUTE;
    }
    return (event & EXCLUSIVE) != 0
        ? State.EXCLUSIVE
        : (event & IN_USE) != 0 ? State.SHARED : State.CARD;
  }

  @Override
  public void close() {
    closed.set(true);
    if (busy.isLocked()) {
      library.cancel(context);
    }
    if (busy.tryLock()) {
      busy.unlock();
      release();
    }
  }

  /** Done by whoever comes last: the thread that closes, or the one whose call was under way. */
  private void release() {
    if (released.compareAndSet(false, true)) {
      library.releaseContext(context);
    }
  }
}
