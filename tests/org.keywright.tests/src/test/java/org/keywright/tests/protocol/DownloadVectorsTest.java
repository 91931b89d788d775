// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.KeyImport;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.tests.TestCrypto;

/** The known answers of the download protocol, suite 01 (protocol document, "Known answers"). */
class DownloadVectorsTest {
  private static final String REQUEST =
      "e0418001018f0201028110000102030405060708090a0b0c0d0e0f900853455430303030319102000182020003"
          + "830200078410101112131415161718191a1b1c1d1e1f";
  private static final String DATA =
      "e181978001018110000102030405060708090a0b0c0d0e0f830200078410101112131415161718191a1b1c1d1e1f"
          + "8510202122232425262728292a2b2c2d2e2f86020001870800000000000000018838859ee91e5ea38e7844a0"
          + "49b4d36bca60ce4c2bfcfc980192b29ca368946986eef06e0e34ada2b5cb29828aef92e7326bff94e40538e8"
          + "0aa389104fcc66db29235d064ad05a8239ea6b50";
  private static final String CAS = "5133e293777983e06b17911d5485bd7b";
  private static final String RECEIPT = "53dd18a0dee0c0581a3ff92ec67ae645";
  private static final byte[] R_AS = HexFormat.of().parseHex("202122232425262728292a2b2c2d2e2f");

  private final TestCrypto crypto = new TestCrypto();
  private final Key transportKey =
      TestCrypto.aes("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
  private final byte[] encodedRequest = HexFormat.of().parseHex(REQUEST);

  @Test
  void theRequestIsEncodedAsPrinted() throws Exception {
    var request = ExportRequest.decode(encodedRequest);

    assertThat(request.ref1()).isEqualTo(3);
    assertThat(request.ref2()).isEqualTo(7);
    assertThat(request.offers(2)).isTrue();
    assertThat(request.setId()).hasToString("SET00001");
    assertThat(request.encode()).isEqualTo(encodedRequest);
  }

  @Test
  void theFirstUnitMakesThePrintedMessage() throws Exception {
    var exported = export();

    assertThat(HexFormat.of().formatHex(exported.message().encodeTemplate())).isEqualTo(DATA);
    assertThat(exported.message().cas()).isEqualTo(Bytes.ofHex(CAS));
    assertThat(exported.kcv()).hasToString("61886B5CD4 (CMAC)");
    var receipt = new LoadReceipt(7, 1, exported.kcv(), Bytes.ofHex(RECEIPT));
    assertThat(KeyExport.matches(exported.receiptDigest(), receipt)).isTrue();
  }

  @Test
  void theSecondUnitOpensItAndGivesThePrintedReceipt() throws Exception {
    byte[] encoded = HexFormat.of().parseHex(DATA + "8e10" + CAS);
    var message = LoadMessage.decode(encoded);

    var imported =
        new KeyImport(crypto.keys)
            .open(
                crypto.literal(),
                transportKey,
                ExportRequest.decode(encodedRequest),
                encodedRequest,
                message,
                encoded,
                true,
                record -> {});

    assertThat(imported.receipt().mac()).isEqualTo(Bytes.ofHex(RECEIPT));
    assertThat(imported.receipt().kcv()).hasToString("61886B5CD4 (CMAC)");
    assertThat(imported.record().keyVersion()).isEqualTo(1);
    assertThat(imported.record().attributes()).hasToString("D0 B N");
    assertThat(
            imported
                .record()
                .key()
                .sameKeyAs(
                    TestCrypto.aes(
                        "a3c5a22b7b414b536d2ba4d30834b2c35d72d02877485bf1346b6cfc0e5ad837")))
        .isTrue();
  }

  private KeyExport.Exported export() throws Exception {
    var master = TestCrypto.aes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    var record =
        new KeyRecord(
            new KeyAttributes(
                new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
            1,
            master);
    return new KeyExport(crypto.keys)
        .export(
            crypto.literal(),
            transportKey,
            record,
            true,
            ExportRequest.decode(encodedRequest),
            encodedRequest,
            R_AS,
            1);
  }
}
