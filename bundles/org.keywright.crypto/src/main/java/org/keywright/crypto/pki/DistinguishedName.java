// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.util.Optional;

/**
 * A name in a certificate (X.501; RFC 5280, clause 4.1.2.4): an organization, a name within it, and
 * for modules their serial number, in this order.
 *
 * @param organization whose it is (O), 1 to 64 characters
 * @param commonName what it is called there (CN), 1 to 64 characters
 * @param serialNumber the module's own number (serialNumber), 1 to 64 characters of PrintableString
 */
public record DistinguishedName(
    String organization, String commonName, Optional<String> serialNumber) {
  private static final int LONGEST = 64;
  private static final String PRINTABLE_MARKS = " '()+,-./:=?";

  /** Checks lengths and characters. */
  public DistinguishedName {
    checkText("organization", organization);
    checkText("common name", commonName);
    serialNumber.ifPresent(
        number -> {
          checkText("serial number", number);
          if (!number.chars().allMatch(DistinguishedName::isPrintable)) {
            throw new IllegalArgumentException(
                "a serial number in a name has Latin letters, digits and "
                    + PRINTABLE_MARKS.strip());
          }
        });
  }

  /** A name without a serial number. */
  public static DistinguishedName of(String organization, String commonName) {
    return new DistinguishedName(organization, commonName, Optional.empty());
  }

  /** A name with a serial number. */
  public static DistinguishedName of(String organization, String commonName, String serialNumber) {
    return new DistinguishedName(organization, commonName, Optional.of(serialNumber));
  }

  private static void checkText(String what, String text) {
    boolean fits =
        !text.isEmpty()
            && text.length() <= LONGEST
            && text.equals(text.strip())
            && text.codePoints().noneMatch(DistinguishedName::isUnfit);
    if (!fits) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of a name has 1 to "
              + LONGEST
              + " characters, no control characters and no blanks at its ends");
    }
  }

  private static boolean isUnfit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isPrintable(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || PRINTABLE_MARKS.indexOf(c) >= 0;
  }

  /** As people read it: {@code O=North Pay, CN=pin pad 7, serialNumber=0007}. */
  @Override
  public String toString() {
    return "O="
        + organization
        + ", CN="
        + commonName
        + serialNumber.map(number -> ", serialNumber=" + number).orElse("");
  }
}
