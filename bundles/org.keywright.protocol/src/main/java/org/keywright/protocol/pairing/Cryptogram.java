// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;

/**
 * CY: a host's identifier and leaf of the host key under a key of the modules; made once at the
 * factory or by the centre, and held by the host, who cannot open it. Safe for use by many threads.
 */
public final class Cryptogram {
  /** The fewest bytes that a receiver takes. */
  static final int SHORTEST = 24;

  /** The most bytes that a receiver takes. */
  static final int LONGEST = 512;

  private Cryptogram() {}

  /**
   * Makes a cryptogram.
   *
   * @param generationKey k_g of the record's generation; stays the caller's
   * @param record stays the caller's
   */
  public static Bytes seal(Suite suite, Key generationKey, HostKeyRecord record)
      throws KeyException {
    try (Key key = PairingKeys.cryptogramKey(suite, generationKey, record.generation());
        KeyMaterial clear = record.encode()) {
      return Bytes.of(suite.wrap().wrap(key, clear));
    }
  }

  /** SHA-256 of a cryptogram, by which a module remembers it. */
  public static Bytes digest(Bytes cryptogram) {
    return Bytes.of(Transcript.sha256(cryptogram.toArray()));
  }

  /**
   * Opens a cryptogram; the caller owns the record.
   *
   * @param generationKey k_g of the generation; stays the caller's
   * @param generation g
   * @throws Refusal 9E11 if it does not open, or is not laid out as it must be
   */
  public static HostKeyRecord open(Suite suite, Key generationKey, int generation, Bytes cryptogram)
      throws Refusal {
    try (Key key = PairingKeys.cryptogramKey(suite, generationKey, generation);
        KeyMaterial clear = suite.wrap().unwrap(key, cryptogram.toArray())) {
      var record = HostKeyRecord.decode(clear, suite.keySpec());
      if (record.generation() != generation) {
        record.close();
        throw new Refusal(0x9E11);
      }
      return record;
    } catch (KeyException e) {
      throw new Refusal(0x9E11);
    }
  }
}
