// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The functions of the platform's PC/SC library (winscard.h) by the foreign-function API. Numbers
 * and handles are {@code long} here, whatever the platform takes.
 *
 * <p>Safe for use by many threads; a call blocks its thread, and the carrier of a virtual one.
 */
final class Winscard {
  /** The scope of a context: the whole system. */
  private static final long SCOPE_SYSTEM = 2;

  final WinscardLayout layout;

  private final SymbolLookup library;
  private final MemoryLayout number;
  private final MemoryLayout handle;

  private final MethodHandle establishContext;
  private final MethodHandle releaseContext;
  private final MethodHandle cancel;
  private final MethodHandle listReaders;
  private final MethodHandle getStatusChange;
  private final MethodHandle connect;
  private final MethodHandle disconnect;
  private final MethodHandle status;
  private final MethodHandle transmit;

  /** A call of the library. */
  private interface Call {
    long run() throws Throwable;
  }

  /**
   * Loads the library, which stays loaded as long as this object is in use.
   *
   * @throws IllegalArgumentException if there is no such library
   * @throws java.util.NoSuchElementException if it lacks a function
   */
  @SuppressWarnings("restricted")
  Winscard(WinscardLayout layout, String name) {
    this.layout = layout;
    this.library = SymbolLookup.libraryLookup(name, Arena.ofAuto());
    this.number = layout.numberBytes() == 8 ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT;
    this.handle = layout.handleBytes() == 8 ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT;
    var pointer = ValueLayout.ADDRESS;
    var text = layout.suffix();
    establishContext = function("SCardEstablishContext", number, pointer, pointer, pointer);
    releaseContext = function("SCardReleaseContext", handle);
    cancel = function("SCardCancel", handle);
    listReaders = function("SCardListReaders" + text, handle, pointer, pointer, pointer);
    getStatusChange = function("SCardGetStatusChange" + text, handle, number, pointer, number);
    connect = function("SCardConnect" + text, handle, pointer, number, number, pointer, pointer);
    disconnect = function("SCardDisconnect", handle, number);
    status =
        function(
            "SCardStatus" + text, handle, pointer, pointer, pointer, pointer, pointer, pointer);
    transmit =
        function("SCardTransmit", handle, pointer, pointer, number, pointer, pointer, pointer);
  }

  @SuppressWarnings("restricted")
  private MethodHandle function(String name, MemoryLayout... parameters) {
    var descriptor = FunctionDescriptor.of(number, parameters);
    var function = Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    var type = function.type().changeReturnType(long.class);
    for (int i = 0; i < type.parameterCount(); i++) {
      if (type.parameterType(i) == int.class) {
        type = type.changeParameterType(i, long.class);
      }
    }
    return MethodHandles.explicitCastArguments(function, type);
  }

  private static void require(Call call) throws PcscException {
    int code = code(call);
    if (code != 0) {
      throw failed(code);
    }
  }

  private static PcscException failed(int code) {
    return PcscError.ofCode(code)
        .map(error -> new PcscException(error, null))
        .orElseGet(
            () -> new PcscException("the PC/SC service failed with %08X".formatted(code), null));
  }

  private static int code(Call call) {
    try {
      return (int) call.run();
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("a native call throws nothing", t);
    }
  }

  long establishContext() throws PcscException {
    try (var arena = Arena.ofConfined()) {
      var context = arena.allocate(8);
      require(
          () ->
              (long)
                  establishContext.invokeExact(
                      SCOPE_SYSTEM, MemorySegment.NULL, MemorySegment.NULL, context));
      return read(context, 0, layout.handleBytes());
    }
  }

  void releaseContext(long context) {
    code(() -> (long) releaseContext.invokeExact(context));
  }

  /** Ends the waiting call of a context. */
  void cancel(long context) {
    code(() -> (long) cancel.invokeExact(context));
  }

  /** The names of the readers, each ended by a zero byte, and one more; empty if there is none. */
  byte[] listReaders(long context) throws PcscException {
    while (true) {
      try (var arena = Arena.ofConfined()) {
        var length = arena.allocate(8);
        int wanted = list(context, MemorySegment.NULL, length);
        if (wanted == 0) {
          return new byte[0];
        }
        var names = arena.allocate(wanted);
        int had = list(context, names, length);
        if (had > 0) {
          return names.asSlice(0, had).toArray(ValueLayout.JAVA_BYTE);
        }
        // A reader came between the two calls.
      }
    }
  }

  private int list(long context, MemorySegment names, MemorySegment length) throws PcscException {
    write(length, 0, names.byteSize());
    int code =
        code(() -> (long) listReaders.invokeExact(context, MemorySegment.NULL, names, length));
    var error = PcscError.ofCode(code).orElse(null);
    if (error == PcscError.SCARD_E_NO_READERS_AVAILABLE
        || error == PcscError.SCARD_E_INSUFFICIENT_BUFFER) {
      return 0;
    }
    if (code != 0) {
      throw failed(code);
    }
    return (int) read(length, 0, layout.numberBytes());
  }

  /** Waits until one of the readers is in another state than it says; false if none came to be. */
  boolean getStatusChange(long context, long milliseconds, MemorySegment states, int count)
      throws PcscException {
    int code =
        code(() -> (long) getStatusChange.invokeExact(context, milliseconds, states, (long) count));
    if (PcscError.ofCode(code).filter(PcscError.SCARD_E_TIMEOUT::equals).isPresent()) {
      return false;
    }
    if (code != 0) {
      throw failed(code);
    }
    return true;
  }

  /** Connects by T=0 or T=1, and returns the card's handle and the protocol. */
  long[] connect(long context, String reader, long share, long protocols) throws PcscException {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(reader);
      var card = arena.allocate(8);
      var protocol = arena.allocate(8);
      require(() -> (long) connect.invokeExact(context, name, share, protocols, card, protocol));
      return new long[] {
        read(card, 0, layout.handleBytes()), read(protocol, 0, layout.numberBytes())
      };
    }
  }

  void disconnect(long card, long disposition) {
    code(() -> (long) disconnect.invokeExact(card, disposition));
  }

  /** The answer to reset of a card. */
  byte[] answerToReset(long card) throws PcscException {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocate(512);
      var nameLength = arena.allocate(8);
      write(nameLength, 0, name.byteSize());
      var state = arena.allocate(8);
      var protocol = arena.allocate(8);
      var atr = arena.allocate(64);
      var atrLength = arena.allocate(8);
      write(atrLength, 0, atr.byteSize());
      require(
          () -> (long) status.invokeExact(card, name, nameLength, state, protocol, atr, atrLength));
      return atr.asSlice(0, read(atrLength, 0, layout.numberBytes()))
          .toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Sends a command; {@code length} has the room for the answer, and then how long it is. */
  void transmit(
      long card,
      MemorySegment protocol,
      MemorySegment command,
      long commandLength,
      MemorySegment answer,
      MemorySegment length)
      throws PcscException {
    require(
        () ->
            (long)
                transmit.invokeExact(
                    card, protocol, command, commandLength, MemorySegment.NULL, answer, length));
  }

  /** Reads a number of the platform's size. */
  long number(MemorySegment from, long at) {
    return read(from, at, layout.numberBytes());
  }

  private static long read(MemorySegment from, long at, int bytes) {
    return bytes == 8
        ? from.get(ValueLayout.JAVA_LONG_UNALIGNED, at)
        : from.get(ValueLayout.JAVA_INT_UNALIGNED, at) & 0xFFFFFFFFL;
  }

  /** Writes a number of the platform's size. */
  void write(MemorySegment to, long at, long value) {
    if (layout.numberBytes() == 8) {
      to.set(ValueLayout.JAVA_LONG_UNALIGNED, at, value);
    } else {
      to.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) value);
    }
  }
}
