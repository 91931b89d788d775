// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** What somebody whose certificate a party goes by is to that party. */
public enum EnrolmentKind {
  /** The manufacturer, by its checking key: where every chain ends. */
  MANUFACTURER,
  /** The party itself, by the certificate that its manufacturer gave it. */
  OWN,
  /** A central system that a personalization unit makes modules ready for. */
  CENTRAL_SYSTEM,
  /** A personalization unit whose modules a central system admits. */
  PERSONALIZATION_UNIT
}
