// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvWriter;

/**
 * What the first unit does for one EXPORTKEY: T1 from SN and T, the session keys, SAS over the key,
 * the wrap, CAS over the whole, and the receipt that the EI will have to give.
 *
 * <p>Keeps nothing. Safe for use by many threads.
 */
public final class KeyExport {
  private static final byte[] RECEIPT_LABEL = "KW1.OK".getBytes(StandardCharsets.US_ASCII);

  private final Keys keys;

  /** Makes the procedure with the service that computes check values. */
  public KeyExport(Keys keys) {
    this.keys = keys;
  }

  /**
   * What one EXPORTKEY made.
   *
   * @param message for the EI
   * @param encoded the message as the EI gets it
   * @param kcv the check value of the key that the EI gets
   * @param receiptDigest SHA-256 of the whole receipt E2 that only the EI can give after it has
   *     taken the key; kept until CONFIRM, it neither opens nor forges anything
   */
  public record Exported(LoadMessage message, Bytes encoded, Kcv kcv, Bytes receiptDigest) {}

  /**
   * Whether a receipt, with every field that it states, has the digest that an export left behind;
   * compared in constant time.
   */
  public static boolean matches(Bytes receiptDigest, LoadReceipt receipt) {
    return MessageDigest.isEqual(receiptDigest.toArray(), SessionKeys.sha256(receipt.encode()));
  }

  /**
   * Exports one application key for one EI.
   *
   * @param suite the suite that the request names
   * @param transportKey T of the request's set; stays the caller's
   * @param record TA with its attributes and version; stays the caller's; whatever its
   *     exportability here, the EI gets it as not exportable
   * @param diversify whether the EI gets a key derived from TA for it alone
   * @param request what the EI asked for
   * @param encodedRequest the request exactly as it came
   * @param answer R_AS, 16 random bytes
   * @param sequence DSEQ, higher than any before
   */
  public Exported export(
      Suite suite,
      Key transportKey,
      KeyRecord record,
      boolean diversify,
      ExportRequest request,
      byte[] encodedRequest,
      byte[] answer,
      long sequence)
      throws KeyException {
    return keys.together(
        () -> {
          try (KeyRecord leaving =
                  diversify
                      ? diversified(suite, record, request.ref1(), request.serialNumber())
                      : leaving(record, record.key().copy());
              var session =
                  SessionKeys.derive(suite, transportKey, request, encodedRequest, answer);
              KeyMaterial encoded = leaving.encode()) {
            return seal(suite, session, leaving, encoded, request, answer, sequence);
          }
        });
  }

  private Exported seal(
      Suite suite,
      SessionKeys session,
      KeyRecord record,
      KeyMaterial clear,
      ExportRequest request,
      byte[] answer,
      long sequence)
      throws KeyException {
    byte[] sas = suite.mac().mac(session.sas(), clear, sasContext(request, answer));
    byte[] wrap = suite.wrap().wrap(session.enc(), clear);
    var open =
        new LoadMessage(
            suite.id(),
            request.serialNumber(),
            request.ref2(),
            request.challenge(),
            Bytes.of(answer),
            record.keyVersion(),
            sequence,
            Bytes.of(wrap),
            Optional.of(Bytes.of(sas)),
            Bytes.of());
    byte[] template = open.encodeTemplate();
    byte[] cas = suite.mac().mac(session.cas(), template);
    var message = open.withCas(Bytes.of(cas));
    var encoded = new TlvWriter(template.length + 18).raw(template).put(0x8E, cas).toBytes();
    Kcv kcv = keys.kcv(record.key());
    byte[] mac = suite.mac().mac(session.rcpt(), receiptData(message, kcv));
    var receipt = new LoadReceipt(message.ref2(), message.keyVersion(), kcv, Bytes.of(mac));
    return new Exported(
        message, Bytes.of(encoded), kcv, Bytes.of(SessionKeys.sha256(receipt.encode())));
  }

  private static KeyRecord leaving(KeyRecord record, Key key) {
    var from = record.attributes();
    var inModule = new KeyAttributes(from.usage(), from.mode(), Exportability.NON_EXPORTABLE);
    return new KeyRecord(inModule, record.keyVersion(), key);
  }

  /** Makes the key that one EI gets of a key marked to be diversified. */
  static KeyRecord diversified(Suite suite, KeyRecord record, int ref1, SerialNumber serialNumber)
      throws KeyException {
    Key own =
        suite
            .derivation()
            .diversify(
                record.key(),
                "KW1.TADIV",
                record.key().spec(),
                SessionKeys.u16(ref1),
                SessionKeys.u16(record.keyVersion()),
                serialNumber.value().toArray());
    return leaving(record, own);
  }

  static byte[] sasContext(ExportRequest request, byte[] answer) {
    var context = new ByteArrayOutputStream(50);
    context.writeBytes(request.serialNumber().value().toArray());
    context.writeBytes(SessionKeys.u16(request.ref2()));
    context.writeBytes(request.challenge().toArray());
    context.writeBytes(answer);
    return context.toByteArray();
  }

  static byte[] receiptData(LoadMessage message, Kcv kcv) {
    return ByteBuffer.allocate(RECEIPT_LABEL.length + 16 + 2 + 2 + 8 + 16 + 16 + 5)
        .put(RECEIPT_LABEL)
        .put(message.serialNumber().value().toArray())
        .putShort((short) message.ref2())
        .putShort((short) message.keyVersion())
        .putLong(message.sequence())
        .put(message.challenge().toArray())
        .put(message.answer().toArray())
        .put(kcv.value().toArray())
        .array();
  }
}
