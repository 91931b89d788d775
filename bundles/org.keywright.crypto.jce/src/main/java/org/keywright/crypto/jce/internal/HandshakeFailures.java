// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.pki.ChainException;

/** Says in a sentence why a handshake failed, of what Bouncy Castle throws. */
final class HandshakeFailures {
  private HandshakeFailures() {}

  /** What a line that failed means. */
  static HandshakeException broken(IOException failure) {
    return failure instanceof SocketTimeoutException
        ? made(HandshakeFault.TIMED_OUT, "the other end took too long", failure)
        : closed(failure);
  }

  /** What the other end says. */
  static HandshakeException said(TlsFatalAlertReceived alert, boolean shared) {
    return switch (alert.getAlertDescription()) {
      case AlertDescription.certificate_expired ->
          refused("it is not valid now, by the other end's clock", alert);
      case AlertDescription.certificate_revoked -> refused("it was revoked", alert);
      case AlertDescription.certificate_unknown ->
          refused("the other end cannot tell whether it was revoked", alert);
      case AlertDescription.unknown_ca ->
          refused("it was issued by somebody whom the other end does not trust", alert);
      case AlertDescription.access_denied -> refused("the other end awaits another key", alert);
      case AlertDescription.unsupported_certificate -> refused("it is not for this purpose", alert);
      case AlertDescription.bad_certificate ->
          refused("the other end finds it malformed or wrongly signed", alert);
      case AlertDescription.certificate_required ->
          refused("the other end wants one and got none", alert);
      case AlertDescription.handshake_failure,
          AlertDescription.protocol_version,
          AlertDescription.insufficient_security,
          AlertDescription.missing_extension ->
          made(HandshakeFault.NOTHING_IN_COMMON, inCommon(), alert);
      case AlertDescription.unknown_psk_identity ->
          made(HandshakeFault.SHARED_KEY, "the other end does not know the shared key", alert);
      case AlertDescription.decrypt_error ->
          shared
              ? made(HandshakeFault.SHARED_KEY, "the other end has another shared key", alert)
              : made(HandshakeFault.GARBLED, "the other end found a wrong signature", alert);
      default ->
          made(
              HandshakeFault.GARBLED,
              "the other end gave up: " + AlertDescription.getName(alert.getAlertDescription()),
              alert);
    };
  }

  /** What was found here; {@code ended} if the other end has closed before. */
  static HandshakeException found(TlsFatalAlert alert, boolean shared, boolean ended) {
    if (alert.getCause() instanceof ChainException refused) {
      return new HandshakeException(
          refused.fault(), "the other end is not trusted: " + refused.getMessage(), alert);
    }
    if (alert.getCause() instanceof IOException beneath) {
      return broken(beneath);
    }
    if (ended) {
      return closed(alert);
    }
    return switch (alert.getAlertDescription()) {
      case AlertDescription.certificate_required ->
          made(HandshakeFault.NO_CERTIFICATE, "the other end showed no certificate", alert);
      case AlertDescription.unknown_psk_identity ->
          made(HandshakeFault.SHARED_KEY, "the other end does not know the shared key", alert);
      case AlertDescription.handshake_failure,
          AlertDescription.protocol_version,
          AlertDescription.insufficient_security,
          AlertDescription.missing_extension ->
          made(HandshakeFault.NOTHING_IN_COMMON, inCommon(), alert);
      case AlertDescription.decrypt_error ->
          shared
              ? made(HandshakeFault.SHARED_KEY, "the other end has another shared key", alert)
              : made(
                  HandshakeFault.GARBLED,
                  "the other end has not the key of its certificate, or the line was tampered with",
                  alert);
      default ->
          made(
              HandshakeFault.GARBLED,
              "what the other end sent is no TLS 1.3 handshake, or was changed on its way: "
                  + AlertDescription.getName(alert.getAlertDescription()),
              alert);
    };
  }

  private static HandshakeException refused(String why, IOException cause) {
    return made(
        HandshakeFault.REFUSED_BY_PEER, "the other end refused our certificate: " + why, cause);
  }

  private static HandshakeException closed(IOException cause) {
    return made(HandshakeFault.CLOSED, "the other end closed the line", cause);
  }

  private static String inCommon() {
    return "the two ends have no version or algorithm in common: here it is TLS 1.3 with AES-GCM,"
        + " X25519 or P-256, and ECDSA on P-256";
  }

  private static HandshakeException made(HandshakeFault fault, String message, IOException cause) {
    return new HandshakeException(fault, message, cause);
  }
}
