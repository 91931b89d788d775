// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.key;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/** NIST CAVP, KBKDF800-108, CounterMode: CMAC, counter before the fixed data. */
class CounterKdfVectorsTest {
  private final CounterKdf kdf = new CounterKdf();

  @ParameterizedTest
  @CsvSource({
    "1, DFF1E50AC0B69DC40F1051D46C2B069C,"
        + "C16E6E02C5A3DCC8D78B9AC1306877761310455B4E41469951D9E6C2245A064B"
        + "33FD8C3B01203A7824485BF0A64060C4648B707D2607935699316EA5,"
        + "8BE8F0869B3C0BA97B71863D1B9F7813",
    "1, 7AA9973481D560F3BE217AC3341144D8,"
        + "46F88B5AF7FB9E29262DD4E010143A0A9C465C627450EC74AB7251889529193E"
        + "995C4B56FF55BC2FC8992A0DF1EE8056F6816B7614FBA4C12D3BE1A5,"
        + "1746AE4F09903F74BFBE1B8AE2B79D74576A3B09",
    "4, C10B152E8C97B77E18704E0F0BD38305,"
        + "98CD4CBBBEBE15D17DC86E6DBAD800A2DCBD64F7C7AD0E78E9CF94FFDBA89D03"
        + "E97EADF6C4F7B806CAF52AA38F09D0EB71D71F497BCC6906B48D36C4,"
        + "26FAF61908AD9EE881B8305C221DB53F",
    "1, D10046BB18C3F363E87F4E57B961B294D4EDF2CA91DC3E38,"
        + "2D043069DE979BFFB1BE38A3CEF2869DC07D5D3E99BDE2E2204F10138081743F"
        + "423F0C0B1AEC0735A25BC61A8E2936DEC6A25BB0AE105AB46CAF8A2A,"
        + "8991A58882A0488BB5478996F2893989ADB66D08D5030AD90F6CE5FDFCA7754B",
    "1, 5402C978955128558789BEE7B571465174A60582A7640037387F99AC16683173,"
        + "5C7EB447481C2884A5398449EAECBB8B55F1F1981BA0FD187818D8B3581B430C"
        + "3DA52AB83D444E003625FF36FCBD160C67B18D85B6C9D00DA1A15D15,"
        + "F22A4686ABE599C2194D21FC9071FFCEB023DD9B24C13F05A3D44CFC77FEC44A",
  })
  void agreesWithCavp(int counterBytes, String key, String fixed, String output) {
    var chain = CounterKdf.Chain.of(counterBytes, bytes(fixed));
    byte[][] made =
        kdf.derive(bytes(key), counterBytes, new CounterKdf.Chain[] {chain}, output.length() / 2);
    assertThat(hex(made[0])).isEqualTo(output);
  }

  @Test
  void derivesManyLabelsAsItDerivesEach() throws KeyException {
    Key master = aes("00112233445566778899AABBCCDDEEFF0123456789ABCDEFFEDCBA9876543210");
    // Labels of several lengths, so that the chains do not all end in the same step.
    var labels = List.of("", "A", "KW1.ENC", "KW1.RCPT", "a label that is longer than a block");
    for (int length = 0; length < 64; length++) {
      byte[] field = new byte[length];
      var all = kdf.diversifyAll(master, labels, KeySpec.AES_256, field, field);
      for (int i = 0; i < labels.size(); i++) {
        var one = kdf.diversify(master, labels.get(i), KeySpec.AES_256, field, field);
        assertThat(all.get(i).sameKeyAs(one)).isTrue();
      }
    }
  }

  @Test
  void framesItsFieldsSoThatTheirBordersCount() throws KeyException {
    Key master = aes("00".repeat(32));
    var one = kdf.diversify(master, "L", KeySpec.AES_128, bytes("0102"), bytes("03"));
    var other = kdf.diversify(master, "L", KeySpec.AES_128, bytes("01"), bytes("0203"));
    assertThat(one.sameKeyAs(other)).isFalse();
  }

  @Test
  void givesTdesKeysOddParity() throws KeyException {
    Key made = kdf.diversify(aes("00".repeat(16)), "L", new KeySpec(KeyAlgorithm.TDES, 192));
    for (byte each : bytes(hex(made))) {
      assertThat(Integer.bitCount(each & 0xFF) % 2).isEqualTo(1);
    }
  }

  @Test
  void refusesMastersThatAreNoAesKeyLength() {
    Key master = key(KeyAlgorithm.HMAC, "00".repeat(64));
    assertThatThrownBy(() -> kdf.diversify(master, "L", KeySpec.AES_128))
        .isInstanceOf(KeyException.class)
        .hasMessage("SP 800-108 counter mode, AES-CMAC cannot start from a key of kind HMAC-512");
    assertThatThrownBy(
            () -> kdf.diversify(aes("00".repeat(16)), "L", KeySpec.AES_128, new byte[65_536]))
        .isInstanceOf(KeyException.class);
  }
}
