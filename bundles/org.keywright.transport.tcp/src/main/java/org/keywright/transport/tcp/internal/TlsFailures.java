// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.security.SignatureException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.keywright.transport.tcp.internal.PeerTrust.Purpose;

/** Says in a sentence why TLS failed, of what the JDK's TLS throws. */
final class TlsFailures {
  /** The JDK gives the alert by name, and tells only by these words who sent it. */
  private static final Pattern SAID = Pattern.compile("Received fatal alert: (\\w+)");

  private static final Pattern FOUND = Pattern.compile("^\\((\\w+)\\)");

  private TlsFailures() {}

  /** What it means that the other end has closed within the handshake. */
  static String closed(boolean heard) {
    return heard
        ? "the other end closed the line within the TLS handshake; its log says why"
        : "the other end closed the line without a word: perhaps it does not speak TLS (tcp:// is"
            + " for those)";
  }

  /**
   * What an exception means.
   *
   * @param other what the other end is
   * @param own the name of the own identity
   * @param heard whether the other end has said anything
   */
  static TlsException explained(SSLException failure, Purpose other, String own, boolean heard) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PeerRefusal refusal) {
        return new TlsException("the other end is not trusted: " + refusal.getMessage(), failure);
      }
      if (cause instanceof SignatureException refusal) {
        return new TlsException(
            "the identity '" + own + "' does not sign any more: " + refusal.getMessage(), failure);
      }
    }
    var text = String.valueOf(failure.getMessage());
    var said = SAID.matcher(text);
    if (said.find()) {
      return new TlsException(said(said.group(1), own), failure);
    }
    var found = FOUND.matcher(text);
    return new TlsException(
        found.find() ? found(found.group(1), text, other) : noTls(heard), failure);
  }

  private static String said(String alert, String own) {
    return switch (alert) {
      case "certificate_expired" ->
          refused(own, "it is not valid now, by the other end's clock: tls:request renews it");
      case "certificate_revoked" -> refused(own, "it was revoked: tls:request makes a new one");
      case "unknown_ca" ->
          refused(
              own,
              "it does not trust who issued it: it has to take that authority in, or the chain"
                  + " lacks a certificate between");
      case "unsupported_certificate" ->
          refused(own, "it is not for this purpose, or of a kind that it does not take");
      case "bad_certificate",
          "certificate_unknown",
          "access_denied",
          "bad_certificate_status_response" ->
          refused(own, "its log says why (alert " + alert + ")");
      case "certificate_required" -> "the other end wants a certificate of ours and got none";
      case "protocol_version", "insufficient_security", "missing_extension" -> nothingInCommon();
      case "handshake_failure" -> nothingInCommon() + "; or the other end cannot use its own key";
      default -> "the other end ended TLS with the alert " + alert + "; its log says why";
    };
  }

  private static String refused(String own, String why) {
    return "the other end refused our certificate '" + own + "': " + why;
  }

  private static String found(String alert, String text, Purpose other) {
    return switch (alert) {
      case "certificate_required", "bad_certificate" ->
          "the other end showed no certificate: on a tls link both ends show one";
      case "protocol_version", "handshake_failure", "insufficient_security", "missing_extension" ->
          nothingInCommon();
      case "decrypt_error", "bad_record_mac" ->
          "what came was changed on its way, or the other end has not the key of its certificate";
      default -> "what came is no TLS 1.3 as " + other.words() + " speak it: " + text;
    };
  }

  private static String noTls(boolean heard) {
    return heard
        ? "what the other end sends is no TLS (tcp:// is for units without it)"
        : closed(false);
  }

  private static String nothingInCommon() {
    return "the two ends have no version or algorithm in common: here it is TLS 1.3 with AES-GCM or"
        + " ChaCha20-Poly1305";
  }
}
