// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.KeyImport;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.transport.TlvException;

/** Both ends of one load, without a link between them. */
final class RehearsedLoad implements AutoCloseable {
  private final Suite suite;
  private final KeyImport module;
  private final Key transportKey;
  private final KeyRecord record;
  private final ExportRequest request;
  private final KeyExport.Exported exported;

  RehearsedLoad(Suite suite, Keys keys) throws KeyException {
    this.suite = suite;
    this.module = new KeyImport(keys);
    this.transportKey = keys.generate(suite.keySpec());
    this.record =
        new KeyRecord(
            new KeyAttributes(
                new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE),
            1,
            keys.generate(KeySpec.AES_128));
    this.request =
        new ExportRequest(
            suite.id(),
            Bytes.of((byte) suite.id()),
            SerialNumber.parse("TESTKIT"),
            SetId.parse("TESTKIT"),
            1,
            1,
            1,
            Bytes.of(keys.random(ExportRequest.CHALLENGE_LENGTH)));
    this.exported =
        new KeyExport(keys)
            .export(
                suite,
                transportKey,
                record,
                false,
                request,
                request.encode(),
                keys.random(ExportRequest.CHALLENGE_LENGTH),
                1);
  }

  void passesAndProves() throws Exception {
    var imported = open(exported.encoded().toArray());
    try (var arrived = imported.record()) {
      assertThat(arrived.key().sameKeyAs(record.key())).as("the key that arrived").isTrue();
      assertThat(KeyExport.matches(exported.receiptDigest(), imported.receipt()))
          .as("the receipt is the one that is awaited")
          .isTrue();
    }
  }

  void failsWhenAnyByteIsChanged() {
    byte[] whole = exported.encoded().toArray();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      assertThatThrownBy(() -> open(changed))
          .as("byte %d of the message", at)
          .isInstanceOfAny(Refusal.class, TlvException.class);
    }
  }

  private KeyImport.Imported open(byte[] encoded) throws TlvException, Refusal {
    return module.open(
        suite,
        transportKey,
        request,
        request.encode(),
        LoadMessage.decode(encoded),
        encoded,
        true,
        arrived -> {});
  }

  @Override
  public void close() {
    transportKey.close();
    record.close();
  }
}
