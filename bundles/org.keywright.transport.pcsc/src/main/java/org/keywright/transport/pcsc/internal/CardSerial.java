// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.util.Arrays;
import java.util.Optional;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlvReader;

/**
 * Asks a card for its serial number, as transport.md, section 6.1, says: it selects one application
 * after the other, and takes the serial number out of the answer to STATUS.
 */
final class CardSerial {
  private static final CommandApdu STATUS = new CommandApdu(0x80, 0x40, 0, 0);

  /** SN, and the name of a removable module. */
  private static final int SN = 0x81;

  private static final int MSID = 0xA0;

  private CardSerial() {}

  /** The serial number of a card; none if it is used exclusively, or is no module of ours. */
  static Optional<SerialNumber> of(Pcsc pcsc, String reader) throws PcscException {
    try (var card = new CardLink(pcsc.connect(reader, false))) {
      var channel = new ApduChannel(card, false, TlvReader.LIMIT);
      for (Application application : Application.values()) {
        if (channel.send(application.select()).status().ok()) {
          var status = channel.send(STATUS);
          return status.status().ok() ? serial(status.data()) : Optional.empty();
        }
      }
      return Optional.empty();
    } catch (LinkException e) {
      return Optional.empty();
    } catch (PcscException e) {
      if (e.noService()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Goes through the elements of the one template: tags of a byte, lengths below 80. */
  static Optional<SerialNumber> serial(byte[] status) {
    int at = status.length > 2 && (status[1] & 0xFF) == 0x81 ? 3 : 2;
    while (at + 2 + SerialNumber.LENGTH <= status.length) {
      int tag = status[at] & 0xFF;
      int length = status[at + 1] & 0xFF;
      if ((tag == SN || tag == MSID) && length == SerialNumber.LENGTH) {
        return Optional.of(
            SerialNumber.of(Arrays.copyOfRange(status, at + 2, at + 2 + SerialNumber.LENGTH)));
      }
      at += 2 + length;
    }
    return Optional.empty();
  }
}
