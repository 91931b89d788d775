// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.time.Duration;
import java.util.OptionalInt;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * MFR: the manufacturers of the open vault, who certify the identities of modules and the keys of
 * personalization units. Safe for use by many threads.
 */
@ProviderType
public interface Manufacturers {
  /** How long a personalization unit is certified where nothing else is said. */
  Duration UNIT_LIFE = Duration.ofDays(90);

  /**
   * Makes a manufacturer and its checking key: a root certificate that has no end.
   *
   * @param name what the vault and the certificate call it
   * @param organization whose it is
   */
  Certificate create(String actor, String name, String organization)
      throws VaultException, KeyException;

  /** The root certificate of a manufacturer. */
  Certificate root(String name) throws VaultException, KeyException;

  /**
   * Certifies the key of a personalization unit, for the organization that its request names.
   *
   * @param life how long, at most 90 days
   * @param quota how many certificates the unit may issue under this one; no limit if empty
   */
  Certificate certify(
      String actor, String name, CertificateRequest request, Duration life, OptionalInt quota)
      throws VaultException, KeyException;

  /**
   * Gives a module its identity over a link that the officer holds to be in a secured room: the
   * module makes its key, once for ever, and keeps the certificate and the root. One that broke off
   * is gone on with.
   */
  Certificate identify(String actor, String name, Endpoint module, Identity identity)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Signs that a module shall die (DECOMMISSION), which takes a unit's signature too.
   *
   * @param module which one
   * @param challenge what it gave for that, 16 bytes
   * @return r and s, 32 bytes each
   */
  Bytes condemn(String actor, String name, SerialNumber module, Bytes challenge)
      throws VaultException, KeyException;

  /**
   * What a module is told when it gets its identity.
   *
   * @param organization the customer whose module it is
   * @param commonName what it is called there
   * @param demands what every order has to demand: 01 a TAN, 02 a cross certificate, 04 a variation
   *     value
   * @param central the name of the central system that it insists on; empty if any will do
   */
  record Identity(String organization, String commonName, int demands, String central) {}
}
