// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardSerialTest {
  /** The answers to STATUS of an EI, an AS and an MS begin like this (docs/protocols). */
  @ParameterizedTest
  @CsvSource({
    "E4 15 9E0101 8110 45492D31000000000000000000000000, EI-1",
    "E4 81 15 9E0101 8110 45492D31000000000000000000000000, EI-1",
    "E5 12 8110 41530000000000000000000000000000, AS",
    "E7 15 9E0101 A010 4D530000000000000000000000000000, MS"
  })
  void readsTheSerialNumber(String status, String serial) {
    assertThat(CardSerial.serial(bytes(status)))
        .hasValueSatisfying(number -> assertThat(number).hasToString(serial));
  }

  @ParameterizedTest
  @CsvSource({"''", "E4", "E4 00", "E4 03 9E0101", "E4 15 9E0101 8110 4549", "E4 03 81 01 00"})
  void findsNoneWhereThereIsNone(String status) {
    assertThat(CardSerial.serial(bytes(status))).isEmpty();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
