// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.Pem;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.transport.Endpoint;
import org.keywright.vault.Party;
import org.keywright.vault.TransactionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The three parties of a personalization: manufacturer, personalization unit, central system. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"manufacturer", "unit", "central"})
public final class PersoPartyCommands implements CommandGroup {
  private static final int SHOWN = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Manufacturers manufacturers;
  private final PersonalizationUnits units;
  private final CentralSystems centrals;
  private final Revocations revocations;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoPartyCommands(
      @Reference Manufacturers manufacturers,
      @Reference PersonalizationUnits units,
      @Reference CentralSystems centrals,
      @Reference Revocations revocations,
      @Reference Certificates certificates) {
    this.manufacturers = manufacturers;
    this.units = units;
    this.centrals = centrals;
    this.revocations = revocations;
    this.files = new PemFile(certificates);
  }

  /** What can be done with a manufacturer. */
  enum ManufacturerAction {
    MAKE,
    ROOT,
    CERTIFY,
    IDENTIFY,
    CRL
  }

  /** What can be done with a personalization unit. */
  enum UnitAction {
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

  /** What can be done with a central system. */
  enum CentralAction {
    MAKE,
    REQUEST,
    ENROL,
    TAKE,
    START,
    STOP,
    STATUS,
    LOAD,
    USE
  }

  record Done(String sentence, Optional<Path> file) implements Outcome {
    static Done of(String sentence) {
      return new Done(sentence, Optional.empty());
    }

    static Done in(Path file, String sentence) {
      return new Done(sentence + ": " + file, Optional.of(file));
    }
  }

  record Listening(String name, String address, int port) implements Outcome {
    @Override
    public String sentence() {
      return name + " listens at " + address;
    }

    @Override
    public String toString() {
      return address;
    }
  }

  record UnitRow(
      String unit,
      String address,
      int connected,
      long active,
      long refused,
      long failedHandshakes) {}

  record EventRow(String server, Instant at, String who, String what) {
    static EventRow of(String server, ServerEvent event) {
      return new EventRow(server, event.at(), event.who(), event.what());
    }
  }

  record UnitStatus(List<UnitRow> units, List<EventRow> events) implements Outcome {
    @Override
    public String sentence() {
      return units.isEmpty()
          ? "No personalization unit listens."
          : units.size() == 1
              ? "1 personalization unit listens."
              : units.size() + " personalization units listen.";
    }
  }

  record CentralRow(
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

  record CentralStatus(
      List<CentralRow> centrals, List<ConnectedRow> connected, List<EventRow> events)
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

  /** Plays the manufacturer. */
  @Command(
      value = "Manufacturer: make, root, certify a unit, identify modules, crl.",
      example = "perso:manufacturer make acme --organization 'Acme Devices' --out root.pem")
  public Object manufacturer(
      @Argument(value = "ACTION", description = "what to do") ManufacturerAction action,
      @Argument(value = "NAME", description = "which manufacturer", values = "manufacturer")
          String name,
      @Argument(value = "ENDPOINT", description = "modules to identify", values = "endpoint")
          List<Endpoint> endpoints,
      @Option(
              value = "--organization",
              argument = "TEXT",
              description = "whose it is; for identify, the customer whose modules they are")
          Optional<String> organization,
      @Option(value = "--label", argument = "TEXT", description = "what a module is called")
          Optional<String> label,
      @Option(
              value = "--demand",
              argument = "WHAT,WHAT",
              description = "what each order for the module has to demand: tan, cross, variation")
          Optional<String> demand,
      @Option(
              value = "--central",
              argument = "NAME",
              description = "the one central system that the module insists on")
          Optional<String> central,
      @Option(value = "--request", argument = "FILE", description = "what a unit asks for")
          Optional<Path> request,
      @Option(value = "--days", argument = "N", description = "for how long, at most 90 for a unit")
          Optional<Integer> days,
      @Option(value = "--quota", argument = "N", description = "how many a unit may certify")
          Optional<Integer> quota,
      @Option(value = "--out", argument = "FILE", description = "where the result goes, as PEM")
          Optional<Path> out,
      Console console)
      throws Exception {
    var given = new Given("perso:manufacturer");
    return switch (action) {
      case MAKE -> {
        Certificate root =
            manufacturers.create(console.actor(), name, given.need("--organization", organization));
        yield written(out, root, name + " has its checking key");
      }
      case ROOT -> written(out, manufacturers.root(name), "the checking key of " + name);
      case CERTIFY -> {
        CertificateRequest wanted = files.request(given.need("--request", request));
        Certificate made =
            manufacturers.certify(
                console.actor(),
                name,
                wanted,
                days.map(Duration::ofDays).orElse(Manufacturers.UNIT_LIFE),
                quota.map(OptionalInt::of).orElseGet(OptionalInt::empty));
        yield written(
            out,
            made,
            "%s may personalize for %s until %s"
                .formatted(
                    made.subject().commonName(),
                    made.subject().organization(),
                    made.validity().notAfter()));
      }
      case IDENTIFY ->
          identified(
              console,
              name,
              given.need("--organization", organization),
              label,
              demands(demand),
              central.orElse(""),
              endpoints);
      case CRL -> crl(console, Party.manufacturer(name), days, given.need("--out", out));
    };
  }

  private static Done written(Optional<Path> out, Certificate certificate, String sentence)
      throws Exception {
    if (out.isEmpty()) {
      return Done.of(sentence);
    }
    PemFile.write(out.get(), certificate.pem());
    return Done.in(out.get(), sentence);
  }

  private Done crl(Console console, Party party, Optional<Integer> days, Path out)
      throws Exception {
    var list =
        revocations.list(
            console.actor(), party, days.map(Duration::ofDays).orElse(Revocations.NEXT_LIST));
    PemFile.write(out, Pem.REVOCATIONS, list.encoded());
    return Done.in(
        out,
        "list %d of the %s, %d revoked".formatted(list.number(), party, list.revoked().size()));
  }

  private static int demands(Optional<String> words) throws CommandException {
    int demands = 0;
    for (String word : words.map(w -> w.split(",", -1)).orElse(new String[0])) {
      demands |=
          switch (word.strip()) {
            case "tan" -> 1;
            case "cross" -> 2;
            case "variation" -> 4;
            default ->
                throw new CommandException(
                    "--demand: '" + word + "' is unknown", "choose tan, cross, variation");
          };
    }
    return demands;
  }

  record Identified(Endpoint endpoint, String serial, String subject) {}

  private List<Identified> identified(
      Console console,
      String name,
      String organization,
      Optional<String> label,
      int demands,
      String central,
      List<Endpoint> endpoints)
      throws Exception {
    var all = new ArrayList<Identified>();
    for (Endpoint endpoint : endpoints) {
      String called = label.orElse(endpoint.address().replaceFirst("^.*/", ""));
      Certificate made =
          manufacturers.identify(
              console.actor(),
              name,
              endpoint,
              new Manufacturers.Identity(organization, called, demands, central));
      all.add(new Identified(endpoint, made.serial().hex(), made.subject().toString()));
    }
    return all;
  }

  /** Plays the personalization unit. */
  @Command(
      value =
          "Personalization unit: make, request, install, enrol, endorsed, crl, take, start, stop.",
      example = "perso:unit start bureau --port 7800")
  public Object unit(
      @Argument(value = "ACTION", description = "what to do") UnitAction action,
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
              value = "--await",
              argument = "N",
              description = "status: waits until so many are personalized")
          Optional<Integer> awaited,
      @Option(value = "--wait", description = "listens until it is interrupted") boolean wait,
      Console console)
      throws Exception {
    var given = new Given("perso:unit");
    if (action == UnitAction.STATUS) {
      return unitStatus(awaited);
    }
    if (action == UnitAction.STOP) {
      units.servers().stream()
          .filter(server -> name.isEmpty() || name.get().equals(server.unit()))
          .forEach(PersonalizationServer::close);
      return Done.of("no personalization unit of that name listens any more");
    }
    String unit = given.need("NAME", name);
    return switch (action) {
      case MAKE -> {
        var made = units.create(console.actor(), unit, given.need("--organization", organization));
        yield requested(out, made, unit + " has its signing key");
      }
      case REQUEST -> requested(out, units.request(unit), "the request of " + unit);
      case INSTALL -> {
        Certificate made =
            units.install(
                console.actor(),
                unit,
                files.certificate(given.need("--certificate", certificate)),
                files.certificate(given.need("--root", root)));
        yield Done.of("%s may personalize until %s".formatted(unit, made.validity().notAfter()));
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
        yield Done.of(unit + " is endorsed by its central system");
      }
      case CRL -> crl(console, Party.unit(unit), days, given.need("--out", out));
      case TAKE -> taken(console, Party.unit(unit), given.need("--certificate", certificate));
      case START -> startUnit(console, unit, address, port, wait);
      case STOP, STATUS -> throw new IllegalStateException("done above");
    };
  }

  private static Done requested(Optional<Path> out, CertificateRequest request, String sentence)
      throws Exception {
    if (out.isEmpty()) {
      return Done.of(sentence);
    }
    PemFile.write(out.get(), Pem.REQUEST, request.encoded());
    return Done.in(out.get(), sentence);
  }

  private Done taken(Console console, Party party, Path file) throws Exception {
    var list = revocations.receive(console.actor(), party, PemFile.revocations(file));
    int cut = 0;
    for (CentralServer server : centrals.servers()) {
      cut += server.cutRevoked();
    }
    return Done.of(
        "the %s goes by list %d of %s, %d revoked%s"
            .formatted(
                party,
                list.number(),
                list.issuer().subject().commonName(),
                list.revoked().size(),
                cut == 0 ? "" : "; " + cut + " cut off"));
  }

  private Done enrolled(
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
    return Done.in(out, who + " is enrolled at " + unit);
  }

  private Object startUnit(
      Console console, String unit, Optional<HostPort> address, int port, boolean wait)
      throws Exception {
    PersonalizationServer server =
        units.start(
            console.actor(), unit, loopback(port), settings(address.map(HostPort::toString)));
    return listening(console, server, listening(unit, server.address()), wait);
  }

  private static ServerSettings settings(Optional<String> address) {
    var usual = ServerSettings.USUAL;
    return new ServerSettings(usual.connections(), usual.handshake(), usual.answer(), address);
  }

  private static InetSocketAddress loopback(int port) throws CommandException {
    if (port > 0xFFFF) {
      throw new CommandException("a port is a number up to 65535");
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Listening listening(String name, InetSocketAddress at) {
    return new Listening(name, at.getAddress().getHostAddress() + ":" + at.getPort(), at.getPort());
  }

  private static Object listening(
      Console console, AutoCloseable server, Listening listening, boolean wait) throws Exception {
    if (wait) {
      console.show(listening);
      try {
        new CountDownLatch(1).await();
      } finally {
        server.close();
      }
    }
    return listening;
  }

  private UnitStatus unitStatus(Optional<Integer> count) throws Exception {
    List<PersonalizationServer> servers = units.servers();
    if (count.isPresent()) {
      await(
          observer -> servers.forEach(server -> server.observe(observer)),
          () -> servers.stream().mapToLong(server -> server.counts().active()).sum(),
          count.get());
    }
    var rows = new ArrayList<UnitRow>();
    var events = new ArrayList<EventRow>();
    for (PersonalizationServer server : servers) {
      var counts = server.counts();
      rows.add(
          new UnitRow(
              server.unit(),
              listening(server.unit(), server.address()).address(),
              counts.connections(),
              counts.active(),
              counts.refused(),
              counts.failedHandshakes()));
      server.events().stream()
          .limit(SHOWN)
          .map(e -> EventRow.of(server.unit(), e))
          .forEach(events::add);
    }
    return new UnitStatus(rows, events);
  }

  /** Waits until as many as are awaited are there, told by what happens at the servers. */
  private static void await(
      Consumer<Consumer<ServerEvent>> observing, LongSupplier there, int awaited)
      throws InterruptedException, CommandException {
    var happened = new LinkedBlockingQueue<ServerEvent>();
    observing.accept(happened::add);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (there.getAsLong() < awaited) {
      long left = until - System.nanoTime();
      if (left <= 0 || happened.poll(left, TimeUnit.NANOSECONDS) == null) {
        throw new CommandException(
            "%d came within %d s, and %d are awaited"
                .formatted(there.getAsLong(), PATIENCE.toSeconds(), awaited));
      }
    }
  }

  /** Plays the central system. */
  @Command(
      value =
          "Central system: make, request, enrol a unit, take lists, start, stop, status, load,"
              + " use.",
      example = "perso:central start toll --port 7900")
  public Object central(
      @Argument(value = "ACTION", description = "what to do") CentralAction action,
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
              value = "--await",
              argument = "N",
              description = "status: waits until so many modules are connected")
          Optional<Integer> awaited,
      @Option(value = "--wait", description = "listens until it is interrupted") boolean wait,
      Console console)
      throws Exception {
    var given = new Given("perso:central");
    if (action == CentralAction.STATUS) {
      return centralStatus(awaited);
    }
    if (action == CentralAction.STOP) {
      centrals.servers().stream()
          .filter(server -> name.isEmpty() || name.get().equals(server.central()))
          .forEach(CentralServer::close);
      return Done.of("no central system of that name listens any more");
    }
    String central = given.need("NAME", name);
    return switch (action) {
      case MAKE -> {
        var made =
            centrals.create(console.actor(), central, given.need("--organization", organization));
        yield requested(out, made, central + " has its key");
      }
      case REQUEST -> requested(out, centrals.request(central), "the request of " + central);
      case ENROL -> {
        var chain = files.chain(given.need("--certificate", certificate));
        Certificate endorsement =
            centrals.enrolUnit(
                console.actor(), central, chain, files.certificate(given.need("--root", root)));
        yield written(
            out,
            endorsement,
            "%s admits the modules of %s".formatted(central, endorsement.subject().commonName()));
      }
      case TAKE -> taken(console, Party.central(central), given.need("--certificate", certificate));
      case START -> {
        CentralServer server =
            centrals.start(
                console.actor(),
                central,
                loopback(port),
                settings(Optional.empty()),
                load ? Optional.of(form) : Optional.empty());
        yield listening(console, server, listening(central, server.address()), wait);
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

  private CentralStatus centralStatus(Optional<Integer> count) throws Exception {
    List<CentralServer> servers = centrals.servers();
    if (count.isPresent()) {
      await(
          observer -> servers.forEach(server -> server.observe(observer)),
          () -> servers.stream().mapToLong(server -> server.connected().size()).sum(),
          count.get());
    }
    var rows = new ArrayList<CentralRow>();
    var connected = new ArrayList<ConnectedRow>();
    var events = new ArrayList<EventRow>();
    for (CentralServer server : servers) {
      var counts = server.counts();
      rows.add(
          new CentralRow(
              server.central(),
              listening(server.central(), server.address()).address(),
              counts.connections(),
              counts.admitted(),
              counts.refused(),
              counts.failedHandshakes()));
      server.connected().stream()
          .map(module -> ConnectedRow.of(server.central(), module))
          .forEach(connected::add);
      server.events().stream()
          .limit(SHOWN)
          .map(event -> EventRow.of(server.central(), event))
          .forEach(events::add);
    }
    return new CentralStatus(rows, connected, events);
  }
}
