// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keywright.console.spi.CommandException;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Decommissioning;

/**
 * A module's end as it goes from hand to hand: what the module asked for, and the signatures of
 * those who want it. Lines of a name and hex digits; nothing of it is secret.
 */
final class DecommissionFile {
  private static final String MODULE = "module";
  private static final String CHALLENGE = "challenge";
  private static final String MANUFACTURER = "manufacturer";
  private static final String CERTIFICATE = "certificate";
  private static final String UNIT = "unit";

  private final Path file;
  private final Map<String, Bytes> fields;

  private DecommissionFile(Path file, Map<String, Bytes> fields) {
    this.file = file;
    this.fields = fields;
  }

  /** Begins one; the file must not exist. */
  static void begin(Path file, SerialNumber module, Bytes challenge) throws IOException {
    var begun = new DecommissionFile(file, new LinkedHashMap<>());
    begun.fields.put(MODULE, module.value());
    begun.fields.put(CHALLENGE, challenge);
    Files.writeString(file, begun.text(), StandardOpenOption.CREATE_NEW);
  }

  /** Reads one. */
  static DecommissionFile read(Path file) throws IOException, CommandException {
    var fields = new LinkedHashMap<String, Bytes>();
    String text = new String(InputFile.bytes(file), StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      String[] parts = line.split(" ", 2);
      try {
        fields.put(parts[0], Bytes.ofHex(parts.length == 2 ? parts[1] : ""));
      } catch (IllegalArgumentException e) {
        throw new CommandException(file + ": a line is a name and hex digits, not '" + line + "'");
      }
    }
    var read = new DecommissionFile(file, fields);
    if (read.require(MODULE).length() != SerialNumber.LENGTH
        || read.require(CHALLENGE).length() != Decommissioning.CHALLENGE) {
      throw new CommandException(file + ": module and challenge have 16 bytes each");
    }
    return read;
  }

  SerialNumber module() throws CommandException {
    return new SerialNumber(require(MODULE));
  }

  Bytes challenge() throws CommandException {
    return require(CHALLENGE);
  }

  void signedByManufacturer(Bytes signature) throws IOException {
    fields.put(MANUFACTURER, signature);
    Files.writeString(file, text());
  }

  void signedByUnit(Bytes certificate, Bytes signature) throws IOException {
    fields.put(CERTIFICATE, certificate);
    fields.put(UNIT, signature);
    Files.writeString(file, text());
  }

  /** What the module is sent, when both have signed. */
  Decommissioning decommissioning() throws CommandException {
    return new Decommissioning(
        challenge(), require(CERTIFICATE), require(MANUFACTURER), require(UNIT));
  }

  private Bytes require(String name) throws CommandException {
    Bytes value = fields.get(name);
    if (value != null) {
      return value;
    }
    throw name.equals(MODULE) || name.equals(CHALLENGE)
        ? new CommandException(
            file + ": there is no " + name + " in it", "perso:decommission ask begins one")
        : new CommandException(
            file
                + ": "
                + (name.equals(MANUFACTURER) ? "the manufacturer" : "a unit")
                + " has not signed it yet",
            "perso:decommission sign does so");
  }

  private String text() {
    var text = new StringBuilder();
    fields.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
