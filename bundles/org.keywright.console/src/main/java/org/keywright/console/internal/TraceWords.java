// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.keywright.protocol.Application;
import org.keywright.protocol.download.Instruction;

/**
 * The names of commands and tags of each application, and which values a trace may show: what the
 * protocol documents call by these names, and nothing that is secret, random, or a code.
 */
final class TraceWords {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static final String BOTH_DOWNLOAD_UNITS =
      """
      80 suite x
      81 serial number @
      82 key reference #
      83 place #
      84 challenge
      85 first unit's challenge
      86 key version #
      87 sequence #
      88 wrapped key
      89 SAS
      8E MAC
      8F suites x
      90 set @
      91 transport key version #
      96 check value x
      97 transport key in clear
      98 places, keys or sets x
      99 key record in clear
      9A floor and policy x
      9B instruction x
      9C challenge or data
      9D flags x
      9E installed #
      E0 request
      E1 load message
      E2 receipt
      E4 status
      E5 status
      E6 keys
      """;

  private static final String PAIRED_UNITS =
      """
      80 suite x
      81 serial number @
      84 challenge
      85 module's challenge
      8E MAC
      8F suites x
      96 check value x
      97 key in clear
      9A code
      9B settings x
      9C wrapped key
      9E installed #
      A0 module @
      A6 generation #
      A7 pairing x
      A8 index #
      A9 cryptogram
      AA pairing key under a key
      AB tries or prompt x
      AC attestation
      AD pairing key under a key
      AE places x
      AF places in use #
      B0 serial of the order #
      B2 time #
      B3 revoked generations x
      B4 revoked hosts
      B6 control word
      B7 data
      B8 protected data
      B9 next instruction x
      BA its data
      BB display
      E3 status
      E7 status
      EE table
      EF policy
      """;

  private static final String CENTRE =
      """
      81 serial number @
      84 desk's challenge
      8E MAC
      A0 module @
      A8 index #
      AC attestation
      D0 desk @
      D1 purpose
      D2 number of the case #
      D3 given #
      D4 ground x
      D5 code under a key
      D6 paired #
      """;

  private static final String SECURITY_MODULE =
      """
      80 value
      81 value
      8E MAC
      A0 module @
      A1 certificates
      A2 module's nonce
      A3 ephemeral public key
      A4 signature
      B0 nonce
      B2 certificate
      B4 ephemeral public key
      B6 signature
      E5 status
      E6 position
      E7 order
      E8 module's greeting
      E9 parameters
      EA round of the TAN
      EB request
      EC issue
      ED acknowledgement
      EF end
      F0 key load
      F1 receipt
      F2 challenge
      F3 use
      F4 identity
      F5 identity request
      F8 ticket request
      F9 ticket
      """;

  private static final Map<Application, Map<Integer, Field>> FIELDS = fields();
  private static final Map<Application, Map<Integer, String>> COMMANDS = commands();

  private TraceWords() {}

  /** What a tag is called, and how its value is shown. */
  private record Field(String name, char shown) {}

  /** What an application calls an instruction. */
  static Optional<String> command(Application application, int ins) {
    return Optional.ofNullable(COMMANDS.getOrDefault(application, Map.of()).get(ins));
  }

  /** What an application calls a tag. */
  static Optional<String> tag(Application application, int tag) {
    return Optional.ofNullable(FIELDS.getOrDefault(application, Map.of()).get(tag))
        .map(Field::name);
  }

  /** The value as it may be shown; empty if only its length may. */
  static Optional<String> value(Application application, int tag, byte[] value) {
    var field = FIELDS.getOrDefault(application, Map.of()).get(tag);
    return switch (field == null ? ' ' : field.shown()) {
      case '#' ->
          value.length <= 4 || value.length == 8 ? Optional.of(number(value)) : Optional.empty();
      case '@' -> Optional.of(identifier(value));
      case 'x' -> value.length <= 64 ? Optional.of(HEX.formatHex(value)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String number(byte[] value) {
    long number = 0;
    for (byte each : value) {
      number = number << 8 | (each & 0xFF);
    }
    return Long.toUnsignedString(number);
  }

  private static String identifier(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    byte[] text = Arrays.copyOf(value, end);
    for (byte each : text) {
      if (each <= ' ' || each == 0x7F) {
        return HEX.formatHex(value);
      }
    }
    return end == 0 ? HEX.formatHex(value) : new String(text, StandardCharsets.US_ASCII);
  }

  private static Map<Application, Map<Integer, Field>> fields() {
    var all = new EnumMap<Application, Map<Integer, Field>>(Application.class);
    all.put(Application.AS, table(BOTH_DOWNLOAD_UNITS));
    all.put(Application.EI, table(BOTH_DOWNLOAD_UNITS));
    all.put(Application.MS, table(PAIRED_UNITS));
    all.put(Application.MH, table(PAIRED_UNITS));
    all.put(Application.MC, table(CENTRE));
    all.put(Application.SM, table(SECURITY_MODULE));
    return all;
  }

  private static Map<Integer, Field> table(String lines) {
    var table = new HashMap<Integer, Field>();
    for (String line : lines.lines().toList()) {
      char last = line.charAt(line.length() - 1);
      boolean marked = line.charAt(line.length() - 2) == ' ' && "#@x".indexOf(last) >= 0;
      String name = line.substring(3, marked ? line.length() - 2 : line.length());
      table.put(Integer.parseInt(line.substring(0, 2), 16), new Field(name, marked ? last : ' '));
    }
    return Map.copyOf(table);
  }

  private static Map<Application, Map<Integer, String>> commands() {
    var download = new HashMap<Integer, String>();
    for (Instruction each : Instruction.values()) {
      download.put(each.ins(), each.name().replace('_', ' '));
    }
    var pairing = new HashMap<Integer, String>();
    for (var each : org.keywright.protocol.pairing.Instruction.values()) {
      pairing.merge(each.ins(), each.toString(), (one, other) -> one + " or " + other);
    }
    var module = new HashMap<Integer, String>();
    for (var each : org.keywright.protocol.personalization.Instruction.values()) {
      module.put(each.ins(), each.name().replace('_', ' '));
    }
    var all = new EnumMap<Application, Map<Integer, String>>(Application.class);
    all.put(Application.AS, Map.copyOf(download));
    all.put(Application.EI, Map.copyOf(download));
    all.put(Application.MS, Map.copyOf(pairing));
    all.put(Application.MH, Map.copyOf(pairing));
    all.put(Application.SM, Map.copyOf(module));
    all.put(
        Application.MC,
        Map.of(0x84, "GET CHALLENGE", 0xB0, "CODE", 0xB2, "REPORT", 0x40, "STATUS"));
    return all;
  }
}
