// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.transport.Atr;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.transport.pcsc.ReaderEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Card readers and the cards in them. */
@Component
@CommandScope(
    scope = "pcsc",
    commands = {"info", "list", "atr", "watch"})
public final class PcscCommands implements CommandGroup {
  private final CardReaders readers;

  /** Called by the framework. */
  @Activate
  public PcscCommands(@Reference CardReaders readers) {
    this.readers = readers;
  }

  record About(
      String way,
      String reason,
      String service,
      int readers,
      long cards,
      int longestAnswer,
      boolean survivesRestart) {}

  record Row(String reader, CardReader.State card, String atr, String says) {
    static Row of(CardReader reader) {
      return new Row(
          reader.name(),
          reader.state(),
          reader.atr().map(Atr::toString).orElse(""),
          reader.atr().map(PcscCommands::says).orElse(""));
    }
  }

  /** One thing that came or went. */
  record Event(ReaderEvent.Kind event, String reader, String atr, String says) implements Outcome {
    static Event of(ReaderEvent event) {
      return new Event(
          event.kind(),
          event.reader(),
          event.atr().map(Atr::toString).orElse(""),
          event.atr().map(PcscCommands::says).orElse(""));
    }

    @Override
    public String sentence() {
      String card = says.isEmpty() ? "" : ": " + says;
      return switch (event) {
        case SERVICE_CAME -> "The PC/SC service answers.";
        case SERVICE_WENT -> "The PC/SC service answers no more.";
        case READER_CAME -> reader + " is connected.";
        case READER_WENT -> reader + " is gone.";
        case CARD_CAME -> "A card is in " + reader + card;
        case CARD_WENT -> "The card was pulled out of " + reader;
      };
    }
  }

  /** Says how readers are reached. */
  @Command(
      value = "Says by which way card readers are reached, why, and whether the service answers.",
      example = "pcsc:info")
  public About info() {
    var access = readers.access();
    List<CardReader> here = List.of();
    String service = "answers";
    try {
      here = readers.readers();
    } catch (LinkException e) {
      service = String.valueOf(e.getMessage());
    }
    return new About(
        access.way(),
        access.reason(),
        service,
        here.size(),
        here.stream().filter(CardReader::hasCard).count(),
        access.longestAnswer(),
        access.survivesRestart());
  }

  /** Lists readers. */
  @Command(
      value = "Lists the card readers, the cards in them, and what the cards say of themselves.",
      example = "pcsc:list")
  public List<Row> list() throws LinkException {
    return readers.readers().stream().map(Row::of).toList();
  }

  /** Takes an answer to reset apart. */
  @Command(
      value = "Takes an answer to reset apart, in the words of ISO/IEC 7816-3 and 7816-4.",
      example = "pcsc:atr 3B8A0180730000C0544B574549FC")
  public List<Atr.Part> atr(
      @Argument(value = "ATR", description = "the answer to reset, in hex digits") Bytes bytes)
      throws CommandException {
    try {
      return Atr.of(bytes.toArray()).parts();
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  /** Shows what comes and goes. */
  @Command(
      value = "Shows readers and cards that are here, and then those that come and go.",
      example = "pcsc:watch --count 5")
  public Event watch(
      @Option(
              value = "--count",
              argument = "N",
              description = "ends after so many; otherwise it goes on until it is interrupted")
          Optional<Integer> count,
      Console console)
      throws InterruptedException, CommandException {
    int left = count.orElse(Integer.MAX_VALUE);
    if (left < 1) {
      throw new CommandException("--count is at least 1");
    }
    var events = new LinkedBlockingQueue<ReaderEvent>();
    try (var _ = readers.observe(events::add)) {
      for (; left > 1; left--) {
        console.show(Event.of(events.take()));
      }
      return Event.of(events.take());
    }
  }

  /** Protocols and historical bytes, which tell cards apart. */
  private static String says(Atr atr) {
    return atr.parts().stream()
        .filter(part -> part.name().startsWith("TD") || part.name().equals("object"))
        .map(Atr.Part::meaning)
        .map(meaning -> meaning.replace("protocol ", ""))
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
