// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.security.MessageDigest;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;

/**
 * The central system's side of what it says to a module that it has admitted: one request at a
 * time, each with one answer.
 *
 * <p>Owns the keys of the link. For one thread at a time.
 */
public final class CentralRun implements AutoCloseable {
  private final Cryptography crypto;
  private final SerialNumber module;
  private final TransactionKeys link;
  private Optional<KeyReceipt> expected = Optional.empty();

  /**
   * Begins on a link.
   *
   * @param module the module that was admitted, by its certificate
   * @param protection the exporter's key {@link TransactionKeys#PROTECTION_LABEL}, AES-256
   * @param receipt the exporter's key {@link TransactionKeys#RECEIPT_LABEL}, AES-256
   */
  public CentralRun(Cryptography crypto, SerialNumber module, Key protection, Key receipt) {
    this.crypto = crypto;
    this.module = module;
    this.link = new TransactionKeys(crypto, module, protection, receipt);
  }

  /** The module. */
  public SerialNumber module() {
    return module;
  }

  /**
   * Makes the message F0 that loads a transaction key; the record stays the caller's.
   *
   * @param slot where the module shall keep it, 1 to 65535
   */
  public Bytes load(KeyLoad.Form form, int slot, KeyRecord record) throws KeyException {
    var load = link.wrap(form, slot, record);
    expected = Optional.of(link.receipt(load, record.key()));
    return Bytes.of(load.encode());
  }

  /**
   * Takes the answer to {@link #load}.
   *
   * @throws Refusal with the module's status if it refused; 6988 if the receipt is not its; 6A80 if
   *     the answer is malformed
   */
  public KeyReceipt receipt(byte[] answer) throws Refusal {
    var awaited = expected.orElseThrow(() -> new IllegalStateException("no key was sent"));
    expected = Optional.empty();
    try {
      requireAnswer(answer);
      var received = KeyReceipt.decode(answer);
      if (!MessageDigest.isEqual(received.encode(), awaited.encode())) {
        throw new Refusal(0x6988, "the receipt is not for the key that was sent");
      }
      return received;
    } catch (TlvException e) {
      throw new Refusal(0x6A80, "the module's answer is malformed: " + e.getMessage());
    }
  }

  /** Makes the message F2 that asks for a MAC; the challenge has 8 to 64 bytes. */
  public Bytes use(int slot, Bytes challenge) {
    return Bytes.of(new KeyChallenge(slot, challenge).encode());
  }

  /**
   * Takes the answer to {@link #use}, and says whether the module has this key.
   *
   * @param key what it should have; stays the caller's
   * @throws Refusal with the module's status if it refused; 6A80 if the answer is malformed
   */
  public boolean proves(byte[] answer, int slot, Bytes challenge, Key key) throws Refusal {
    try {
      requireAnswer(answer);
      var received = KeyAnswer.decode(answer);
      byte[] mac = TransactionKeys.mac(crypto, module, slot, key, challenge.toArray());
      return received.slot() == slot && MessageDigest.isEqual(mac, received.mac().toArray());
    } catch (TlvException e) {
      throw new Refusal(0x6A80, "the module's answer is malformed: " + e.getMessage());
    } catch (KeyException e) {
      throw new Refusal(0x6A81, e.getMessage());
    }
  }

  private static void requireAnswer(byte[] answer) throws TlvException, Refusal {
    if (answer.length > 0 && (answer[0] & 0xFF) == Abort.TAG) {
      var status = Abort.decode(answer).status();
      throw new Refusal(status.value(), "the module refused: " + status.meaning());
    }
  }

  /** Wipes the keys of the link. */
  @Override
  public void close() {
    link.close();
  }
}
