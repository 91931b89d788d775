// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.keywright.transport.Atr;

/**
 * Straight to the platform's PC/SC library. Each link and each look has a context of its own, so
 * that none waits for another, and a new one works after the service was restarted.
 */
final class DirectPcsc implements Pcsc {
  /** SCARD_SHARE_EXCLUSIVE and SCARD_SHARE_SHARED. */
  private static final long EXCLUSIVE = 1;

  private static final long SHARED = 2;

  /** SCARD_PROTOCOL_T0 and SCARD_PROTOCOL_T1 as bits. */
  private static final long T0 = 1;

  private static final long T1 = 2;

  /** SCARD_LEAVE_CARD and SCARD_RESET_CARD. */
  private static final long LEAVE = 0;

  private static final long RESET = 1;

  /** The longest data, and the status word. */
  private static final int LONGEST = 0x10000 + 2;

  private final Winscard library;

  /**
   * Loads the platform's library; the service need not run.
   *
   * @throws PcscException if the library is not there or lacks a function
   */
  static DirectPcsc of(WinscardLayout layout, String name) throws PcscException {
    try {
      return new DirectPcsc(new Winscard(layout, name));
    } catch (IllegalArgumentException
        | NoSuchElementException
        | IllegalCallerException
        | UnsupportedOperationException e) {
      throw new PcscException("the library " + name + " cannot be used: " + e.getMessage(), e);
    }
  }

  private DirectPcsc(Winscard library) {
    this.library = library;
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public int longestAnswer() {
    return LONGEST;
  }

  @Override
  public boolean survivesRestart() {
    return true;
  }

  @Override
  public Watch watch() throws PcscException {
    return new DirectWatch(library);
  }

  @Override
  public Card connect(String reader, boolean exclusive) throws PcscException {
    long context = library.establishContext();
    try {
      long[] card = library.connect(context, reader, exclusive ? EXCLUSIVE : SHARED, T0 | T1);
      try {
        var atr = Atr.of(library.answerToReset(card[0]));
        return new DirectCard(context, card[0], card[1], atr, exclusive);
      } catch (PcscException | IllegalArgumentException e) {
        library.disconnect(card[0], LEAVE);
        throw e instanceof PcscException known
            ? known
            : new PcscException(PcscError.SCARD_W_UNRESPONSIVE_CARD, e);
      }
    } catch (PcscException e) {
      library.releaseContext(context);
      throw e;
    }
  }

  private final class DirectCard implements Card {
    private final long context;
    private final long card;
    private final Atr atr;
    private final boolean exclusive;
    private final int protocolNumber;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment protocol = arena.allocate(16);
    private final MemorySegment command = arena.allocate(LONGEST + 16);
    private final MemorySegment answer = arena.allocate(LONGEST + 16);
    private final MemorySegment length = arena.allocate(8);

    DirectCard(long context, long card, long active, Atr atr, boolean exclusive) {
      this.context = context;
      this.card = card;
      this.atr = atr;
      this.exclusive = exclusive;
      this.protocolNumber = active == T0 ? 0 : 1;
      int bytes = library.layout.numberBytes();
      library.write(protocol, 0, active);
      library.write(protocol, bytes, 2L * bytes);
    }

    @Override
    public Atr atr() {
      return atr;
    }

    @Override
    public int protocol() {
      return protocolNumber;
    }

    @Override
    public byte[] transmit(byte[] bytes) throws PcscException {
      MemorySegment.copy(bytes, 0, command, ValueLayout.JAVA_BYTE, 0, bytes.length);
      try {
        library.write(length, 0, answer.byteSize());
        library.transmit(card, protocol, command, bytes.length, answer, length);
        return answer.asSlice(0, library.number(length, 0)).toArray(ValueLayout.JAVA_BYTE);
      } finally {
        // Commands of the secured room carry clear keys.
        command.asSlice(0, bytes.length).fill((byte) 0);
      }
    }

    @Override
    public void close() {
      library.disconnect(card, exclusive ? RESET : LEAVE);
      library.releaseContext(context);
      arena.close();
    }
  }

  /** Names by the zero bytes between them. */
  static List<String> names(byte[] list) {
    var names = new ArrayList<String>();
    int from = 0;
    for (int at = 0; at < list.length; at++) {
      if (list[at] == 0) {
        if (at > from) {
          names.add(new String(list, from, at - from, StandardCharsets.UTF_8));
        }
        from = at + 1;
      }
    }
    return names;
  }

  /** The part of a limit for which one call may wait. */
  static long milliseconds(Duration limit) {
    return Math.clamp(limit.toMillis(), 0, 60_000);
  }
}
