// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;

/** The known answer of docs/protocols/channels.md, section 4.4, message by message. */
class DocumentedPakeTest {
  private static final Path DOCUMENT = Path.of("../../docs/protocols/channels.md");

  @Test
  void theRunOfTheDocumentIsOurs() throws IOException, KeyException {
    Pake module = begin("module", "SM 0007", "PU 1");
    Pake unit = begin("unit", "PU 1", "SM 0007");
    byte[] moduleFirst = module.first();
    byte[] unitFirst = unit.first();
    byte[] moduleSecond = module.second(unitFirst);
    byte[] unitSecond = unit.second(moduleFirst);
    byte[] moduleConfirmation = module.confirmation(unitSecond);
    byte[] unitConfirmation = unit.confirmation(moduleSecond);
    assertThat(hex(moduleFirst)).isEqualTo(documented("first of SM 0007"));
    assertThat(hex(unitFirst)).isEqualTo(documented("first of PU 1"));
    assertThat(hex(moduleSecond)).isEqualTo(documented("second of SM 0007"));
    assertThat(hex(unitSecond)).isEqualTo(documented("second of PU 1"));
    assertThat(hex(moduleConfirmation)).isEqualTo(documented("confirmation of SM 0007"));
    assertThat(hex(unitConfirmation)).isEqualTo(documented("confirmation of PU 1"));
    try (var key = module.confirm(unitConfirmation);
        var same = unit.confirm(moduleConfirmation)) {
      assertThat(hex(key)).isEqualTo(documented("key")).isEqualTo(hex(same));
    }
  }

  private static Pake begin(String numbers, String own, String peer) throws KeyException {
    var hkdf = new HmacHkdf(Samples.CURVES);
    try (var password = KeyMaterial.copyOf("12345678903".getBytes(US_ASCII))) {
      return new EcJpake(new Numbered(numbers), hkdf)
          .begin(password, own, peer, Bytes.ofHex("B1".repeat(32)));
    }
  }

  /** The hex digits under a line of the last block of the document. */
  private static String documented(String title) throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    String block = text.substring(text.indexOf("### 4.4"));
    String after = block.substring(block.indexOf("\n" + title + "\n") + title.length() + 2);
    return after.replaceFirst("(?s)^((?:[0-9A-F]+\n)+).*", "$1").replace("\n", "");
  }

  private static final class Numbered implements RandomSource {
    private final byte[] name;
    private byte number;

    Numbered(String name) {
      this.name = name.getBytes(US_ASCII);
    }

    @Override
    public void key(byte[] out) {
      number++;
      System.arraycopy(Digests.sha256(name, new byte[] {number}), 0, out, 0, out.length);
    }

    @Override
    public void nonce(byte[] out) {
      Arrays.fill(out, (byte) 3);
    }
  }
}
