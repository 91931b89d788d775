// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** What an officer is there for; what each may do is the table {@link Right}. */
public enum Role {
  /** Makes and approves, and holds a share of what opens the roots. */
  SECURITY_OFFICER("security officer"),
  /** Brings and takes away components of keys. */
  CUSTODIAN("custodian"),
  /** Loads keys; neither makes them nor lets them out. */
  OPERATOR("operator"),
  /** Reads everything and changes nothing. */
  AUDITOR("auditor");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /** As people say it. */
  public String words() {
    return words;
  }
}
