// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.asn1.x500.X500Name;
import org.keywright.crypto.pki.DistinguishedName;

/**
 * The beginning of names (RFC 5280, clause 4.2.1.10, directoryName): an organization, or one whole
 * name and what might be below it.
 *
 * @param encoded as it stands in the extension
 * @param words as people read it
 */
record NamePrefix(X500Name encoded, String words) {
  /** All names of the organization that the name is in. */
  static NamePrefix organization(DistinguishedName name) {
    return new NamePrefix(Names.organization(name), "O=" + name.organization());
  }

  /** The name itself. */
  static NamePrefix whole(DistinguishedName name) {
    return new NamePrefix(Names.encode(name), name.toString());
  }

  /** Whether the name begins so; part by part, byte by byte. */
  boolean holds(DistinguishedName name) {
    var wanted = encoded.getRDNs();
    var parts = Names.encode(name).getRDNs();
    if (parts.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals(parts[i])) {
        return false;
      }
    }
    return true;
  }
}
