// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.console.Exchange;
import org.keywright.console.spi.Outcome;
import org.keywright.protocol.Application;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/**
 * One exchange in words: names of commands and tags, values that are not secret, lengths of all
 * others.
 *
 * @param at when it ended
 * @param endpoint where
 * @param command what was asked
 * @param content the data of the command
 * @param answer the data of the answer
 * @param status the status word and its meaning, or that there was no answer
 * @param took how long it took
 */
record TracedExchange(
    Instant at,
    Endpoint endpoint,
    String command,
    String content,
    String answer,
    String status,
    Duration took)
    implements Outcome {
  private static final int SELECT = 0xA4;
  private static final int GET_RESPONSE = 0xC0;
  private static final int CHAINED = 0x10;
  private static final int PROTECTED = 0x04;

  /** Puts an exchange into words; the application is the one that was selected before. */
  static TracedExchange of(
      Instant at,
      Endpoint endpoint,
      Optional<Application> application,
      byte[] command,
      Optional<byte[]> response,
      Duration took) {
    String name;
    String content;
    boolean open = false;
    try {
      var apdu = CommandApdu.parse(command);
      open = (apdu.cla() & (CHAINED | PROTECTED)) == 0 && apdu.ins() != GET_RESPONSE;
      name = name(application, apdu);
      content = apdu.ins() == SELECT ? "" : data(application, apdu.data(), open);
    } catch (MalformedApduException e) {
      name = "no command";
      content = "<" + command.length + ">";
    }
    String answer = "";
    String status = "no answer";
    if (response.isPresent()) {
      try {
        var apdu = ResponseApdu.parse(response.get());
        answer = data(application, apdu.data(), open);
        status = apdu.status().toString();
      } catch (LinkException e) {
        status = "<" + response.get().length + ">, no answer";
      }
    }
    return new TracedExchange(at, endpoint, name, content, answer, status, took);
  }

  /** The application that a command selects, if it does. */
  static Optional<Application> selected(byte[] command) {
    for (Application each : Application.values()) {
      byte[] select = each.select().toBytes();
      if (command.length >= select.length - 1
          && Arrays.equals(select, 0, select.length - 1, command, 0, select.length - 1)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static String name(Optional<Application> application, CommandApdu command) {
    if (command.ins() == SELECT) {
      return selected(command.toBytes()).map(each -> "SELECT " + each).orElse("SELECT");
    }
    String plain =
        command.ins() == GET_RESPONSE
            ? "GET RESPONSE"
            : application
                .flatMap(each -> TraceWords.command(each, command.ins()))
                .map(word -> word + parameters(command))
                .orElseGet(() -> header(command));
    return (command.cla() & CHAINED) == 0 ? plain : "part of " + plain;
  }

  private static String parameters(CommandApdu command) {
    return command.p1() == 0 && command.p2() == 0
        ? ""
        : " %02X %02X".formatted(command.p1(), command.p2());
  }

  private static String header(CommandApdu command) {
    return "%02X %02X %02X %02X"
        .formatted(command.cla(), command.ins(), command.p1(), command.p2());
  }

  private static String data(Optional<Application> application, byte[] data, boolean open) {
    if (data.length == 0) {
      return "";
    }
    if (open && application.isPresent()) {
      try {
        return content(application.get(), TlvReader.of(data));
      } catch (TlvException e) {
        // what is no sequence of known tags shows its length
      }
    }
    return "<" + data.length + ">";
  }

  private static String content(Application application, TlvReader in) throws TlvException {
    var text = new StringBuilder();
    while (!in.atEnd()) {
      int tag = in.nextTag();
      String name =
          TraceWords.tag(application, tag)
              .orElseThrow(() -> new TlvException("tag %02X has no name".formatted(tag)));
      text.append(text.isEmpty() ? "" : ", ").append(name);
      if ((tag & 0x20) != 0 && tag >= 0xE0) {
        text.append(" {").append(content(application, in.nested(tag))).append('}');
      } else {
        byte[] value = in.take(tag, 0, TlvReader.LIMIT);
        text.append(' ')
            .append(
                TraceWords.value(application, tag, value)
                    .orElseGet(() -> "<" + value.length + ">"));
      }
    }
    return text.toString();
  }

  /** Whether no answer came, or the module refused. */
  boolean failed() {
    return !status.startsWith("9000") && !status.startsWith("61");
  }

  /** The same for programs that show it. */
  Exchange exchange() {
    return new Exchange(at, endpoint, command, content, answer, status, failed(), took, sentence());
  }

  @Override
  public String sentence() {
    return "%s  %s%s -> %s%s  %s"
        .formatted(
            endpoint,
            command,
            content.isEmpty() ? "" : ": " + content,
            answer.isEmpty() ? "" : answer + "  ",
            status,
            Durations.text(took));
  }
}
