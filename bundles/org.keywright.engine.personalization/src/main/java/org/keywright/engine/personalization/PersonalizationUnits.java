// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.osgi.annotation.versioning.ProviderType;

/**
 * PU: the personalization units of the open vault, who certify the keys that modules make. Safe for
 * use by many threads.
 */
@ProviderType
public interface PersonalizationUnits {
  /**
   * Makes a unit and its signing key.
   *
   * @param organization the customer whose modules it personalizes
   * @return its request, for the manufacturer
   */
  CertificateRequest create(String actor, String name, String organization)
      throws VaultException, KeyException;

  /** The request of a unit, as often as it is wanted. */
  CertificateRequest request(String name) throws VaultException, KeyException;

  /**
   * Takes the certificate that the manufacturer gave, and its root.
   *
   * @throws KeyException if the certificate is for another key or not by that root
   */
  Certificate install(String actor, String name, Certificate certificate, Certificate root)
      throws VaultException, KeyException;

  /**
   * Certifies the key of a central system and enrols it: modules are made ready for it from now on.
   *
   * @param address where modules reach it, as {@code host:port}
   * @return the central system's certificate with the unit's above it, for the central system
   */
  CertificateChain enrolCentral(
      String actor, String name, CertificateRequest request, String address)
      throws VaultException, KeyException;

  /**
   * Takes the certificate by which an enrolled central system has endorsed the unit's key (claim
   * 6); modules are shown it from now on.
   */
  void endorsed(String actor, String name, Certificate endorsement)
      throws VaultException, KeyException;

  /**
   * Certifies the key of a user's device and enrols it.
   *
   * @param kind whether it is an identification unit or an appliance
   * @return the device's certificate with the unit's above it, for the device
   */
  CertificateChain enrolDevice(
      String actor, String name, DeviceKind kind, CertificateRequest request)
      throws VaultException, KeyException;

  /**
   * Signs that a module shall die (DECOMMISSION), which takes the manufacturer's signature too.
   *
   * @param module which one
   * @param challenge what it gave for that, 16 bytes
   */
  Condemnation condemn(String actor, String name, SerialNumber module, Bytes challenge)
      throws VaultException, KeyException;

  /**
   * A unit's part of a module's end.
   *
   * @param certificate by which the module knows the unit
   * @param signature r and s, 32 bytes each
   */
  record Condemnation(Certificate certificate, Bytes signature) {}

  /** Makes a work order, with a transaction number if one is wanted; the caller closes it. */
  PlacedOrder order(String actor, OrderRequest request) throws VaultException;

  /** Withdraws a work order. */
  WorkOrder cancel(String actor, long order) throws VaultException;

  /**
   * Personalizes one module over a local link that its user has opened (claim 12).
   *
   * @param userAct whether the user's act is given over the link, for a module on a bench that has
   *     no other way to take it
   * @throws ModuleException if the module refuses the link
   */
  RunOutcome run(String actor, String name, Endpoint module, boolean userAct)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Listens for modules, identification units and appliances, until the result is closed.
   *
   * @param settings limits, and where others reach it
   * @throws IOException if nothing can listen there
   */
  PersonalizationServer start(
      String actor, String name, InetSocketAddress at, ServerSettings settings)
      throws IOException, VaultException, KeyException;

  /** The servers of this program that are open, of whatever unit. */
  List<PersonalizationServer> servers();

  /** Compares what a unit has certified with what was ordered; what is amiss, in words. */
  List<String> compare(String name) throws VaultException;
}
