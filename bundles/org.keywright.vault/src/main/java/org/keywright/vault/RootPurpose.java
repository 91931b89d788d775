// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** What a root key is for; a root key is opened for that and for nothing else. */
public enum RootPurpose {
  /** K_CM: the keys of all removable modules of an estate are derived from it. */
  PAIRING_MODULE_ROOT,
  /** k of one generation of modules: cryptograms CY are made under keys derived from it. */
  CY_KEY,
  /** MHKey of one generation of hosts: each host holds the leaf of it for its serial number. */
  HOST_ROOT,
  /** The key by which a desk proves to the management centre who it is. */
  CENTRE_DESK,
  /** The private key that signs the identities of modules and the keys of personalization units. */
  MANUFACTURER,
  /** The private key with which a personalization unit signs module certificates. */
  PERSONALIZATION_UNIT,
  /** The private key of a central system. */
  CENTRAL_SYSTEM,
  /** The private key of an identification unit, a device that enters transaction numbers. */
  IDENTIFICATION_UNIT,
  /** The private key of a mobile appliance that carries tickets. */
  APPLIANCE,
  /** The private key of an identity on lines under TLS. */
  TLS_IDENTITY,
  /** The private key of a small authority for lines under TLS. */
  TLS_AUTHORITY,
  /** The private key that signs checkpoints of the log of acts. */
  AUDIT;

  /**
   * Whether what opens such a key is shared among the security officers: all from which an estate
   * is derived, and all that certify.
   */
  public boolean shared() {
    return switch (this) {
      case PAIRING_MODULE_ROOT,
          CY_KEY,
          HOST_ROOT,
          MANUFACTURER,
          PERSONALIZATION_UNIT,
          CENTRAL_SYSTEM,
          TLS_AUTHORITY ->
          true;
      case CENTRE_DESK, IDENTIFICATION_UNIT, APPLIANCE, TLS_IDENTITY, AUDIT -> false;
    };
  }
}
