// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void oneByteIsReadWithoutASign() {
    var bytes = Bytes.ofHex("007FFF");

    assertThat(bytes.at(0)).isZero();
    assertThat(bytes.at(1)).isEqualTo(127);
    assertThat(bytes.at(2)).isEqualTo(255);
    assertThatThrownBy(() -> bytes.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
