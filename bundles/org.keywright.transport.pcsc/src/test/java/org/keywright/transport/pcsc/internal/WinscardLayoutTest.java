// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes are those of SCARD_READERSTATE in the platforms' header files, for 64 bits. */
class WinscardLayoutTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, LINUX, 80, 24, 32, 40",
    "Mac OS X, MACOS, 61, 20, 24, 28",
    "Windows 11, WINDOWS, 64, 20, 24, 28"
  })
  void eachPlatformHasItsOwn(
      String system, WinscardLayout layout, int size, int event, int length, int atr) {
    assertThat(WinscardLayout.of(system)).isEqualTo(layout);
    assertThat(layout.readerStateBytes()).isEqualTo(size);
    assertThat(layout.eventStateAt()).isEqualTo(event);
    assertThat(layout.atrLengthAt()).isEqualTo(length);
    assertThat(layout.atrAt()).isEqualTo(atr);
  }

  @Test
  void aLibraryThatIsNotThereLeavesTheJdksWay() {
    var ways = Ways.of(WinscardLayout.LINUX, "libno-such-thing.so.1");
    assertThat(ways.chosen().name()).isEqualTo("javax.smartcardio");
    assertThat(ways.reason())
        .startsWith("the library libno-such-thing.so.1 cannot be used: ")
        .endsWith("; so the JDK's own provider is used");
  }

  @Test
  void aLibraryWithoutTheFunctionsIsNotUsed() {
    assertThatExceptionOfType(PcscException.class)
        .isThrownBy(() -> DirectPcsc.of(WinscardLayout.WINDOWS, "libc.so.6"))
        .withMessageStartingWith("the library libc.so.6 cannot be used: ");
  }
}
