// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Instant;
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
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.vault.Party;
import org.keywright.vault.TransactionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The central system. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"central"})
public final class PersoCentralCommands implements CommandGroup {
  private final CentralSystems centrals;
  private final RevocationFiles lists;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoCentralCommands(
      @Reference CentralSystems centrals,
      @Reference Revocations revocations,
      @Reference Certificates certificates) {
    this.centrals = centrals;
    this.lists = new RevocationFiles(revocations, centrals);
    this.files = new PemFile(certificates);
  }

  /** What can be done with a central system. */
  enum Action {
    MAKE,
    REQUEST,
    ENROL,
    REMOVE,
    TAKE,
    START,
    STOP,
    STATUS,
    LOAD,
    USE
  }

  record Row(
      String central,
      String address,
      int connected,
      long admitted,
      long refused,
      long failedHandshakes) {}

  record ConnectedRow(
      String central, SerialNumber module, String unit, String from, Instant since) {
    static ConnectedRow of(String central, CentralServer.Connected module) {
      return new ConnectedRow(
          central, module.module(), module.unit(), module.from(), module.since());
    }
  }

  record Status(List<Row> centrals, List<ConnectedRow> connected, List<EventRow> events)
      implements Outcome {
    @Override
    public String sentence() {
      return centrals.isEmpty()
          ? "No central system listens."
          : centrals.size() == 1
              ? "1 central system listens."
              : centrals.size() + " central systems listen.";
    }
  }

  record Loaded(SerialNumber module, int kvn, String kcv, String form) implements Outcome {
    @Override
    public String sentence() {
      return "%s holds transaction key version %d, KCV %s".formatted(module, kvn, kcv);
    }
  }

  /** Plays the central system. */
  @Command(
      value =
          "Central system: make, request, enrol or remove a unit, take lists, start, stop, status,"
              + " load, use.",
      example = "perso:central start toll --port 7900")
  public Object central(
      @Argument(value = "ACTION", description = "what to do") Action action,
      @Argument(value = "NAME", description = "which central system", values = "central")
          Optional<String> name,
      @Argument(value = "MODULE", description = "modules to load or to try")
          List<SerialNumber> modules,
      @Option(value = "--organization", argument = "TEXT", description = "its customer")
          Optional<String> organization,
      @Option(value = "--certificate", argument = "FILE", description = "what came from others")
          Optional<Path> certificate,
      @Option(value = "--root", argument = "FILE", description = "the manufacturer's root")
          Optional<Path> root,
      @Option(
              value = "--unit",
              argument = "NAME",
              description = "remove: the unit whose modules are admitted no more")
          Optional<String> unit,
      @Option(
              value = "--form",
              argument = "FORM",
              description = "how a key travels",
              otherwise = "key-record")
          KeyLoad.Form form,
      @Option(
              value = "--load",
              description = "start: loads each module that has none yet a transaction key at once")
          boolean load,
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
              description = "status: waits until so many modules are connected")
          Optional<Integer> awaited,
      @Option(
              value = "--limit",
              argument = "N",
              description = "status: how many modules and events to list",
              otherwise = "20")
          int limit,
      @Option(value = "--refused", description = "status: only events of refusals") boolean refused,
      @Option(value = "--wait", description = "listens until it is interrupted") boolean wait,
      Console console)
      throws Exception {
    var given = new Given("perso:central");
    if (action == Action.STATUS) {
      return status(awaited, limit, refused);
    }
    if (action == Action.STOP) {
      centrals.servers().stream()
          .filter(server -> name.isEmpty() || name.get().equals(server.central()))
          .forEach(CentralServer::close);
      return Written.nowhere("no central system of that name listens any more");
    }
    String central = given.need("NAME", name);
    return switch (action) {
      case MAKE -> {
        var made =
            centrals.create(console.actor(), central, given.need("--organization", organization));
        yield Written.request(out, made, central + " has its key");
      }
      case REQUEST -> Written.request(out, centrals.request(central), "the request of " + central);
      case ENROL -> {
        var chain = files.chain(given.need("--certificate", certificate));
        Certificate endorsement =
            centrals.enrolUnit(
                console.actor(), central, chain, files.certificate(given.need("--root", root)));
        yield Written.certificate(
            out,
            endorsement,
            "%s admits the modules of %s".formatted(central, endorsement.subject().commonName()));
      }
      case REMOVE -> {
        String former = given.need("--unit", unit);
        centrals.removeUnit(console.actor(), central, former);
        yield Written.nowhere(
            central + " admits the modules of " + former + " no more" + lists.cutOff());
      }
      case TAKE ->
          lists.taken(console, Party.central(central), given.need("--certificate", certificate));
      case START -> {
        CentralServer server =
            centrals.start(
                console.actor(),
                central,
                Listening.at(bind, port),
                ServerSettings.USUAL,
                load ? Optional.of(form) : Optional.empty());
        yield Listening.of(central, server.address()).stay(console, server, wait);
      }
      case LOAD -> {
        var all = new ArrayList<Loaded>();
        for (SerialNumber module : modulesOf(central, modules)) {
          TransactionKey key = server(central).load(console.actor(), module, form);
          all.add(new Loaded(module, key.keyVersion(), key.kcv().toString(), Coercion.word(form)));
        }
        yield all;
      }
      case USE -> {
        var all = new ArrayList<Used>();
        for (SerialNumber module : modulesOf(central, modules)) {
          all.add(new Used(module, server(central).use(console.actor(), module)));
        }
        yield all;
      }
      case STOP, STATUS -> throw new IllegalStateException("done above");
    };
  }

  record Used(SerialNumber module, boolean holds) {}

  private CentralServer server(String central) throws CommandException {
    return centrals.servers().stream()
        .filter(server -> server.central().equals(central))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "the central system " + central + " does not listen here",
                    "perso:central start " + central));
  }

  /** The modules that are named, or all that are connected. */
  private List<SerialNumber> modulesOf(String central, List<SerialNumber> named)
      throws CommandException {
    return named.isEmpty()
        ? server(central).connected().stream().map(CentralServer.Connected::module).toList()
        : named;
  }

  private Status status(Optional<Integer> count, int limit, boolean refused) throws Exception {
    List<CentralServer> servers = centrals.servers();
    if (count.isPresent()) {
      Listening.await(
          observer -> servers.forEach(server -> server.observe(observer)),
          () -> servers.stream().mapToLong(server -> server.connected().size()).sum(),
          count.get());
    }
    var rows = new ArrayList<Row>();
    var connected = new ArrayList<ConnectedRow>();
    var events = new ArrayList<EventRow>();
    for (CentralServer server : servers) {
      var counts = server.counts();
      rows.add(
          new Row(
              server.central(),
              Listening.of(server.central(), server.address()).address(),
              counts.connections(),
              counts.admitted(),
              counts.refused(),
              counts.failedHandshakes()));
      server.connected().stream()
          .limit(limit)
          .map(module -> ConnectedRow.of(server.central(), module))
          .forEach(connected::add);
      var said = refused ? server.refusals() : server.events();
      events.addAll(EventRow.of(server.central(), said, limit));
    }
    return new Status(rows, connected, events);
  }
}
