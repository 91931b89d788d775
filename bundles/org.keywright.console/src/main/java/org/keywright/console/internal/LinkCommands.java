// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;
import org.keywright.transport.Transports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Transports and the modules behind them. */
@Component
@CommandScope(
    scope = "link",
    commands = {"list", "probe"})
public final class LinkCommands implements CommandGroup {
  private final Transports transports;
  private final Suites suites;

  /** Called by the framework. */
  @Activate
  public LinkCommands(@Reference Transports transports, @Reference Suites suites) {
    this.transports = transports;
    this.suites = suites;
  }

  record Row(
      String scheme,
      Transports.State state,
      int openLinks,
      long endpoints,
      String provider,
      String reason) {}

  record Place(int place, int kvn, UnitStatus.PlaceState state) {}

  record Held(int ref, int kvn, String usage, String algorithm, boolean diversify, Kcv kcv) {}

  record Known(List<Row> transports, List<Endpoint> endpoints, long more) implements Outcome {
    @Override
    public String sentence() {
      var text = new StringBuilder();
      endpoints.forEach(endpoint -> text.append(endpoint).append('\n'));
      if (more > 0) {
        text.append(String.format(Locale.ROOT, "… and %,d more%n", more));
      }
      return text.toString();
    }
  }

  record SecondUnit(
      Endpoint endpoint,
      Atr atr,
      Duration took,
      String application,
      boolean installed,
      SerialNumber serial,
      SetId setId,
      int transportKeyVersion,
      List<Cautioned> suites,
      String floor,
      List<Place> places) {}

  record FirstUnit(
      Endpoint endpoint, Atr atr, Duration took, String application, List<Held> keys) {}

  record Other(Endpoint endpoint, Atr atr, Duration took, String application) {}

  /** Lists transports and endpoints. */
  @Command(
      value = "Lists the transports, how each stands, and the modules that they know of.",
      example = "link:list --limit 100")
  public Known list(
      @Option(
              value = "--limit",
              argument = "N",
              description = "how many endpoints to list",
              otherwise = "20")
          int limit) {
    List<Endpoint> endpoints = transports.endpoints();
    var rows =
        transports.statuses().stream()
            .map(
                status ->
                    new Row(
                        status.scheme(),
                        status.state(),
                        status.openLinks(),
                        endpoints.stream().filter(e -> e.scheme().equals(status.scheme())).count(),
                        status.provider(),
                        status.reason()))
            .toList();
    return new Known(
        rows,
        endpoints.stream().limit(limit).toList(),
        Math.max(0, endpoints.size() - (long) limit));
  }

  /** Asks a module what it is. */
  @Command(
      value = "Opens a link and asks the module what it is.",
      example = "link:probe tcp://localhost:7700/ei-1")
  public Record probe(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint)
      throws LinkException, StatusException, MalformedResponseException, CommandException {
    long began = System.nanoTime();
    try (Link link = transports.open(endpoint)) {
      Atr atr = link.atr();
      var channel = new ApduChannel(link);
      for (Application application : Application.values()) {
        if (channel.send(application.select()).status().ok()) {
          var took = Duration.ofNanos(System.nanoTime() - began);
          return switch (application) {
            case EI -> secondUnit(channel, endpoint, atr, took);
            case AS -> firstUnit(channel, endpoint, atr, took);
            default -> new Other(endpoint, atr, took, application.name());
          };
        }
      }
      return new Other(
          endpoint, atr, Duration.ofNanos(System.nanoTime() - began), "none that is known");
    }
  }

  private SecondUnit secondUnit(ApduChannel channel, Endpoint endpoint, Atr atr, Duration took)
      throws LinkException, StatusException, MalformedResponseException {
    String attempt = "STATUS of " + endpoint;
    UnitStatus status;
    try {
      status = UnitStatus.decode(ask(channel, attempt, Instruction.STATUS));
    } catch (TlvException e) {
      throw new MalformedResponseException(attempt, String.valueOf(e.getMessage()));
    }
    byte[] accepted = status.suites().toArray();
    return new SecondUnit(
        endpoint,
        atr,
        took,
        "EI, second unit",
        status.installed(),
        status.serialNumber(),
        status.setId(),
        status.transportKeyVersion(),
        HexFormat.of().formatHex(accepted).isEmpty() ? List.of() : describe(accepted),
        "%02X".formatted(status.floor()),
        status.places().stream()
            .map(place -> new Place(place.ref2(), place.keyVersion(), place.state()))
            .toList());
  }

  private List<Cautioned> describe(byte[] ids) {
    var described = new java.util.ArrayList<Cautioned>();
    for (byte id : ids) {
      described.add(SuiteId.describe(suites, id & 0xFF));
    }
    return described;
  }

  private static FirstUnit firstUnit(ApduChannel channel, Endpoint endpoint, Atr atr, Duration took)
      throws LinkException, StatusException, MalformedResponseException {
    var keys = keys(channel, endpoint);
    return new FirstUnit(
        endpoint, atr, took, "AS, first unit", keys.stream().map(LinkCommands::held).toList());
  }

  /** The keys that a first unit lists, which is selected. */
  static List<FirstUnitKey> keys(ApduChannel channel, Endpoint endpoint)
      throws LinkException, StatusException, MalformedResponseException {
    String attempt = "LIST KEYS of " + endpoint;
    try {
      return FirstUnitKey.decode(ask(channel, attempt, Instruction.LIST_KEYS));
    } catch (TlvException e) {
      throw new MalformedResponseException(attempt, String.valueOf(e.getMessage()));
    }
  }

  static Held held(FirstUnitKey key) {
    return new Held(
        key.ref1(),
        key.keyVersion(),
        key.usage().code(),
        key.algorithm().name(),
        (key.flags() & FirstUnitKey.DIVERSIFY) != 0,
        key.kcv());
  }

  private static byte[] ask(ApduChannel channel, String attempt, Instruction instruction)
      throws LinkException, StatusException {
    ResponseApdu answer = channel.send(new CommandApdu(0x80, instruction.ins(), 0, 0));
    if (!answer.status().ok()) {
      throw new StatusException(attempt, answer.status());
    }
    return answer.data();
  }
}
