// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * CS: the central systems of the open vault, with whom modules work once they are in operation.
 * Safe for use by many threads.
 */
@ProviderType
public interface CentralSystems {
  /**
   * Makes a central system and its key.
   *
   * @param organization the customer whose modules it admits
   * @return its request, for the personalization units
   */
  CertificateRequest create(String actor, String name, String organization)
      throws VaultException, KeyException;

  /** The request of a central system, as often as it is wanted. */
  CertificateRequest request(String name) throws VaultException, KeyException;

  /**
   * Enrols the personalization unit that has certified the central system's key: its modules are
   * admitted from now on.
   *
   * @param chain what the unit gave: the central system's certificate and the unit's above it
   * @param root the manufacturer's
   * @return the certificate by which the central system endorses the unit's key, for the unit
   */
  Certificate enrolUnit(String actor, String name, CertificateChain chain, Certificate root)
      throws VaultException, KeyException;

  /** Ends the enrolment of a personalization unit. */
  void removeUnit(String actor, String name, String unit) throws VaultException;

  /**
   * Listens for modules, until the result is closed.
   *
   * @param load how a module that comes and has no transaction key yet gets one at once; empty if
   *     it gets one by {@link CentralServer#load} only
   * @throws IOException if nothing can listen there
   */
  CentralServer start(
      String actor,
      String name,
      InetSocketAddress at,
      ServerSettings settings,
      Optional<KeyLoad.Form> load)
      throws IOException, VaultException, KeyException;

  /** The servers of this program that are open, of whatever central system. */
  List<CentralServer> servers();
}
