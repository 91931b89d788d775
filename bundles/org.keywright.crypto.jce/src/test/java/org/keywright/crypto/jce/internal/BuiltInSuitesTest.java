// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;

/** A run of suites 01 and 10 from the transport key to the wrapped key and back. */
class BuiltInSuitesTest {
  static final List<Suite> SUITES =
      List.of(new LiteralSuite(PRIMITIVES).suite(), new CardEstateSuite(PRIMITIVES).suite());

  private final JceKeys keys = new JceKeys(PRIMITIVES);

  @ParameterizedTest
  @FieldSource("SUITES")
  void carryAKeyFromOneSideToTheOther(Suite suite) throws KeyException {
    Key transportKey = keys.generate(suite.keySpec());
    Key mine = operationKey(suite, transportKey, 1);
    assertThat(mine.sameKeyAs(operationKey(suite, transportKey, 1))).isTrue();
    assertThat(mine.sameKeyAs(operationKey(suite, transportKey, 2))).isFalse();
    assertThat(mine.spec()).isEqualTo(suite.keySpec());
    var made =
        suite.derivation().diversifyAll(mine, List.of("KW1.ENC", "KW1.CAS"), suite.keySpec());
    assertThat(made.getFirst().sameKeyAs(made.getLast())).isFalse();
    byte[] wrapped = suite.wrap().wrap(made.getFirst(), material("5A".repeat(32)));
    assertThat(hex(suite.wrap().unwrap(made.getFirst(), wrapped))).isEqualTo("5A".repeat(32));
    assertThatThrownBy(() -> suite.wrap().unwrap(made.getLast(), wrapped))
        .isInstanceOf(KeyException.class);
    assertThat(suite.mac().mac(made.getLast(), wrapped)).hasSize(suite.mac().length());
  }

  @ParameterizedTest
  @FieldSource("SUITES")
  void areShownWithACaution(Suite suite) {
    assertThat(suite.caution()).get().asString().contains("shares the transport key");
  }

  private static Key operationKey(Suite suite, Key transportKey, int serial) throws KeyException {
    byte[] sn = new byte[16];
    sn[15] = (byte) serial;
    byte[] id = {(byte) suite.id()};
    return suite
        .algo1()
        .diversify(
            transportKey,
            "KW1.T1",
            suite.keySpec(),
            id,
            bytes("5345543030303031"),
            bytes("0001"),
            sn);
  }
}
