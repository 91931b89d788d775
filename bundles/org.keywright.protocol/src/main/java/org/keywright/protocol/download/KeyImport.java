// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.download;

import java.security.MessageDigest;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;

/**
 * What an EI does with IMPORTKEY once its challenge has been spent: T1 and the session keys anew,
 * CAS, unwrap, header, SAS, in this order, and the receipt.
 *
 * <p>Keeps nothing. Safe for use by many threads.
 */
public final class KeyImport {
  private final Keys keys;

  /** Makes the procedure with the service that computes check values. */
  public KeyImport(Keys keys) {
    this.keys = keys;
  }

  /** What the EI says to the header of a key before its signature is looked at. */
  @FunctionalInterface
  public interface HeaderCheck {
    /**
     * Checks usage, kind and version of the key against the place.
     *
     * @throws Refusal with 6A81 or 9E03
     */
    void check(KeyRecord record) throws Refusal;
  }

  /**
   * A key that passed every check; the receiver owns the record.
   *
   * @param record the key with its attributes
   * @param receipt what the EI answers once the key is stored
   */
  public record Imported(KeyRecord record, LoadReceipt receipt) {}

  /**
   * Opens a message.
   *
   * @param suite the suite of the run
   * @param transportKey T of the EI; stays the caller's
   * @param request what the EI had asked for
   * @param encodedRequest the request exactly as it was given out
   * @param message the message
   * @param encodedMessage the message exactly as it came
   * @param sasRequired whether a message without SAS is refused
   * @param header what the EI says to the key's header
   * @throws Refusal 6988 for anything wrong with the wrap or CAS; what {@code header} refuses; 9E01
   *     for SAS; 9E04 for a missing SAS
   */
  public Imported open(
      Suite suite,
      Key transportKey,
      ExportRequest request,
      byte[] encodedRequest,
      LoadMessage message,
      byte[] encodedMessage,
      boolean sasRequired,
      HeaderCheck header)
      throws Refusal {
    return keys.together(
        () ->
            check(
                suite,
                transportKey,
                request,
                encodedRequest,
                message,
                encodedMessage,
                sasRequired,
                header));
  }

  private Imported check(
      Suite suite,
      Key transportKey,
      ExportRequest request,
      byte[] encodedRequest,
      LoadMessage message,
      byte[] encodedMessage,
      boolean sasRequired,
      HeaderCheck header)
      throws Refusal {
    byte[] answer = message.answer().toArray();
    try (var session = SessionKeys.derive(suite, transportKey, request, encodedRequest, answer)) {
      byte[] covered = LoadMessage.covered(encodedMessage);
      if (!suite.mac().verify(session.cas(), covered, message.cas().toArray())) {
        throw new Refusal(0x6988);
      }
      try (KeyMaterial encoded = suite.wrap().unwrap(session.enc(), message.wrap().toArray())) {
        return accept(suite, session, encoded, request, message, sasRequired, header);
      }
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    }
  }

  private Imported accept(
      Suite suite,
      SessionKeys session,
      KeyMaterial encoded,
      ExportRequest request,
      LoadMessage message,
      boolean sasRequired,
      HeaderCheck header)
      throws KeyException, Refusal {
    KeyRecord record = KeyRecord.decode(encoded);
    try {
      if (record.keyVersion() != message.keyVersion()) {
        throw new Refusal(0x6988);
      }
      header.check(record);
      checkSas(suite, session, encoded, request, message, sasRequired);
      Kcv kcv = keys.kcv(record.key());
      byte[] mac = suite.mac().mac(session.rcpt(), KeyExport.receiptData(message, kcv));
      return new Imported(
          record, new LoadReceipt(message.ref2(), message.keyVersion(), kcv, Bytes.of(mac)));
    } catch (Refusal | KeyException | RuntimeException e) {
      record.close();
      throw e;
    }
  }

  private static void checkSas(
      Suite suite,
      SessionKeys session,
      KeyMaterial encoded,
      ExportRequest request,
      LoadMessage message,
      boolean required)
      throws KeyException, Refusal {
    if (message.sas().isEmpty()) {
      if (required) {
        throw new Refusal(0x9E04);
      }
      return;
    }
    byte[] context = KeyExport.sasContext(request, message.answer().toArray());
    byte[] expected = suite.mac().mac(session.sas(), encoded, context);
    if (!MessageDigest.isEqual(expected, message.sas().orElseThrow().toArray())) {
      throw new Refusal(0x9E01);
    }
  }
}
