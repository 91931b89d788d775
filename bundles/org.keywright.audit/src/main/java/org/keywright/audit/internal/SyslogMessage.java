// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;

/**
 * Puts entries of a log into syslog messages (RFC 5424). What is in them is written in {@code
 * docs/audit.md}.
 *
 * @param host the name of this machine
 * @param process the number of this process
 * @param vault the id of the vault
 */
record SyslogMessage(String host, long process, String vault) {
  /** Facility 13, log audit, with severity 6 (informational) and 4 (warning). */
  private static final int INFORMATION = 13 * 8 + 6;

  private static final int WARNING = 13 * 8 + 4;

  /** 32473 is the enterprise number for examples (RFC 5612): this project has none of its own. */
  private static final String ELEMENT = "act@32473";

  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_ID = 32;

  /** So that a message of usual letters is within the 2,048 bytes that receivers should take. */
  private static final int LONGEST_VALUE = 250;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  byte[] of(ActLog.Entry entry) {
    Act act = entry.act();
    var message = new StringBuilder(512);
    message.append('<').append(priority(entry.result())).append(">1 ");
    message.append(time(entry.at())).append(' ');
    message.append(name(host, LONGEST_HOST)).append(" keywright ").append(process).append(' ');
    message.append(name(act.verb(), LONGEST_ID)).append(" [").append(ELEMENT);
    value(message, "vault", vault);
    value(message, "number", String.valueOf(entry.number()));
    value(message, "at", entry.at().toString());
    value(message, "actor", act.actor());
    value(message, "act", act.verb());
    value(message, "subject", act.subject());
    value(message, "purpose", act.purpose());
    value(message, "result", entry.result());
    value(message, "hash", entry.hash().hex());
    message.append("] ").append(text(entry));
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int priority(String result) {
    return result.startsWith("failed") || result.startsWith("refused") ? WARNING : INFORMATION;
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  /** What the header takes: printable ASCII without spaces. */
  private static String name(String text, int longest) {
    String printable = text.replaceAll("[^!-~]", "_");
    return printable.isEmpty()
        ? "-"
        : printable.substring(0, Math.min(longest, printable.length()));
  }

  private static void value(StringBuilder message, String name, String value) {
    message.append(' ').append(name).append("=\"");
    message.append(oneLine(value).replaceAll("[\"\\\\\\]]", "\\\\$0")).append('"');
  }

  private static String text(ActLog.Entry entry) {
    Act act = entry.act();
    String text =
        oneLine(
            "%s, %s%s: %s"
                .formatted(
                    act.actor(),
                    act.verb(),
                    act.subject().isEmpty() ? "" : " " + act.subject(),
                    entry.result()));
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    return ascii ? text : BYTE_ORDER_MARK + text;
  }

  /** Without ends of lines, at which some receivers would cut, and not too long. */
  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    if (line.length() <= LONGEST_VALUE) {
      return line;
    }
    int end = LONGEST_VALUE - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
