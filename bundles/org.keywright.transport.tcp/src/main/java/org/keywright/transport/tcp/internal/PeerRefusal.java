// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of the other end is refused; the message says why and what to do. By its cause
 * the JDK's TLS chooses the alert that the other end gets.
 */
final class PeerRefusal extends CertificateException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 200;

  private PeerRefusal(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static PeerRefusal nobodyTrusted(X509Certificate leaf) {
    return new PeerRefusal(
        "nobody is trusted for TLS, so "
            + named(leaf)
            + " is not either: tls:trust takes an authority in",
        null);
  }

  static PeerRefusal unknownIssuer(X509Certificate leaf, X509Certificate last, Throwable cause) {
    return new PeerRefusal(
        "%s was issued by '%s', whom nobody here trusts: tls:trust takes an authority in, and the"
                .formatted(named(leaf), printable(last.getIssuerX500Principal().getName()))
            + " other end has to send the certificates between",
        cause);
  }

  static PeerRefusal wrongUsage(X509Certificate leaf, String purpose, Throwable cause) {
    return new PeerRefusal(
        "%s is not for %s: it needs one whose extended key usage says so"
            .formatted(named(leaf), purpose),
        cause);
  }

  static PeerRefusal wrongHost(X509Certificate leaf, String host, Throwable cause) {
    return new PeerRefusal(
        "%s is for %s and not for '%s': write one of its names in the endpoint, or get it one for"
                .formatted(named(leaf), hosts(leaf), printable(host))
            + " this name",
        cause);
  }

  static PeerRefusal revoked(X509Certificate certificate, X509CRLEntry entry) {
    return new PeerRefusal(
        "%s was revoked on %s: its owner needs a new one"
            .formatted(named(certificate), entry.getRevocationDate().toInstant()),
        new CertPathValidatorException("listed", null, null, -1, BasicReason.REVOKED));
  }

  /** A fault that PKIX has found; the lists are those at hand of the issuer of that certificate. */
  static PeerRefusal invalid(
      X509Certificate at, List<X509CRL> lists, CertPathValidatorException fault) {
    var reason = fault.getReason();
    String why;
    if (reason == BasicReason.EXPIRED) {
      why = "ran out on " + at.getNotAfter().toInstant() + ": its owner needs a new one";
    } else if (reason == BasicReason.NOT_YET_VALID) {
      why =
          "is valid only from "
              + at.getNotBefore().toInstant()
              + " on: look at the clocks of both ends";
    } else if (reason == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
      why = "cannot be trusted: " + withoutList(at, lists);
    } else if (reason == BasicReason.INVALID_SIGNATURE) {
      why = "has a wrong signature: the chain of the other end does not fit together";
    } else if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
      why = "uses an algorithm or a key length that is not good enough any more";
    } else {
      why = "stands in a chain that is not valid: " + fault.getMessage();
    }
    return new PeerRefusal(named(at) + " " + why, fault);
  }

  private static String withoutList(X509Certificate certificate, List<X509CRL> lists) {
    var issuer = printable(certificate.getIssuerX500Principal().getName());
    if (lists.isEmpty()) {
      return "there is no revocation list of '" + issuer + "', and it needs one: tls:crl takes it";
    }
    return "the revocation list of '"
        + issuer
        + "' "
        + lists.stream()
            .map(X509CRL::getNextUpdate)
            .filter(Objects::nonNull)
            .map(Date::toInstant)
            .max(Instant::compareTo)
            .map(end -> "ran out on " + end)
            .orElse("does not say until when it is good")
        + ": tls:crl takes a newer one";
  }

  static String named(X509Certificate certificate) {
    return "the certificate of '"
        + printable(certificate.getSubjectX500Principal().getName())
        + "'";
  }

  private static String hosts(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      if (names != null && !names.isEmpty()) {
        return printable(
            names.stream()
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.joining(", ")));
      }
    } catch (CertificateException e) {
      // as if there were none
    }
    return "no host at all";
  }

  /** What strangers wrote, for a line that people read. */
  private static String printable(String text) {
    var clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
  }
}
