// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The certificates of others that the parties of a vault go by, and the lists of revocations that
 * came from them. Safe for use by many threads.
 */
@ProviderType
public interface Enrolments {
  /**
   * Enrols somebody, in place of an earlier enrolment of the same party, kind and name.
   *
   * @throws VaultException if a name or the address is malformed
   */
  Enrolment save(Grant grant, Enrolment enrolment) throws VaultException;

  /**
   * Ends an enrolment.
   *
   * @throws VaultException if there is none such
   */
  void remove(Grant grant, Party party, EnrolmentKind kind, String name) throws VaultException;

  /** One enrolment. */
  Optional<Enrolment> find(Party party, EnrolmentKind kind, String name) throws VaultException;

  /** All of a party and kind, by name. */
  List<Enrolment> all(Party party, EnrolmentKind kind) throws VaultException;

  /**
   * Keeps a list of revocations, in place of an older one of the same issuer.
   *
   * @throws VaultException if the list that is kept is as new or newer
   */
  void saveList(Grant grant, ReceivedList list) throws VaultException;

  /** The newest list that a party has of an issuer. */
  Optional<ReceivedList> list(Party party, String issuer) throws VaultException;

  /** The lists that a party has, by issuer. */
  List<ReceivedList> lists(Party party) throws VaultException;

  /**
   * A list of revocations that came from its issuer.
   *
   * @param party who goes by it
   * @param issuer the issuer's name as its certificate has it
   * @param number the list's number
   * @param encoded the list itself, DER
   * @param made when it was made
   * @param next when the next one is to come
   */
  record ReceivedList(
      Party party, String issuer, long number, Bytes encoded, Instant made, Instant next) {}
}
