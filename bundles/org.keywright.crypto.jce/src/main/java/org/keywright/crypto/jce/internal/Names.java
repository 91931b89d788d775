// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.DistinguishedName;

/**
 * Names in and out of their encoding. Each name has one encoding: O and CN as UTF8String,
 * serialNumber as PrintableString, each a part of its own, in this order. So names are equal if
 * their bytes are.
 */
final class Names {
  private Names() {}

  static X500Name encode(DistinguishedName name) {
    var parts = new ArrayList<RDN>(3);
    parts.add(new RDN(BCStyle.O, new DERUTF8String(name.organization())));
    parts.add(new RDN(BCStyle.CN, new DERUTF8String(name.commonName())));
    name.serialNumber()
        .ifPresent(
            number -> parts.add(new RDN(BCStyle.SERIALNUMBER, new DERPrintableString(number))));
    return new X500Name(parts.toArray(RDN[]::new));
  }

  /** The first part alone, as a constraint has it. */
  static X500Name organization(DistinguishedName name) {
    return new X500Name(new RDN[] {encode(name).getRDNs()[0]});
  }

  /** Reads a name; {@code what} is for the message. */
  static DistinguishedName decode(X500Name name, String what) throws ChainException {
    RDN[] parts = name.getRDNs();
    if (parts.length == 2 || parts.length == 3) {
      var serialNumber =
          parts.length == 3 ? text(parts[2], BCStyle.SERIALNUMBER) : Optional.<String>empty();
      var organization = text(parts[0], BCStyle.O);
      var commonName = text(parts[1], BCStyle.CN);
      if (organization.isPresent()
          && commonName.isPresent()
          && serialNumber.isPresent() == (parts.length == 3)) {
        return checked(name, List.of(organization.get(), commonName.get()), serialNumber, what);
      }
    }
    throw new ChainException(
        ChainFault.NAME, what, "names are made of O, CN and perhaps serialNumber");
  }

  private static DistinguishedName checked(
      X500Name encoded, List<String> texts, Optional<String> serialNumber, String what)
      throws ChainException {
    try {
      var name = new DistinguishedName(texts.get(0), texts.get(1), serialNumber);
      if (sameBytes(encode(name), encoded)) {
        return name;
      }
      throw new ChainException(ChainFault.NAME, what, "a part is of another string type");
    } catch (IllegalArgumentException e) {
      throw new ChainException(ChainFault.NAME, what, String.valueOf(e.getMessage()));
    }
  }

  /** Not the names' own comparison, which passes over case and blanks. */
  private static boolean sameBytes(X500Name one, X500Name other) {
    RDN[] ones = one.getRDNs();
    RDN[] others = other.getRDNs();
    for (int i = 0; i < ones.length; i++) {
      if (!ones[i].toASN1Primitive().equals(others[i].toASN1Primitive())) {
        return false;
      }
    }
    return ones.length == others.length;
  }

  private static Optional<String> text(RDN part, ASN1ObjectIdentifier type) {
    if (part.isMultiValued()) {
      return Optional.empty();
    }
    AttributeTypeAndValue first = part.getFirst();
    if (!first.getType().equals(type)) {
      return Optional.empty();
    }
    return first.getValue() instanceof org.bouncycastle.asn1.ASN1String string
        ? Optional.of(string.getString())
        : Optional.empty();
  }
}
