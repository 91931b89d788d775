// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The data of INSTALL IDENTITY: what the manufacturer puts into a module, once.
 *
 * @param root its checking key, a self-signed certificate in DER
 * @param identityCertificate of the module's identity key, DER
 * @param policyFloor the demands that every order has to make ({@link Policy#demands})
 * @param wantedCentral the name of the central system that the module shall insist on; empty if any
 *     will do
 */
public record IdentityInstallation(
    Bytes root, Bytes identityCertificate, int policyFloor, String wantedCentral) {
  /** Encodes the data. */
  public byte[] encode() {
    return new TlvWriter(1536)
        .put(0x80, root.toArray())
        .put(0x81, identityCertificate.toArray())
        .putNumber(0x82, policyFloor, 1)
        .put(0x83, Tags.text(wantedCentral))
        .toBytes();
  }

  /**
   * Reads the data.
   *
   * @throws TlvException if a tag is missing, doubled, unknown, out of order or of another length,
   *     or the floor has demands that there are not
   */
  public static IdentityInstallation decode(byte[] encoded) throws TlvException {
    var in = TlvReader.of(encoded);
    var root = Tags.take(in, 0x80, 1, Tags.CERTIFICATE);
    var identity = Tags.take(in, 0x81, 1, Tags.CERTIFICATE);
    int floor = in.takeNumber(0x82, 1);
    var wanted = Tags.takeText(in, 0x83, Hello.NAME);
    in.end();
    if (floor > Policy.ALL_DEMANDS) {
      throw new TlvException("tag 82 holds demands that there are not");
    }
    return new IdentityInstallation(root, identity, floor, wanted);
  }
}
