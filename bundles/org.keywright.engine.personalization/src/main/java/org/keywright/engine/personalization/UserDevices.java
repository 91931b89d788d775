// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plays the devices of users whose keys the open vault holds: identification units and appliances.
 * Safe for use by many threads.
 */
@ProviderType
public interface UserDevices {
  /**
   * Makes a device and its key.
   *
   * @return its request, for the personalization unit
   */
  CertificateRequest create(String actor, DeviceKind kind, String name, String organization)
      throws VaultException, KeyException;

  /** Takes the certificate that the personalization unit gave, and the manufacturer's root. */
  Certificate install(
      String actor, DeviceKind kind, String name, CertificateChain chain, Certificate root)
      throws VaultException, KeyException;

  /**
   * Fetches the transaction number for a module from its personalization unit (claim 18).
   *
   * @return its digits in ASCII; the caller owns it
   * @throws Refusal 9E25 if the unit does not know the identification unit, 6A88 if there is no
   *     order with a number
   */
  KeyMaterial fetchNumber(String actor, String name, SerialNumber module, InetSocketAddress unit)
      throws IOException, Refusal, KeyException, VaultException;

  /**
   * Carries a ticket from the personalization unit to a module (claims 14, 15): the module may
   * connect to the unit by itself then.
   *
   * @return six digits that the user compares with those of the module
   * @throws Refusal 9E22 if the unit does not know the appliance
   */
  String carryTicket(String actor, String name, Endpoint module, InetSocketAddress unit)
      throws IOException, Refusal, LinkException, ModuleException, KeyException, VaultException;
}
