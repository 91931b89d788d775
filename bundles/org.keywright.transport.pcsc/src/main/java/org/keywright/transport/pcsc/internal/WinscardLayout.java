// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.util.Locale;

/**
 * How the PC/SC libraries of the platforms differ: their names, the size of their numbers, and how
 * they pack structures (their header files wintypes.h and winscard.h).
 */
enum WinscardLayout {
  /** pcsc-lite: {@code unsigned long} throughout. */
  LINUX("libpcsclite.so.1", 8, 8, false, 33, ""),
  /** Apple's framework: 32 bits throughout, without gaps in structures. */
  MACOS("/System/Library/Frameworks/PCSC.framework/PCSC", 4, 4, true, 33, ""),
  /** Windows: 32 bits, handles of 64, an ATR of 36 bytes; names in the 8-bit character set. */
  WINDOWS("winscard.dll", 4, 8, false, 36, "A");

  private final String library;
  private final int numberBytes;
  private final int handleBytes;
  private final boolean packed;
  private final int atrBytes;
  private final String suffix;

  WinscardLayout(
      String library,
      int numberBytes,
      int handleBytes,
      boolean packed,
      int atrBytes,
      String suffix) {
    this.library = library;
    this.numberBytes = numberBytes;
    this.handleBytes = handleBytes;
    this.packed = packed;
    this.atrBytes = atrBytes;
    this.suffix = suffix;
  }

  /** The layout of an operating system by the name that Java gives it. */
  static WinscardLayout of(String operatingSystem) {
    var name = operatingSystem.toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MACOS : LINUX;
  }

  /** What the library is called. */
  String library() {
    return library;
  }

  /** Bytes of a DWORD, and of the result of each call. */
  int numberBytes() {
    return numberBytes;
  }

  /** Bytes of a context and of a card's handle. */
  int handleBytes() {
    return handleBytes;
  }

  /** What the names of functions with text in their parameters end in. */
  String suffix() {
    return suffix;
  }

  /** Where the current state stands in a SCARD_READERSTATE, behind two pointers. */
  int currentStateAt() {
    return 16;
  }

  int eventStateAt() {
    return currentStateAt() + numberBytes;
  }

  int atrLengthAt() {
    return eventStateAt() + numberBytes;
  }

  int atrAt() {
    return atrLengthAt() + numberBytes;
  }

  /** The length of a SCARD_READERSTATE. */
  int readerStateBytes() {
    int bytes = atrAt() + atrBytes;
    return packed ? bytes : (bytes + 7) / 8 * 8;
  }
}
