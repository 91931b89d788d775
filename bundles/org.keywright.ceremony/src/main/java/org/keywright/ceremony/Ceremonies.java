// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.AuditException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/** Reads scripts, and begins, resumes and ends ceremonies. Safe for use by many threads. */
@ProviderType
public interface Ceremonies {
  /**
   * Reads a script.
   *
   * @throws CeremonyException naming the line that is wrong
   */
  CeremonyScript read(String text) throws CeremonyException;

  /**
   * Begins a ceremony in the open vault; the caller closes it. In a vault with officers it is an
   * act that is asked for by one and approved by another ({@code Requests}): asking runs this up to
   * the leave. Its people are officers there, but for witnesses, and what opens transport keys
   * takes an authorised period besides.
   *
   * @param actor who works the machine
   * @param rehearsal the minutes of a rehearsal of the same script, with which it will be compared
   * @throws CeremonyException if a key of the script is there already, somebody is no officer of
   *     his role, no period covers its transport keys, or it was not this script that was
   *     rehearsed; nothing has begun then
   * @throws VaultException if there is no leave
   */
  Ceremony begin(CeremonyScript script, String actor, Optional<MinutesText> rehearsal)
      throws CeremonyException, VaultException, KeyException;

  /**
   * Begins a rehearsal, in a vault of its own that is thrown away when it is closed. Keys that the
   * script expects in the vault are made up.
   */
  Ceremony rehearse(CeremonyScript script, String actor)
      throws CeremonyException, VaultException, KeyException, IOException;

  /**
   * Goes on with a ceremony that was broken off; who has to be present is asked again. In a vault
   * with officers that is asked for and approved anew. Where it still goes on elsewhere, it stops.
   */
  Ceremony resume(String id, String actor) throws CeremonyException, VaultException, KeyException;

  /** Gives a ceremony up that was broken off. Where it still goes on elsewhere, it stops. */
  CeremonyRecord abandon(String id, String actor, String reason)
      throws CeremonyException, VaultException;

  /** The ceremonies of the open vault, the oldest first. */
  List<CeremonyRecord> all() throws CeremonyException, VaultException;

  /**
   * One ceremony.
   *
   * @throws CeremonyException if there is none of that identifier
   */
  CeremonyRecord require(String id) throws CeremonyException, VaultException;

  /**
   * Makes and signs the minutes of a ceremony of the open vault that has ended.
   *
   * @param actor who asks for them
   */
  SignedMinutes minutes(String id, String actor)
      throws CeremonyException, VaultException, KeyException;

  /**
   * Checks the signature of minutes in either form. Needs no vault.
   *
   * @param file as {@link #minutes} gave it
   * @param fingerprint of the key that has to have signed, if it is known
   * @return what they say; of a PDF file nothing but who signed it
   * @throws AuditException if the file was changed, or another key signed it
   */
  MinutesText check(Bytes file, Optional<Bytes> fingerprint)
      throws CeremonyException, AuditException;

  /**
   * In what a run differs from its rehearsal: script, people, steps, their order, faults.
   *
   * @throws CeremonyException if the minutes of the rehearsal are for people, in PDF
   */
  List<String> differences(MinutesText rehearsal, CeremonyRecord run) throws CeremonyException;
}
