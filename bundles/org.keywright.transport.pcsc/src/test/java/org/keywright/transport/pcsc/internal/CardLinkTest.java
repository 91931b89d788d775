// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardLinkTest {
  /** ISO/IEC 7816-3, clause 12.2: only a command with data and Le is another one over T=0. */
  @ParameterizedTest
  @CsvSource({
    "80400000, 80400000",
    "8040000000, 8040000000",
    "80120000020102, 80120000020102",
    "8012000002010200, 80120000020102",
    "801200000201, 801200000201"
  })
  void takesLeFromCommandsWithData(String command, String sent) {
    var hex = HexFormat.of();
    assertThat(CardLink.withoutLe(hex.parseHex(command))).isEqualTo(hex.parseHex(sent));
  }
}
