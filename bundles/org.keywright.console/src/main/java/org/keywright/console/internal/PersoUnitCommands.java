// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.vault.Party;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The personalization unit. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"unit"})
public final class PersoUnitCommands implements CommandGroup {
  private final PersonalizationUnits units;
  private final RevocationFiles lists;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoUnitCommands(
      @Reference PersonalizationUnits units,
      @Reference CentralSystems centrals,
      @Reference Revocations revocations,
      @Reference Certificates certificates) {
    this.units = units;
    this.lists = new RevocationFiles(revocations, centrals);
    this.files = new PemFile(certificates);
  }

  /** What can be done with a personalization unit. */
  enum Action {
    MAKE,
    REQUEST,
    INSTALL,
    ENROL,
    ENDORSED,
    CRL,
    TAKE,
    START,
    STOP,
    STATUS
  }

  /** Whom a personalization unit enrols. */
  enum EnrolledKind {
    CENTRAL,
    IDENTIFICATION_UNIT,
    APPLIANCE
  }

  record Row(
      String unit,
      String address,
      int connected,
      long active,
      long refused,
      long failedHandshakes) {}

  record Status(List<Row> units, List<EventRow> events) implements Outcome {
    @Override
    public String sentence() {
      return units.isEmpty()
          ? "No personalization unit listens."
          : units.size() == 1
              ? "1 personalization unit listens."
              : units.size() + " personalization units listen.";
    }
  }

  /** Plays the personalization unit. */
  @Command(
      value =
          "Personalization unit: make, request, install, enrol, endorsed, crl, take, start, stop.",
      example = "perso:unit start bureau --port 7800")
  public Object unit(
      @Argument(value = "ACTION", description = "what to do") Action action,
      @Argument(value = "NAME", description = "which unit", values = "perso-unit")
          Optional<String> name,
      @Option(value = "--organization", argument = "TEXT", description = "its customer")
          Optional<String> organization,
      @Option(value = "--certificate", argument = "FILE", description = "what came from others")
          Optional<Path> certificate,
      @Option(value = "--root", argument = "FILE", description = "the manufacturer's root")
          Optional<Path> root,
      @Option(value = "--request", argument = "FILE", description = "of the one to enrol")
          Optional<Path> request,
      @Option(
              value = "--as",
              argument = "KIND",
              description = "what the one to enrol is",
              otherwise = "central")
          EnrolledKind kind,
      @Option(
              value = "--address",
              argument = "HOST:PORT",
              description = "where the central system, or the unit itself, is reached")
          Optional<HostPort> address,
      @Option(value = "--days", argument = "N", description = "until the next list comes")
          Optional<Integer> days,
      @Option(value = "--out", argument = "FILE", description = "where the result goes, as PEM")
          Optional<Path> out,
      @Option(
              value = "--port",
              argument = "N",
              description = "the port; 0 takes a free one",
              otherwise = "0")
          int port,
      @Option(
              value = "--bind",
              argument = "HOST",
              description = "this machine's address to listen at; otherwise only itself reaches it")
          Optional<String> bind,
      @Option(
              value = "--await",
              argument = "N",
              description = "status: waits until so many are personalized")
          Optional<Integer> awaited,
      @Option(
              value = "--limit",
              argument = "N",
              description = "status: how many events to list",
              otherwise = "20")
          int limit,
      @Option(value = "--refused", description = "status: only events of refusals") boolean refused,
      @Option(value = "--wait", description = "listens until it is interrupted") boolean wait,
      Console console)
      throws Exception {
    var given = new Given("perso:unit");
    if (action == Action.STATUS) {
      return status(awaited, limit, refused);
    }
    if (action == Action.STOP) {
      units.servers().stream()
          .filter(server -> name.isEmpty() || name.get().equals(server.unit()))
          .forEach(PersonalizationServer::close);
      return Written.nowhere("no personalization unit of that name listens any more");
    }
    String unit = given.need("NAME", name);
    return switch (action) {
      case MAKE -> {
        var made = units.create(console.actor(), unit, given.need("--organization", organization));
        yield Written.request(out, made, unit + " has its signing key");
      }
      case REQUEST -> Written.request(out, units.request(unit), "the request of " + unit);
      case INSTALL -> {
        Certificate made =
            units.install(
                console.actor(),
                unit,
                files.certificate(given.need("--certificate", certificate)),
                files.certificate(given.need("--root", root)));
        yield Written.nowhere(
            "%s may personalize until %s".formatted(unit, made.validity().notAfter()));
      }
      case ENROL ->
          enrolled(
              console,
              unit,
              kind,
              files.request(given.need("--request", request)),
              address,
              given.need("--out", out));
      case ENDORSED -> {
        units.endorsed(
            console.actor(), unit, files.certificate(given.need("--certificate", certificate)));
        yield Written.nowhere(unit + " is endorsed by its central system");
      }
      case CRL -> lists.given(console, Party.unit(unit), days, given.need("--out", out));
      case TAKE -> lists.taken(console, Party.unit(unit), given.need("--certificate", certificate));
      case START -> started(console, unit, address, Listening.at(bind, port), wait);
      case STOP, STATUS -> throw new IllegalStateException("done above");
    };
  }

  private Written enrolled(
      Console console,
      String unit,
      EnrolledKind kind,
      CertificateRequest request,
      Optional<HostPort> address,
      Path out)
      throws Exception {
    String who = request.subject().commonName();
    var chain =
        switch (kind) {
          case CENTRAL ->
              units.enrolCentral(
                  console.actor(),
                  unit,
                  request,
                  new Given("perso:unit").need("--address", address).toString());
          case IDENTIFICATION_UNIT ->
              units.enrolDevice(console.actor(), unit, DeviceKind.IDENTIFICATION_UNIT, request);
          case APPLIANCE -> units.enrolDevice(console.actor(), unit, DeviceKind.APPLIANCE, request);
        };
    PemFile.write(out, chain);
    return Written.in(out, who + " is enrolled at " + unit);
  }

  private Object started(
      Console console, String unit, Optional<HostPort> address, InetSocketAddress at, boolean wait)
      throws Exception {
    if (at.getAddress().isAnyLocalAddress() && address.isEmpty()) {
      throw new CommandException(
          "--bind " + at.getHostString() + " says not where modules reach the unit",
          "--address HOST:PORT does; tickets carry it");
    }
    var usual = ServerSettings.USUAL;
    var settings =
        new ServerSettings(
            usual.connections(),
            usual.handshake(),
            usual.answer(),
            address.map(HostPort::toString));
    PersonalizationServer server = units.start(console.actor(), unit, at, settings);
    return Listening.of(unit, server.address()).stay(console, server, wait);
  }

  private Status status(Optional<Integer> count, int limit, boolean refused) throws Exception {
    List<PersonalizationServer> servers = units.servers();
    if (count.isPresent()) {
      Listening.await(
          observer -> servers.forEach(server -> server.observe(observer)),
          () -> servers.stream().mapToLong(server -> server.counts().active()).sum(),
          count.get());
    }
    var rows = new ArrayList<Row>();
    var events = new ArrayList<EventRow>();
    for (PersonalizationServer server : servers) {
      var counts = server.counts();
      rows.add(
          new Row(
              server.unit(),
              Listening.of(server.unit(), server.address()).address(),
              counts.connections(),
              counts.active(),
              counts.refused(),
              counts.failedHandshakes()));
      var said = refused ? server.refusals() : server.events();
      events.addAll(EventRow.of(server.unit(), said, limit));
    }
    return new Status(rows, events);
  }
}
