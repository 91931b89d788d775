// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong at the PC/SC service (PC/SC Workgroup, part 5, with pcsc-lite's numbers). */
enum PcscError {
  SCARD_E_CANCELLED(0x80100002, "the wait was ended"),
  SCARD_E_INVALID_HANDLE(
      0x80100003, "the PC/SC service was restarted, and knows nothing of this link"),
  SCARD_E_INSUFFICIENT_BUFFER(
      0x80100008, "the answer is longer than javax.smartcardio can take, 8,190 bytes"),
  SCARD_E_UNKNOWN_READER(0x80100009, "there is no such reader"),
  SCARD_E_TIMEOUT(0x8010000A, "nothing happened in time"),
  SCARD_E_SHARING_VIOLATION(
      0x8010000B,
      "another program or link uses the card; end that one, or write pcsc:shared: if it shares"),
  SCARD_E_NO_SMARTCARD(0x8010000C, "there is no card in the reader"),
  SCARD_E_PROTO_MISMATCH(0x8010000F, "the card speaks neither T=0 nor T=1"),
  SCARD_F_COMM_ERROR(0x80100013, "the PC/SC service broke off"),
  SCARD_E_NOT_TRANSACTED(0x80100016, "the card did not complete the command"),
  SCARD_E_READER_UNAVAILABLE(0x80100017, "the reader was taken off"),
  SCARD_E_NO_SERVICE(
      0x8010001D,
      "the PC/SC service does not answer; start it (Linux: pcscd, Windows: the service SCardSvr)"),
  SCARD_E_SERVICE_STOPPED(0x8010001E, "the PC/SC service was stopped; start it again"),
  SCARD_E_NO_ACCESS(0x80100027, "the PC/SC service lets this user not at the reader"),
  SCARD_E_NO_READERS_AVAILABLE(0x8010002E, "no card reader is connected"),
  SCARD_E_COMM_DATA_LOST(0x8010002F, "what the reader and the card said was lost"),
  SCARD_W_UNSUPPORTED_CARD(0x80100065, "the reader cannot speak to this card"),
  SCARD_W_UNRESPONSIVE_CARD(
      0x80100066, "the card does not answer to reset; is it the right way round?"),
  SCARD_W_UNPOWERED_CARD(0x80100067, "the card has no power any more"),
  SCARD_W_RESET_CARD(0x80100068, "another program has reset the card"),
  SCARD_W_REMOVED_CARD(0x80100069, "the card was pulled out"),
  SCARD_W_SECURITY_VIOLATION(0x8010006A, "the PC/SC service lets this user not at the card");

  private final int code;
  private final String words;

  PcscError(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** What happened and what to do, without the reader's name. */
  String words() {
    return words;
  }

  /** Whether the service is not there, or not any more. */
  boolean noService() {
    return switch (this) {
      case SCARD_E_NO_SERVICE,
          SCARD_E_SERVICE_STOPPED,
          SCARD_E_INVALID_HANDLE,
          SCARD_F_COMM_ERROR ->
          true;
      default -> false;
    };
  }

  static Optional<PcscError> ofCode(int code) {
    return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
  }

  static Optional<PcscError> ofName(String name) {
    return Arrays.stream(values()).filter(error -> error.name().equals(name)).findFirst();
  }
}
