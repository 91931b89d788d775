// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyBlock.OptionalBlock;
import org.keywright.crypto.KeyException;

/** Worked examples of TR-31:2018 and ANSI X9.143-2021, and blocks that a payShield 10k made. */
class KeyBlockVectorsTest {
  private final X9KeyBlocks blocks = new X9KeyBlocks(PRIMITIVES);

  /** Protection key, block, key inside, KBEK, KBAK. */
  @ParameterizedTest
  @CsvSource({
    // payShield 10k, versions A, B and C
    "EFE0853B256B583D868F251CE99EA1D9,"
        + "A0072K0TN00N0000F40D5672C6D0EC86F860BA88D44D00F0CA9A8CE8CD2F640287A9A9EB,"
        + "5DB50B454F8389ADCE573BE50861F2BF,"
        + "AAA5C07E602E1D78C3CA6059ACDBE49C, A2ADC87668261570CBC26851A4D3EC94",
    "EFE0853B256B583D868F251CE99EA1D9,"
        + "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228,"
        + "5DB50B454F8389ADCE573BE50861F2BF,"
        + "60C17C9B43020123C16040CCDCBC76F1, 8A1542BD19E8C081242A143176E745B8",
    "EFE0853B256B583D868F251CE99EA1D9,"
        + "C0072K0TN00N0000C9B875FF7A5316BF221C09ED52080DE0B45632A4EA9CE87699CB565E,"
        + "5DB50B454F8389ADCE573BE50861F2BF,"
        + "AAA5C07E602E1D78C3CA6059ACDBE49C, A2ADC87668261570CBC26851A4D3EC94",
    // TR-31:2018, A.7.2.2
    "DD7515F2BFC17F85CE48F3CA25CB21F6,"
        + "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E,"
        + "3F419E1CB7079442AA37474C2EFBF8B8,"
        + "698832F8778A7CFCBC79559DAB07B88A, DD6CEEC1782D8453671BF8358AF9DB47",
    // TR-31:2018, A.7.4
    "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A2"
        + "7E8E31DA05F7425509593D03A457DC34,"
        + "3F419E1CB7079442AA37474C2EFBF8B8,"
        + "396C9382A6E2E66A088774E1D6E46541F5EAD67D7204F8DD0D7AE8FDA334D3AC,"
        + "4EF24317696213840451890756757E573E0673483888F9B7F9B7517827F95022",
    // payShield 10k, version D
    "4141414141414141414141414141414141414141414141414141414141414141,"
        + "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B49E92528E575785D8"
        + "123559376A2553B27BE94F054F4E971C,"
        + "1FA1F7CEC798D91545DA8AE0C7796BD9,"
        + "EB3F35742B8B3DC0541DAE4F48A3BB89EBC36881AFBC054CDF2CC8D0DB84E2E8,"
        + "E0D8DE17C90168744B4FCF2EF06FEA1BE619956EBFC09BBD74A89700B163284F",
    // X9.143-2021, 8.4.1, with an optional block KS
    "B8ED59E0A279A295E9F5ED7944FD06B9,"
        + "C0112B0TX12S0100KS1800604B120F929280000042B758A2400AB598AE37782823DAF0BA4BDB0DAFF"
        + "34915345CA169AE1F976A429EB139E5,"
        + "EDB380DD340BC2620247D445F5B8D678,"
        + "FDA81CA5E73CE7D0ACB0A83C01B843FC, F5A014ADEF34EFD8A4B8A03409B04BF4",
  })
  void opens(String kbpk, String text, String inside, String kbek, String kbak)
      throws KeyException {
    var block = blocks.parse(text);
    boolean isD = text.startsWith("D");
    Key protection = isD ? aes(kbpk) : tdes(kbpk);
    try (var keys =
        KeyBlockKeys.of(
            KeyBlockForm.of(text.charAt(0)),
            protection,
            PRIMITIVES.tdesCmac(),
            PRIMITIVES.aesCmac())) {
      assertThat(hex(keys.encryption())).isEqualTo(kbek);
      assertThat(hex(keys.authentication())).isEqualTo(kbak);
    }
    Key key = blocks.unwrap(block, protection);
    assertThat(hex(key)).isEqualTo(inside);
    assertThat(key.spec().algorithm().letter()).isEqualTo(text.charAt(7));
  }

  @Test
  void readsTheHeaderFields() throws KeyException {
    var header =
        blocks
            .parse(
                "C0112B0TX12S0100KS1800604B120F929280000042B758A2400AB598AE37782823DAF0BA4BDB0DAFF"
                    + "34915345CA169AE1F976A429EB139E5")
            .header();
    assertThat(header.version()).isEqualTo('C');
    assertThat(header.attributes()).hasToString("B0 X S");
    assertThat(header.algorithm()).isEqualTo('T');
    assertThat(header.keyVersion()).isEqualTo("12");
    assertThat(header.optional()).containsExactly(new OptionalBlock("KS", "00604B120F9292800000"));
  }
}
