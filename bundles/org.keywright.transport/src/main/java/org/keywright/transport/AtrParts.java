// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.keywright.transport.Atr.Part;

/**
 * Takes an answer to reset apart (ISO/IEC 7816-3, clause 8.2; historical bytes by ISO/IEC 7816-4,
 * clause 12.1.1). What does not follow the standard is shown as it is.
 */
final class AtrParts {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int[] FI = {
    372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048
  };
  private static final int[] DI = {0, 1, 2, 4, 8, 16, 32, 64, 12, 20};

  private final byte[] atr;
  private final List<Part> parts = new ArrayList<>();
  private int at;
  private int group = 1;

  /** The protocol that the last TD announced; T=0 as long as none did (clause 8.2.3). */
  private int protocol;

  private boolean checked;

  private AtrParts(byte[] atr) {
    this.atr = atr;
  }

  static List<Part> of(byte[] atr) {
    var reader = new AtrParts(atr);
    reader.read();
    return List.copyOf(reader.parts);
  }

  private void read() {
    take("TS", convention(atr[0] & 0xFF));
    int count = atr[1] & 0x0F;
    take("T0", count + " historical bytes");
    int announced = atr[1] >> 4 & 0x0F;
    while (announced != 0 && at < atr.length) {
      announced = interfaceBytes(announced);
    }
    historical(Math.min(count, atr.length - at));
    if (checked && at < atr.length) {
      take("TCK", rightCheck() ? "check byte, right" : "check byte, wrong");
    }
    if (at < atr.length) {
      add("", at, atr.length, "more than was announced");
    }
  }

  private static String convention(int initial) {
    return switch (initial) {
      case 0x3B -> "direct convention";
      case 0x3F -> "inverse convention";
      default -> "no convention of the standard";
    };
  }

  /** Reads TA, TB, TC and TD of one group, as far as they are there; returns what TD announces. */
  private int interfaceBytes(int announced) {
    if ((announced & 1) != 0 && at < atr.length) {
      take("TA" + group, ta(atr[at] & 0xFF));
    }
    if ((announced & 2) != 0 && at < atr.length) {
      take("TB" + group, tb(atr[at] & 0xFF));
    }
    if ((announced & 4) != 0 && at < atr.length) {
      take("TC" + group, tc(atr[at] & 0xFF));
    }
    if ((announced & 8) == 0 || at >= atr.length) {
      return 0;
    }
    int td = atr[at] & 0xFF;
    protocol = td & 0x0F;
    checked |= protocol != 0;
    take("TD" + group, protocol == 15 ? "global interface bytes follow" : "protocol T=" + protocol);
    group++;
    return td >> 4;
  }

  private String ta(int value) {
    if (group == 1) {
      int fi = value >> 4 < FI.length ? FI[value >> 4] : 0;
      int di = (value & 0x0F) < DI.length ? DI[value & 0x0F] : 0;
      return fi == 0 || di == 0
          ? "clock rate and baud rate reserved"
          : "Fi %d, Di %d: %d clock cycles a bit".formatted(fi, di, fi / di);
    }
    if (group == 2) {
      return "specific mode, T=" + (value & 0x0F);
    }
    return switch (protocol) {
      case 1 -> "information field of the card, at most " + value + " bytes";
      case 15 -> classes(value);
      default -> "specific to T=" + protocol;
    };
  }

  private static String classes(int value) {
    var classes = new ArrayList<String>();
    if ((value & 1) != 0) {
      classes.add("A (5 V)");
    }
    if ((value & 2) != 0) {
      classes.add("B (3 V)");
    }
    if ((value & 4) != 0) {
      classes.add("C (1.8 V)");
    }
    return classes.isEmpty() ? "no class of supply" : "supply " + String.join(", ", classes);
  }

  private String tb(int value) {
    return group > 2 && protocol == 1
        ? "block waiting time %d, character waiting time %d".formatted(value >> 4, value & 0x0F)
        : group > 2 ? "specific to T=" + protocol : "programming voltage, not used any more";
  }

  private String tc(int value) {
    if (group == 1) {
      return "extra guard time " + value;
    }
    if (group == 2) {
      return "waiting time " + value;
    }
    return protocol == 1
        ? (value & 1) == 0 ? "error detection by LRC" : "error detection by CRC"
        : "specific to T=" + protocol;
  }

  private void historical(int count) {
    int end = at + count;
    if (count == 0) {
      return;
    }
    int category = atr[at] & 0xFF;
    if (category != 0x00 && category != 0x80) {
      add("historical", at, end, category == 0x10 ? "DIR data reference" : "proprietary");
      at = end;
      return;
    }
    take("category", category == 0x80 ? "compact TLV" : "compact TLV, then a status indicator");
    int objects = category == 0x80 ? end : Math.max(at, end - 3);
    while (at < objects) {
      int length = Math.min(atr[at] & 0x0F, objects - at - 1);
      add("object", at, at + 1 + length, object(atr[at] >> 4 & 0x0F, at + 1, length));
      at += 1 + length;
    }
    if (at < end) {
      add("status", at, end, "life cycle status and status word");
      at = end;
    }
  }

  private String object(int tag, int from, int length) {
    return switch (tag) {
      case 1 -> "country code";
      case 2 -> "issuer identification number";
      case 3 -> "card service data";
      case 4 -> "initial access data";
      case 5 -> "card issuer's data" + text(from, length);
      case 6 -> "pre-issuing data" + text(from, length);
      case 7 -> capabilities(from, length);
      case 8 -> "status indicator";
      case 15 -> "application identifier";
      default -> "object of tag " + Integer.toHexString(tag).toUpperCase(Locale.ROOT);
    };
  }

  private String text(int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (atr[i] < ' ' || atr[i] > '~') {
        return "";
      }
    }
    return " '" + new String(atr, from, length, StandardCharsets.US_ASCII).strip() + "'";
  }

  private String capabilities(int from, int length) {
    var can = new ArrayList<String>();
    if (length == 3) {
      if ((atr[from + 2] & Atr.CHAINING) != 0) {
        can.add("command chaining");
      }
      if ((atr[from + 2] & Atr.EXTENDED) != 0) {
        can.add("extended lengths");
      }
    }
    return can.isEmpty() ? "card capabilities" : "card capabilities: " + String.join(", ", can);
  }

  /** The exclusive-or of T0 to TCK is zero (ISO/IEC 7816-3, clause 8.2.5). */
  private boolean rightCheck() {
    byte sum = 0;
    for (int i = 1; i <= at; i++) {
      sum ^= atr[i];
    }
    return sum == 0;
  }

  private void take(String name, String meaning) {
    add(name, at, at + 1, meaning);
    at++;
  }

  private void add(String name, int from, int to, String meaning) {
    parts.add(new Part(name, HEX.formatHex(Arrays.copyOfRange(atr, from, to)), meaning));
  }
}
