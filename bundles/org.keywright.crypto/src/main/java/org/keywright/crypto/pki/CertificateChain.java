// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.keywright.crypto.Bytes;

/**
 * Certificates of which each is signed with the key of the next, as they claim.
 *
 * @param certificates the one that it is about first; at most {@link #LONGEST} and a root
 */
public record CertificateChain(List<Certificate> certificates) {
  /** The greatest number of certificates below a root. */
  public static final int LONGEST = 3;

  /** Copies the list and checks its length. */
  public CertificateChain {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty() || certificates.size() > LONGEST + 1) {
      throw new IllegalArgumentException(
          "a chain has 1 to " + LONGEST + " certificates, and perhaps a root");
    }
  }

  /** A chain of these. */
  public static CertificateChain of(Certificate... certificates) {
    return new CertificateChain(List.of(certificates));
  }

  /** The certificate that it is about. */
  public Certificate leaf() {
    return certificates.getFirst();
  }

  /** The chain of a certificate that was signed with the key of this one's leaf, without a root. */
  public CertificateChain below(Certificate signed) {
    var all = new ArrayList<Certificate>();
    all.add(signed);
    certificates.stream().filter(certificate -> !certificate.root()).forEach(all::add);
    return new CertificateChain(all);
  }

  /** The certificates in DER, one behind the other. */
  public Bytes encoded() {
    var out = new ByteArrayOutputStream();
    certificates.forEach(certificate -> out.writeBytes(certificate.encoded().toArray()));
    return Bytes.of(out.toByteArray());
  }

  /** The chain as a tree, the highest certificate on top, a line for each. */
  public String tree() {
    var tree = new StringBuilder();
    String indent = "";
    for (Certificate certificate : certificates.reversed()) {
      tree.append(indent.isEmpty() ? "" : indent.substring(3) + "└─ ")
          .append(certificate.subject())
          .append(" · ")
          .append(certificate.purpose().map(KeyPurpose::words).orElse("root"))
          .append(" · to ")
          .append(certificate.words().get("valid to"))
          .append('\n');
      indent += "   ";
    }
    return tree.toString();
  }

  @Override
  public String toString() {
    return "chain of " + leaf();
  }
}
