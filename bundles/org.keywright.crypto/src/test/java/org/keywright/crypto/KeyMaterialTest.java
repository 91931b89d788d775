// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaterialTest {
  @Test
  void copiesItsSourceAndWipesItWhenItConsumes() {
    byte[] source = {1, 2, 3};
    var copy = KeyMaterial.copyOf(source);
    assertThat(source).containsExactly(1, 2, 3);
    var consumed = KeyMaterial.consume(source);
    assertThat(source).containsOnly(0);
    assertThat(consumed.sameBytesAs(copy)).isTrue();
  }

  @Test
  void lendsACopyThatIsWipedAfterwards() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3});
    var kept = new AtomicReference<byte[]>();
    int sum =
        material.expose(
            lent -> {
              kept.set(lent);
              int total = lent[0] + lent[1] + lent[2];
              lent[0] = 9;
              return total;
            });
    assertThat(sum).isEqualTo(6);
    assertThat(kept.get()).containsOnly(0);
    assertThat(material.<byte[], RuntimeException>expose(byte[]::clone)).containsExactly(1, 2, 3);
  }

  @Test
  void wipesTheLentCopyAlsoWhenTheUseFails() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3});
    var kept = new AtomicReference<byte[]>();
    assertThatThrownBy(
            () ->
                material.expose(
                    lent -> {
                      kept.set(lent);
                      throw new KeyException("refused");
                    }))
        .isInstanceOf(KeyException.class);
    assertThat(kept.get()).containsOnly(0);
  }

  @Test
  void givesNothingOutOnceItIsClosed() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3});
    material.close();
    material.close();
    assertThat(material.wiped()).isTrue();
    assertThat(material.length()).isEqualTo(3);
    assertThatThrownBy(() -> material.expose(lent -> lent[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this key material was wiped");
    assertThatThrownBy(material::copy).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> KeyMaterial.join(KeyMaterial.copyOf(new byte[1]), material))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void livesApartFromItsCopiesAndSlices() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3, 4});
    var copy = material.copy();
    var slice = material.slice(1, 3);
    material.close();
    assertThat(copy.sameBytesAs(KeyMaterial.copyOf(new byte[] {1, 2, 3, 4}))).isTrue();
    assertThat(slice.sameBytesAs(KeyMaterial.copyOf(new byte[] {2, 3}))).isTrue();
    assertThat(
            KeyMaterial.join(slice, copy)
                .sameBytesAs(KeyMaterial.copyOf(new byte[] {2, 3, 1, 2, 3, 4})))
        .isTrue();
  }

  @Test
  void aSliceIsNeverFilledUpWithZeros() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3, 4});
    assertThatThrownBy(() -> material.slice(2, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> material.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(material.slice(4, 4).length()).isZero();
  }

  @Test
  void comparesBytesAndLength() {
    var material = KeyMaterial.copyOf(new byte[] {1, 2, 3});
    assertThat(material.sameBytesAs(KeyMaterial.copyOf(new byte[] {1, 2, 4}))).isFalse();
    assertThat(material.sameBytesAs(KeyMaterial.copyOf(new byte[] {1, 2}))).isFalse();
    assertThat(material.sameBytesAs(material)).isTrue();
  }

  @Test
  void printsItsLengthAlone() {
    assertThat(KeyMaterial.copyOf(new byte[] {0x41, 0x42})).hasToString("KeyMaterial[2 bytes]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0aFF10", "0a FF 10", " 0aFF10\r\n", "0a\tFF\n10", "0 a F F 1 0"})
  void readsHexWithBlanksBetweenAndWipesIt(String text) throws KeyException {
    byte[] ascii = ascii(text);
    var material = KeyMaterial.consumeHex(ascii);
    assertThat(material.sameBytesAs(KeyMaterial.copyOf(new byte[] {0x0A, -1, 0x10}))).isTrue();
    assertThat(ascii).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "0", "0a1", "0g", "0x10", "10,20", "1\u00002", "é0"})
  void refusesWhatIsNoHexAndWipesItToo(String text) {
    byte[] ascii = ascii(text);
    assertThatThrownBy(() -> KeyMaterial.consumeHex(ascii))
        .isInstanceOf(KeyException.class)
        .hasMessage("not a key in hex: an even number of hex digits is expected");
    assertThat(text.isEmpty() || Bytes.of(ascii).equals(Bytes.of(new byte[ascii.length]))).isTrue();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
