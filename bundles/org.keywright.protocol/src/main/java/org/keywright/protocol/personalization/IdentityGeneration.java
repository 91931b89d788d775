// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The data of GENERATE IDENTITY: the name for which the module shall ask a certificate; its serial
 * number is its own.
 *
 * @param organization whose module it is, 1 to 64 bytes of UTF-8
 * @param name what it is called there, 1 to 64 bytes of UTF-8
 */
public record IdentityGeneration(String organization, String name) {
  /** Encodes the data. */
  public byte[] encode() {
    return new TlvWriter(160)
        .put(0x80, Tags.text(organization))
        .put(0x81, Tags.text(name))
        .toBytes();
  }

  /**
   * Reads the data.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length
   */
  public static IdentityGeneration decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    var organization = Tags.takeText(in, 0x80, Hello.NAME);
    var name = Tags.takeText(in, 0x81, Hello.NAME);
    in.end();
    return new IdentityGeneration(organization, name);
  }
}
