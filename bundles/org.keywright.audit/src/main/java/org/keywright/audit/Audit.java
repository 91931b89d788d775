// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.vault.Grant;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes checkpoints and exports of the open vault's log of acts, and checks them. Safe for use by
 * many threads.
 *
 * <p>A checkpoint is the root of a Merkle tree over the entries (RFC 6962, clause 2.1), signed by a
 * key that the vault makes for nothing else. Whoever keeps one elsewhere notices later what was
 * changed in the entries it is over, or that they are gone, even if the vault's whole file was
 * replaced.
 */
@ProviderType
public interface Audit {
  /**
   * Signs what the log is now, with the entry of this act as the last, and keeps that in the vault.
   * The first time it makes the key.
   */
  SignedCheckpoint checkpoint(Grant grant) throws VaultException, KeyException;

  /**
   * Writes all entries that a checkpoint is over, as {@link #check} reads them. The writer stays
   * open.
   */
  void export(SignedCheckpoint upTo, Writer to) throws VaultException, IOException;

  /** Writes the same entries as CSV (RFC 4180) with a line of names. The writer stays open. */
  void exportCsv(SignedCheckpoint upTo, Writer to) throws VaultException, IOException;

  /**
   * Checks the log of the open vault: chain and seals of all entries, and the checkpoints in it;
   * and that the vault is no older copy than one of them knows. Such a copy is not opened on this
   * computer again before that is accepted ({@link Vaults#acceptOlder}).
   *
   * @param others checkpoints of the vault that were kept elsewhere
   * @throws VaultException naming the first entry that does not hold
   * @throws AuditException if a checkpoint does not hold, or the vault is an older copy
   */
  Verdict verify(List<SignedCheckpoint> others) throws VaultException, AuditException;

  /** The checkpoints in the open vault, the oldest first. */
  List<SignedCheckpoint> checkpoints() throws VaultException;

  /**
   * Checks an export against checkpoints. Needs no vault.
   *
   * @param export as {@link #export} has written it; stays open
   * @param checkpoints of the same vault, in any order
   * @param fingerprint of the key that has to have signed them, if it is known
   * @throws AuditException naming the first entry, or the range, that does not hold
   */
  Verdict check(Reader export, List<SignedCheckpoint> checkpoints, Optional<Bytes> fingerprint)
      throws IOException, AuditException;

  /**
   * Signs a document by the same key, such as the minutes of a ceremony. The first time it makes
   * the key.
   *
   * @param document ends with a line feed, and begins with something else than a checkpoint does
   * @return the document and one line more, with key and signature (ECDSA with SHA-256 over all
   *     before that line)
   * @throws IllegalArgumentException if the document begins or ends otherwise
   */
  Bytes sign(Grant grant, Bytes document) throws VaultException, KeyException;

  /**
   * Checks a document that {@link #sign} has signed. Needs no vault.
   *
   * @param fingerprint of the key that has to have signed it, if it is known
   * @throws AuditException if it was changed, or another key signed it
   */
  SignedDocument checkSigned(Bytes file, Optional<Bytes> fingerprint) throws AuditException;

  /** What people compare of the key that signs; the first time it makes the key. */
  Bytes fingerprint(Grant grant) throws VaultException, KeyException;

  /** The audit of the vault that another holder has open. */
  Audit over(Vaults other);
}
