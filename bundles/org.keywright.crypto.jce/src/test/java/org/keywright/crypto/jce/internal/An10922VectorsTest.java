// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/** NXP AN10922, clauses 2.2 to 2.5. */
class An10922VectorsTest {
  private final Diversification an10922 = PRIMITIVES.an10922();

  @Test
  void agreesForAes128() throws KeyException {
    Key master = aes("00112233445566778899AABBCCDDEEFF");
    // UID, AID and system identifier, one after the other without lengths.
    var made =
        an10922.diversify(
            master,
            "",
            master.spec(),
            bytes("04782E21801D80"),
            bytes("3042F5"),
            bytes("4E585020416275"));
    assertThat(hex(made)).isEqualTo("A8DD63A3B89D54B37CA802473FDA9175");
  }

  @Test
  void agreesForAes192() throws KeyException {
    Key master = aes("00112233445566778899AABBCCDDEEFF0102030405060708");
    var made =
        an10922.diversify(master, "", master.spec(), bytes("04782E21801D803042F54E585020416275"));
    assertThat(hex(made)).isEqualTo("CE39C8E1CD82D9A7BEDBE9D74AF59B23176755EE7586E12C");
  }

  @Test
  void agreesForTdesOfTwoKeysWithAKeyVersion() throws KeyException {
    Key master = tdes("00112233445566778899AABBCCDDEEFF");
    var versioned = new An10922(new AesCmac(), new TdesCmac(BlockCipher.tdes()));
    var made =
        versioned.diversify(master, bytes("04782E21801D803042F54E58502041"), OptionalInt.of(0x55));
    assertThat(hex(made)).isEqualTo("16F9587D9E8910C96B9648D006107DD7");
  }

  @Test
  void givesTdesKeysOddParityWhereThereIsNoVersion() throws KeyException {
    Key master = tdes("00112233445566778899AABBCCDDEEFF0123456789ABCDEF");
    var made = an10922.diversify(master, "", master.spec(), bytes("04782E21801D80"));
    for (byte each : bytes(hex(made))) {
      assertThat(Integer.bitCount(each & 0xFF) % 2).isEqualTo(1);
    }
  }

  /** Below 16 bytes the note pads over two blocks, where CMAC itself would take one. */
  @ParameterizedTest
  @ValueSource(ints = {16, 20, 30, 31})
  void isPlainCmacWhereTheInputReachesTheSecondBlock(int length) throws KeyException {
    Key master = aes("00112233445566778899AABBCCDDEEFF");
    byte[] input = new byte[length];
    Arrays.fill(input, (byte) 0x5A);
    byte[] message = new byte[length + 1];
    System.arraycopy(input, 0, message, 1, length);
    message[0] = 1;
    assertThat(hex(an10922.diversify(master, "", master.spec(), input)))
        .isEqualTo(hex(PRIMITIVES.aesCmac().mac(master, message)));
  }

  @Test
  void refusesInputsOutsideTheNote() {
    Key master = aes("00112233445566778899AABBCCDDEEFF");
    assertThatThrownBy(() -> an10922.diversify(master, "", master.spec(), new byte[32]))
        .isInstanceOf(KeyException.class)
        .hasMessage("NXP AN10922 takes 1 to 31 bytes of input, not 32");
    assertThatThrownBy(() -> an10922.diversify(master, "", master.spec()))
        .isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> an10922.diversify(master, "", KeySpec.AES_256, new byte[5]))
        .isInstanceOf(KeyException.class);
  }
}
