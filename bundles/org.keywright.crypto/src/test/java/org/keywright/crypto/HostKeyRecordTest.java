// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HostKeyRecordTest {
  private static final String ENCODED =
      "010300026955b900000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf";

  @Test
  void aRecordIsLaidOutAsWritten() throws Exception {
    try (var record = decoded(ENCODED);
        var encoded = record.encode()) {
      assertThat(record.generation()).isEqualTo(2);
      assertThat(record.hostGeneration()).isEqualTo(3);
      assertThat(record.expiry()).isEqualTo(1_767_225_600L);
      assertThat(record.host()).isEqualTo(Bytes.ofHex("000102030405060708090a0b0c0d0e0f"));
      byte[] bytes = encoded.expose(byte[]::clone);
      assertThat(bytes).isEqualTo(HexFormat.of().parseHex(ENCODED));
    }
  }

  @Test
  void otherVersionsFlagsGenerationsAndLengthsAreRefused() {
    refused(ENCODED.replaceFirst("^01", "02"));
    refused(ENCODED.replaceFirst("^0103", "0113"));
    refused(ENCODED.replaceFirst("^01030002", "01030000"));
    refused(ENCODED.substring(2));
    refused(ENCODED + "00");
    refused("");
  }

  @Test
  void fieldsOutOfTheirRangeAreRefused() throws Exception {
    try (var record = decoded(ENCODED)) {
      var host = record.host();
      var key = record.key();
      for (int generation : new int[] {0, 0x10000}) {
        assertThatThrownBy(() -> new HostKeyRecord(generation, 0, 0, host, key))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> new HostKeyRecord(1, 16, 0, host, key))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new HostKeyRecord(1, 0, 1L << 32, host, key))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new HostKeyRecord(1, 0, 0, Bytes.of((byte) 1), key))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void refused(String encoded) {
    assertThatThrownBy(() -> decoded(encoded)).isInstanceOf(KeyException.class);
  }

  private static HostKeyRecord decoded(String encoded) throws KeyException {
    try (var material = KeyMaterial.consume(HexFormat.of().parseHex(encoded))) {
      return HostKeyRecord.decode(material, KeySpec.AES_128);
    }
  }
}
