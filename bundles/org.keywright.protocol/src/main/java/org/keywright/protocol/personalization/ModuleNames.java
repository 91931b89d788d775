// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.HexFormat;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;

/** How a module's id stands in the name of its certificates: as 32 hex digits, upper case. */
public final class ModuleNames {
  private ModuleNames() {}

  /** The name of a module. */
  public static DistinguishedName of(String organization, String name, SerialNumber module) {
    return DistinguishedName.of(organization, name, module.value().hex());
  }

  /**
   * The id in a module's certificate.
   *
   * @throws Refusal 9E35 if there is none
   */
  public static SerialNumber module(Certificate certificate) throws Refusal {
    String hex = certificate.subject().serialNumber().orElse("");
    if (hex.length() != 2 * SerialNumber.LENGTH
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) {
      throw new Refusal(0x9E35, "the certificate names no module");
    }
    return SerialNumber.of(HexFormat.of().parseHex(hex));
  }
}
