// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

/**
 * SAS and the receipt E2 (download.md, sections 4.5 and 5), which both units compute alike. The
 * load message, with R_AS and DSEQ in it, lies in the data of the command or of its answer.
 */
final class Receipts {
  /** The length of the whole template E2. */
  static final short LENGTH = 35;

  private static final byte[] PREFIX = {'K', 'W', '1', '.', 'O', 'K'};

  private static final short REF2 = 4;
  private static final short KEY_VERSION = 8;
  private static final short CHECK_VALUE = 12;
  private static final short MAC = 19;
  private static final short SEQUENCE_LENGTH = 8;

  private final byte[] message;
  private final DownloadKeys keys;
  private final Cmac cmac;
  private final CheckValues checkValues;

  Receipts(byte[] message, DownloadKeys keys, Cmac cmac, CheckValues checkValues) {
    this.message = message;
    this.keys = keys;
    this.cmac = cmac;
    this.checkValues = checkValues;
  }

  /** Begins SAS and gives it all that it is over; it is to be finished then, or compared. */
  void beginSignature(
      byte[] request, short at, short answer, byte[] record, short from, short length) {
    keys.beginMac(DownloadKeys.SIGNATURE, request, at, message, answer);
    cmac.update(record, from, length);
    cmac.update(request, DownloadKeys.serialNumber(request, at), Unit.ID_LENGTH);
    cmac.update(request, DownloadKeys.ref2(request, at), (short) 2);
    cmac.update(request, DownloadKeys.challenge(request, at), Unit.ID_LENGTH);
    cmac.update(message, answer, Unit.ID_LENGTH);
  }

  /**
   * Writes E2.
   *
   * @param answer where R_AS is in the message
   * @param sequence where DSEQ is in the message
   * @param record the key record that the EI gets, of {@code length} bytes
   */
  void write(
      byte[] request,
      short at,
      short answer,
      short sequence,
      byte[] record,
      short from,
      short length,
      byte[] out,
      short to) {
    short content = Tlv.open(out, to, Tags.RECEIPT, (short) (LENGTH - 2));
    short ref2 = DownloadKeys.ref2(request, at);
    content = Tlv.put(out, content, Tags.REF2, request, ref2, (short) 2);
    short version = (short) (from + KeyRecords.VERSION);
    content = Tlv.put(out, content, Tags.KEY_VERSION, record, version, (short) 2);
    content = Tlv.open(out, content, Tags.CHECK_VALUE, CheckValues.LENGTH);
    checkValues.write(
        record[(short) (from + KeyRecords.ALGORITHM)],
        record,
        (short) (from + KeyRecords.HEADER_LENGTH),
        (short) (length - KeyRecords.HEADER_LENGTH),
        out,
        content);
    content = (short) (content + CheckValues.LENGTH);
    Tlv.open(out, content, Tags.MAC, BlockCipher.BLOCK);
    keys.beginMac(DownloadKeys.RECEIPT, request, at, message, answer);
    cmac.update(PREFIX, (short) 0, (short) PREFIX.length);
    cmac.update(request, DownloadKeys.serialNumber(request, at), Unit.ID_LENGTH);
    cmac.update(out, (short) (to + REF2), (short) 2);
    cmac.update(out, (short) (to + KEY_VERSION), (short) 2);
    cmac.update(message, sequence, SEQUENCE_LENGTH);
    cmac.update(request, DownloadKeys.challenge(request, at), Unit.ID_LENGTH);
    cmac.update(message, answer, Unit.ID_LENGTH);
    cmac.update(out, (short) (to + CHECK_VALUE), CheckValues.LENGTH);
    cmac.finish(out, (short) (to + MAC));
  }
}
