// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/** A second source of a key: it adds, and takes nothing away. */
class SecondSourceTest {
  /** Gives 55 for ever, as a generator that is broken. */
  private static final RandomSource STUCK =
      new RandomSource() {
        @Override
        public void key(byte[] out) {
          Arrays.fill(out, (byte) 0x55);
        }

        @Override
        public void nonce(byte[] out) {
          Arrays.fill(out, (byte) 0x55);
        }
      };

  /** HKDF of the source under the salt 55…55, computed by another program. */
  private static final String MASK = "6D4825D1F03E9D98C39D3EA2524B2D38";

  private final JceKeys keys = new JceKeys(PRIMITIVES);

  @Test
  void isAddedByExclusiveOrToWhatTheGeneratorGave() throws KeyException {
    byte[] drawn = new byte[16];
    new SecondSource(STUCK).mixInto(drawn, source(40));
    assertThat(hex(drawn)).isEqualTo(MASK);
    Arrays.fill(drawn, (byte) 0xFF);
    new SecondSource(STUCK).mixInto(drawn, source(40));
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] ^= (byte) 0xFF;
    }
    assertThat(hex(drawn)).isEqualTo(MASK);
  }

  @Test
  void theSameSourceTwiceGivesTwoKeys() throws KeyException {
    for (var spec : new KeySpec[] {KeySpec.AES_256, KeySpec.TDES_128}) {
      try (Key one = keys.generate(spec, source(32));
          Key two = keys.generate(spec, source(32))) {
        assertThat(one.sameKeyAs(two)).isFalse();
        assertThat(one.spec()).isEqualTo(spec);
      }
    }
  }

  @Test
  void isRefusedIfItIsShortOrRepeatsItself() {
    assertThatThrownBy(() -> keys.generate(KeySpec.AES_128, source(31)))
        .isInstanceOf(KeyException.class)
        .hasMessage("a second source has at least 32 bytes, not 31");
    assertThatThrownBy(() -> keys.generate(KeySpec.AES_128, KeyMaterial.consume(new byte[64])))
        .isInstanceOf(KeyException.class)
        .hasMessage("the noise source repeats itself: no key is made of it");
  }

  @Test
  void stillGivesTdesKeysOddParity() throws KeyException {
    try (Key key = keys.generate(KeySpec.TDES_192, source(50))) {
      for (byte each : Samples.bytes(hex(key))) {
        assertThat(Integer.bitCount(each & 0xFF) % 2).isEqualTo(1);
      }
    }
  }

  private static KeyMaterial source(int length) {
    byte[] counted = new byte[length];
    for (int i = 0; i < length; i++) {
      counted[i] = (byte) (i + 1);
    }
    return KeyMaterial.consume(counted);
  }
}
