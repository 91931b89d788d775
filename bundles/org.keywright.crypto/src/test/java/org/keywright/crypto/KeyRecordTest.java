// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRecordTest {
  private static final String KEY = "00112233445566778899AABBCCDDEEFF";

  @Test
  void isLaidOutAsDocumented() throws KeyException {
    var attributes =
        new KeyAttributes(KeyUsage.of("P0"), KeyMode.ENCRYPT, Exportability.EXPORTABLE);
    try (var made = new KeyRecord(attributes, 0x1234, key())) {
      byte[] encoded = made.encode().expose(byte[]::clone);
      assertThat(HexFormat.of().withUpperCase().formatHex(encoded))
          .isEqualTo("01503041454512340080000000000000" + KEY);
    }
  }

  @Test
  void readsWhatItWrote() throws KeyException {
    var attributes =
        new KeyAttributes(KeyUsage.of("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.SENSITIVE);
    try (var made = new KeyRecord(attributes, 65_535, key());
        var read = KeyRecord.decode(made.encode())) {
      assertThat(read.attributes()).isEqualTo(attributes);
      assertThat(read.keyVersion()).isEqualTo(65_535);
      assertThat(read.key().sameKeyAs(made.key())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02443041424E00010080000000000000", // layout
        "01643041424E00010080000000000000", // usage
        "01443051424E00010080000000000000", // algorithm
        "01443041514E00010080000000000000", // mode
        "01443041425100010080000000000000", // exportability
        "01443041424E00000080000000000000", // key version
        "01443041424E00010081000000000000", // bits that are none
        "01443041424E00010100000000000000", // bits of another key
        "01443041424E00010080000000000001", // filling
      })
  void refusesAHeaderThatIsNotOne(String header) {
    var material = KeyMaterial.consume(HexFormat.of().parseHex(header + KEY));
    assertThatThrownBy(() -> KeyRecord.decode(material)).isInstanceOf(KeyException.class);
  }

  @Test
  void refusesAHeaderWithoutAKey() {
    assertThatThrownBy(() -> KeyRecord.decode(KeyMaterial.copyOf(new byte[16])))
        .isInstanceOf(KeyException.class)
        .hasMessage("a key record is longer than 16 bytes");
  }

  private static Key key() throws KeyException {
    return Key.of(KeySpec.AES_128, KeyMaterial.consume(HexFormat.of().parseHex(KEY)));
  }
}
