// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.tests.TestCrypto;

/**
 * The key field of IMPORT KEY, changed by somebody who has the session keys, so that CAS and SAS
 * are right and the field alone is left to refuse: it says one thing, 6988, whatever is wrong.
 */
class KeyFieldNegativesTest {
  private static final int TAKEN = 0x9000;
  private static final int REFUSED = 0x6988;
  private static final byte[] ANSWER = HexFormat.of().parseHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

  private final TestCrypto crypto = new TestCrypto();
  private final Suite suite = crypto.literal();
  private final Key transportKey =
      TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A8F1C5A0E6B7D4939A2C4E6F80B1D2F3A");
  private final ExportRequest request = request("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  private SessionKeys session;
  private byte[] clear;

  private static ExportRequest request(String challenge) {
    return new ExportRequest(
        1,
        Bytes.of((byte) 1),
        SerialNumber.parse("EI-1"),
        SetId.parse("FUEL"),
        1,
        3,
        2,
        Bytes.ofHex(challenge));
  }

  private SessionKeys session(ExportRequest of) throws KeyException {
    return SessionKeys.derive(suite, transportKey, of, of.encode(), ANSWER);
  }

  @BeforeEach
  void make() throws KeyException {
    session = session(request);
    var attributes =
        new KeyAttributes(
            new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.NON_EXPORTABLE);
    Key key = TestCrypto.aes("D3A1F07B5C9E2846E1B3C5D7F9081A2C");
    try (var record = new KeyRecord(attributes, 7, key);
        KeyMaterial encoded = record.encode()) {
      clear = encoded.expose(byte[]::clone);
    }
    assertThat(answerTo(wrapped(session, clear), clear)).isEqualTo(TAKEN);
  }

  private byte[] wrapped(SessionKeys under, byte[] content) throws KeyException {
    return suite.wrap().wrap(under.enc(), KeyMaterial.copyOf(content));
  }

  /** What an EI says to a message with this field, signed for this content. */
  private int answerTo(byte[] field, byte[] content) throws KeyException {
    byte[] context = KeyExport.sasContext(request, ANSWER);
    byte[] sas = suite.mac().mac(session.sas(), KeyMaterial.copyOf(content), context);
    var open =
        new LoadMessage(
            1,
            request.serialNumber(),
            request.ref2(),
            request.challenge(),
            Bytes.of(ANSWER),
            7,
            1,
            Bytes.of(field),
            Optional.of(Bytes.of(sas)),
            Bytes.of());
    var message = open.withCas(Bytes.of(suite.mac().mac(session.cas(), open.encodeTemplate())));
    try {
      new KeyImport(crypto.keys)
          .open(
              suite,
              transportKey,
              request,
              request.encode(),
              message,
              message.encode(),
              true,
              record -> {})
          .record()
          .close();
      return TAKEN;
    } catch (Refusal refused) {
      return refused.status().value();
    }
  }

  @Test
  void anyBitOfTheFieldThatWasTurnedIsRefused() throws KeyException {
    byte[] field = wrapped(session, clear);
    for (int bit = 0; bit < 8 * field.length; bit++) {
      byte[] changed = field.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(answerTo(changed, clear)).as("bit %d", bit).isEqualTo(REFUSED);
    }
  }

  @Test
  void aFieldOfAnotherLengthIsRefused() throws KeyException {
    byte[] field = wrapped(session, clear);
    for (int length = 0; length < field.length + 33; length++) {
      if (length != field.length) {
        assertThat(answerTo(Arrays.copyOf(field, length), clear))
            .as("%d bytes", length)
            .isEqualTo(REFUSED);
      }
    }
  }

  @Test
  void aFieldOfAnotherRunOrForAnotherPlaceIsRefused() throws KeyException {
    try (SessionKeys other = session(request("a0a1a2a3a4a5a6a7a8a9aaabacadaeae"))) {
      assertThat(answerTo(wrapped(other, clear), clear)).isEqualTo(REFUSED);
    }
  }

  /** Each value of each byte of the header: what is taken is a header that says the same length. */
  @Test
  void aRecordWithAnotherHeaderIsRefusedUnlessItIsOne() throws KeyException {
    int taken = 0;
    for (int at = 0; at < KeyRecord.HEADER_LENGTH; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = clear.clone();
        changed[at] = (byte) value;
        int answer = answerTo(wrapped(session, changed), changed);
        assertThat(answer).as("byte %d is %02X", at, value).isIn(TAKEN, REFUSED);
        boolean attribute = at >= 1 && at <= 5;
        if (!attribute) {
          assertThat(answer == TAKEN)
              .as("byte %d is %02X", at, value)
              .isEqualTo(changed[at] == clear[at]);
        }
        taken += answer == TAKEN && changed[at] != clear[at] ? 1 : 0;
      }
    }
    // Usages, modes and exportabilities that there are; the place looks at those.
    assertThat(taken).isBetween(3, 200);
  }

  @Test
  void aRecordThatIsCutOffOrLongerIsRefused() throws KeyException {
    for (int length : IntStream.rangeClosed(2, 9).map(blocks -> 8 * blocks).toArray()) {
      if (length != clear.length) {
        byte[] changed = Arrays.copyOf(clear, length);
        assertThat(answerTo(wrapped(session, changed), changed))
            .as("%d bytes", length)
            .isEqualTo(REFUSED);
      }
    }
  }

  @Test
  void aSignatureOverAnotherKeyIsRefusedForItself() throws KeyException {
    byte[] other = clear.clone();
    other[other.length - 1] ^= 1;
    assertThat(answerTo(wrapped(session, other), clear)).isEqualTo(0x9E01);
  }
}
