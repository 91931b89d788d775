// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyMaterial;

class NumbersTest {
  private static KeyMaterial digits(String digits) {
    return KeyMaterial.consume(digits.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void numbersOutliveTheCommandAndAreLentDigitByDigit() {
    var given = new LinkedHashMap<String, KeyMaterial>();
    given.put("PAD-1", digits("12345678903"));
    given.put("PAD-2", digits("98765432101"));
    try (var numbers = new Numbers()) {
      assertThat(numbers.take("serial,tan", given)).isTrue();
      given.values().forEach(KeyMaterial::close);
      assertThat(numbers.size()).isEqualTo(2);
      assertThat(numbers.label(1)).isEqualTo("PAD-2");
      assertThat(numbers.length(0)).isEqualTo(11);
      var drawn = new ArrayList<String>();
      numbers.draw(0, (position, digit) -> drawn.add(position + ":" + digit));
      assertThat(drawn).startsWith("0:1", "1:2").endsWith("10:3");
      assertThat(numbers.toString()).doesNotContain("123");
    }
  }

  @Test
  void closingForgetsThem() {
    var given = new LinkedHashMap<String, KeyMaterial>();
    given.put("PAD-1", digits("12345678903"));
    var numbers = new Numbers();
    numbers.take("serial,tan", given);
    numbers.close();
    assertThat(numbers.size()).isZero();
    given.values().forEach(KeyMaterial::close);
  }
}
