// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.keywright.crypto.OptionalBlockValue;

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

  /** Protection key, block, key inside; how each hides the length of its key. */
  @ParameterizedTest
  @CsvSource({
    // TR-31:2018, A.7.2.1, A.7.3.1 and A.7.3.2
    "89E88CF7931444F334BD7547FC3F380C,"
        + "A0072P0TE00E0000F5161ED902807AF26F1D62263644BD24192FDB3193C730301CEE8701,"
        + "F039121BEC83D26B169BDCD5B22AAF8F, false",
    "B8ED59E0A279A295E9F5ED7944FD06B9,"
        + "C0096B0TX12S0100KS1800604B120F9292800000BFB9B689CB567E66FC3FEE5AD5F52161FC6545B9D6"
        + "0989015D02155C,"
        + "EDB380DD340BC2620247D445F5B8D678, false",
    "1D22BF32387C600AD97F9B97A51311AC,"
        + "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A"
        + "52190E248719E24B433627,"
        + "E8BC63E5479455E26577F715D587FE68, false",
    // X9.143-2021, 8.1 and 8.4.2
    "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C382"
        + "9DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557,"
        + "3F419E1CB7079442AA37474C2EFBF8B8, true",
    "1D22BF32387C600AD97F9B97A51311AC,"
        + "B0120B0TX12S0100KS1800604B120F929280000015CEB14B76D551F21EC43A75390FA118A98C6CB049"
        + "E3B9E864A5F4A8B9A5108A6DB5635C95B042D7,"
        + "E8BC63E5479455E26577F715D587FE68, true",
    // payShield 10k, version D, AES-256
    "4141414141414141414141414141414141414141414141414141414141414141,"
        + "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2C5D6AC173BF588E4B1"
        + "9ACF1357178D50EA0AB193228E13958304FC6149632DFDCADF3A5B3D57E814,"
        + "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC, true",
    // ISO 20038:2017, B.3: the key as it lies in the block, its parity adjusted
    "3235362D62697420414553207772617070696E67202849534F20323030333829,"
        + "D0112M3TV16N000018462FA5903B8D2B82FEE26B29713C0BE7ED81601087F12252093D06FC0A012C1C"
        + "F769AD0E3E9E4877166AB013FC22B4,"
        + "767361707064642032454552206B6479, true",
  })
  void opensTheOtherExamples(String kbpk, String text, String inside, boolean hidden)
      throws KeyException {
    Key protection = text.startsWith("D") ? aes(kbpk) : tdes(kbpk);
    try (var opened = blocks.open(blocks.parse(text), protection)) {
      assertThat(hex(opened.key())).isEqualTo(inside);
      assertThat(opened.remarks().stream().anyMatch(remark -> remark.contains("how long")))
          .isNotEqualTo(hidden);
    }
  }

  /** X9.143-2021, 8.2: KS is no key serial number, and the block is good for all that. */
  @Test
  void opensTheExampleWhoseKeySerialNumberIsNone() throws KeyException {
    var block =
        blocks.parse(
            "D0192C0AVA1N0300KS08VM9ATS1A2018-06-18T20:42:39.22PB0E00000000005FDAFA00A1E84F599C2E"
                + "B51A1F7A767D5E42314F0E84A3FC1A7B84C1DE81114659E6306AD544208F68F15602BD3E12DA0C7F"
                + "9FC551F1C8E6385FAFC1F7B499F5");
    Key kbpk = aes("E38331FBACE33F0B8694ABA5DC611CA20831949FEB8988102147291578F704E1");
    try (var opened = blocks.open(block, kbpk)) {
      assertThat(hex(opened.key()))
          .isEqualTo("8C326037F8910BBFDBC267E5101DFBF9480433028D5E67B34673440F8ACEC972");
      assertThat(opened.remarks())
          .containsExactly("Optional block KS is no key serial number (16 or 20 hex digits)");
    }
    assertThat(block.header().values())
        .extracting(OptionalBlockValue::value)
        .containsExactly("VM9A", "2018-06-18T20:42:39.220Z");
  }

  /** X9.143-2021, 8.3.2.1 and 8.3.2.2: neither as they are printed nor with the length repaired. */
  @ParameterizedTest
  @CsvSource({
    "89E88CF7931444F334BD7547FC3F380C, 0072, 0088,"
        + "A0088P0TE00E0000A8974C06DBFD58D197101A28DEC1A6C7C23F00A3B18EC6D538DE4A5B5F49A542D61A"
        + "8A8B",
    "DD7515F2BFC17F85CE48F3CA25CB21F6, 0080, 0096,"
        + "B0096P0TE00E000094B420079CC80BA3461F86FE26EFC4A38C6B0A146BF1B0BE0D3277F17A3AD5146EED"
        + "7B727B8A248E",
  })
  void refusesTheExamplesThatNobodyCanOpen(
      String kbpk, String printed, String right, String repaired) {
    String asPrinted = repaired.charAt(0) + printed + repaired.substring(5);
    assertThatThrownBy(() -> blocks.parse(asPrinted))
        .hasMessage(
            "the key block has 16 characters more than the "
                + Integer.parseInt(printed)
                + " of its length field");
    assertThatThrownBy(() -> blocks.open(blocks.parse(repaired), tdes(kbpk)))
        .as(right)
        .hasMessageStartingWith("the MAC of the key block is wrong");
  }

  /** X9.143-2021, 8.5: KP of the protection key of that example. */
  @Test
  void makesTheCheckValueOfTheStandardsProtectionKey() throws KeyException {
    assertThat(blocks.checkValue("KP", aes("FA36E44278DB3AB5F298F9F7DA8F1F88")))
        .isEqualTo(new OptionalBlock("KP", "01D77F007724"));
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
