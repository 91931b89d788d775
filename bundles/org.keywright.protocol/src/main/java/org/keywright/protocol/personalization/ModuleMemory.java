// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;

/** What a run finds in its module, and writes there. For the run's thread. */
public interface ModuleMemory {
  /** The module's id. */
  SerialNumber module();

  /** The manufacturer's certificate of the identity key. */
  Certificate identityCertificate();

  /** The manufacturer's checking key. */
  Certificate root();

  /** The manufacturer's list of revoked certificates, if one came. */
  List<RevocationList> revocationLists();

  /** SHA-256 of the firmware. */
  Bytes firmwareDigest();

  /** The demands that every order has to make ({@link Policy#demands}). */
  int policyFloor();

  /** The name of the central system that the module insists on; empty if any will do. */
  String wantedCentral();

  /** The newest signed time that was seen. */
  Instant trustedTime();

  /** Where the module is in its life, outside of a run. */
  LifeCycle state();

  /** The proof of the last run, if the module is still in operation by it. */
  Optional<Acknowledgement> acknowledgement();

  /** Signs with the identity key. */
  byte[] signWithIdentity(byte[] message) throws KeyException;

  /** The module's noise, of which its key is made. */
  EntropySource noise();

  /**
   * Enters the personalization state: erases the module key and the transaction keys, if there are
   * any, in a commit of its own (claim 2).
   *
   * @throws Refusal if that cannot be written
   */
  void enter() throws Refusal;

  /** The TAN that the user has entered, which is forgotten here; the caller owns it. */
  Optional<KeyMaterial> takeTan();

  /**
   * Writes all that a run gave, in one commit; usable once the link is closed.
   *
   * @throws Refusal if that cannot be written; the old state is kept, and the key is wiped
   */
  void commit(Personalized personalized) throws Refusal;
}
