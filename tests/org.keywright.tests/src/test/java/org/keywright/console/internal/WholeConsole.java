// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.keywright.audit.internal.SyslogForwarding;
import org.keywright.audit.internal.VaultAudit;
import org.keywright.ceremony.internal.VaultCeremonies;
import org.keywright.claims.internal.DownloadProofs;
import org.keywright.claims.internal.PluggedClaims;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.jce.internal.Argon2Passphrases;
import org.keywright.crypto.jce.internal.PartedKeys;
import org.keywright.crypto.jce.internal.ProvedKeyWraps;
import org.keywright.crypto.jce.internal.X9KeyBlocks;
import org.keywright.engine.download.internal.DownloadEngine;
import org.keywright.engine.download.internal.StreamedDeviceLists;
import org.keywright.engine.internal.VirtualJobRunner;
import org.keywright.engine.pairing.internal.PairingEngine;
import org.keywright.engine.personalization.internal.AdmittingCentrals;
import org.keywright.engine.personalization.internal.CertifyingManufacturers;
import org.keywright.engine.personalization.internal.CertifyingUnits;
import org.keywright.engine.personalization.internal.JobCampaigns;
import org.keywright.engine.personalization.internal.PlayedDevices;
import org.keywright.engine.personalization.internal.RevokingParties;
import org.keywright.letters.internal.PdfLetters;
import org.keywright.plugins.internal.FolderPlugins;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.tests.plugins.TestFramework;
import org.keywright.tests.sim.TestFleet;
import org.keywright.tls.internal.VaultCredentials;
import org.keywright.tls.internal.VaultIdentities;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.sim.internal.ReplayTransport;
import org.keywright.transport.sim.internal.VpcdReaders;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.transport.tcp.internal.TlsTransport;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * The whole console on a class path: each of its command groups, with the services behind it. It is
 * in the console's own package because nobody else makes sessions. What one statement leaves behind
 * (the open vault, units, a trace) the next one finds.
 */
public final class WholeConsole implements AutoCloseable {
  private final TestCrypto crypto = new TestCrypto();
  private final VaultCredentials tls = new VaultCredentials("tester", TestCurves::tlsCertificates);
  private final TcpUnitServer server = TcpUnitServer.with(tls, TcpUnitServer.Limits.USUAL);
  private final VirtualJobRunner jobs = new VirtualJobRunner();
  private final SimCommands simulation;
  private final ApduCommands apdus;
  private final CentreCommands centre;
  private final SimModuleCommands modules;
  private final SimReaderCommands readers;
  private final PcscTransport cards = PcscTransport.with(PcscTransport.Limits.USUAL);
  private final AdmittingCentrals centrals;

  /** The way of the log to a syslog receiver. */
  public final SyslogForwarding forwarding =
      SyslogForwarding.with(InstantSource.system(), Duration.ofHours(1));

  private final FolderPlugins plugins = new FolderPlugins(TestFramework.shared(), null);
  private final List<CommandGroup> groups;

  /** The personalization units that the console plays. */
  public final CertifyingUnits units;

  /** The units that the console makes. */
  public final TestFleet fleet = new TestFleet(crypto);

  /** The vaults that the console opens; their passphrases are not slow. */
  public final JdbcVaults vaults =
      JdbcVaults.with(
              crypto.sealing,
              new Argon2Passphrases(crypto.primitives),
              crypto.keys,
              new org.keywright.vault.jdbc.internal.Settings(
                      Clock.systemUTC(), new Passphrases.Cost(64, 1, 1), 0)
                  .withNotes(Path.of("target", "notes")))
          .withOfficers(TestCurves.splitKnowledge(crypto));

  /**
   * What came of a statement.
   *
   * @param status the exit status
   * @param out standard output
   * @param err standard error
   */
  public record Run(int status, String out, String err) {}

  /** Makes a console without an open vault. */
  public WholeConsole() {
    fleet.transports.bindTransport(
        TcpTransport.withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)),
        Map.of("keywright.transport.scheme", "tcp"));
    fleet.transports.bindTransport(
        new ReplayTransport(), Map.of("keywright.transport.scheme", "replay"));
    fleet.transports.bindTransport(
        TlsTransport.withTimeouts(tls, Duration.ofSeconds(10), Duration.ofSeconds(10)),
        Map.of("keywright.transport.scheme", "tls"));
    fleet.transports.bindTransport(cards, Map.of("keywright.transport.scheme", "pcsc"));
    vaults.bindObserver(plugins);
    vaults.bindObserver(tls);
    vaults.bindObserver(forwarding);
    var claims = new PluggedClaims();
    claims.bindProofs(
        new DownloadProofs(
            fleet.simulator,
            crypto.suites,
            crypto.keys,
            provider -> {
              crypto.suites.bindSuite(provider, Map.of());
              return () -> crypto.suites.unbindSuite(provider);
            }));
    var parts = new PartedKeys(crypto.primitives);
    var letters = new PdfLetters(parts);
    var ceremonies =
        new VaultCeremonies(
            vaults,
            new VaultAudit(vaults, TestCurves.ecKeys()),
            crypto.keys,
            parts,
            crypto.suites,
            letters);
    var engine =
        new DownloadEngine(vaults, crypto.suites, crypto.keys, fleet.transports, jobs, jobs);
    var passphrases = new Argon2Passphrases(crypto.primitives);
    var pairings =
        new PairingEngine(vaults, crypto.suites, crypto.keys, passphrases, fleet.transports, jobs);
    var services = TestCurves.services(crypto, vaults, fleet.transports);
    var certificates = TestCurves.certificates();
    var manufacturers = new CertifyingManufacturers(services);
    var revocations = new RevokingParties(services);
    var devices = new PlayedDevices(services);
    var lists = new StreamedDeviceLists();
    var campaigns = new JobCampaigns(services, lists, jobs);
    units = new CertifyingUnits(services);
    centrals = new AdmittingCentrals(services);
    modules = new SimModuleCommands(fleet.simulator);
    readers = new SimReaderCommands(fleet.simulator, new VpcdReaders(fleet.simulator));
    var identities =
        new VaultIdentities(
            vaults,
            TestCurves.ecKeys(),
            TestCurves.tlsCertificates(),
            TestCurves.identityFiles(),
            tls,
            InstantSource.system());
    simulation = new SimCommands(fleet.simulator, server, vaults, crypto.suites);
    apdus = new ApduCommands(fleet.transports);
    centre = new CentreCommands(pairings, vaults, server);
    groups =
        List.of(
            apdus,
            simulation,
            new ClaimsCommands(claims),
            new DownloadCommands(engine, vaults),
            new JobCommands(vaults, jobs),
            new JobReportCommands(vaults, letters),
            new ResumeCommands(vaults, engine, campaigns),
            new KeyCommands(vaults, crypto.keys),
            new KeyImportCommands(
                vaults,
                crypto.keys,
                new X9KeyBlocks(crypto.primitives),
                new ProvedKeyWraps(crypto.primitives)),
            new KeyCompareCommands(vaults, fleet.transports),
            new KeyExportCommands(
                vaults,
                crypto.keys,
                new X9KeyBlocks(crypto.primitives),
                new ProvedKeyWraps(crypto.primitives)),
            new KeyMatrixCommands(),
            new KeyLifeCommands(vaults),
            new KeyRestrictCommands(vaults),
            new KeyEndingCommands(vaults, Clock.systemUTC()),
            new KeyPartCommands(vaults, crypto.keys, parts, letters),
            new CeremonyCommands(ceremonies),
            new CeremonyRunCommands(ceremonies, parts, letters),
            new CeremonyMinutesCommands(ceremonies),
            new KeysetCommands(vaults, crypto.keys, crypto.suites),
            new OfficerCommands(vaults),
            new AppointmentCommands(vaults),
            new PeriodCommands(vaults),
            new ApproveCommands(vaults),
            new RequestCommands(vaults),
            new LinkCommands(fleet.transports, crypto.suites),
            new AuditCommands(vaults, new VaultAudit(vaults, TestCurves.ecKeys())),
            new ForwardingCommands(vaults, forwarding),
            new PersoDecommissionCommands(manufacturers, units, fleet.transports),
            new PersoDeviceCommands(devices, fleet.transports, certificates),
            new PersoOrderCommands(units, campaigns, vaults),
            new PersoManufacturerCommands(
                manufacturers, centrals, revocations, lists, certificates),
            new PersoUnitCommands(units, centrals, revocations, certificates),
            new PersoCentralCommands(centrals, revocations, certificates),
            new PersoRegisterCommands(vaults, certificates, revocations),
            modules,
            readers,
            centre,
            new PairContactCommands(pairings),
            new PairRegisterCommands(pairings, vaults),
            new PairPolicyCommands(pairings),
            new PairCodeCommands(
                pairings, crypto.suites, crypto.keys, passphrases, fleet.transports),
            new PairOrderCommands(pairings),
            new PairProductionCommands(pairings, vaults),
            new PairRootCommands(pairings, vaults, crypto.keys, new X9KeyBlocks(crypto.primitives)),
            new PcscCommands(cards),
            new PluginCommands(plugins, vaults, fleet.transports, crypto.suites),
            new RehearsalCommands(pairings),
            new SecuredRoomCommands(engine, vaults),
            new RuleCommands(vaults, crypto.keys, crypto.rules),
            new SuiteCommands(crypto.suites),
            new TlsCommands(identities, vaults),
            new TlsFileCommands(identities, TestCurves.identityFiles(), vaults),
            new UpkeepCommands(vaults),
            new VaultCommands(vaults),
            new VersionCommands(context()));
  }

  /** All that the version command asks of the framework. */
  private static BundleContext context() {
    var loader = WholeConsole.class.getClassLoader();
    Class<?>[] bundle = {Bundle.class};
    Class<?>[] context = {BundleContext.class};
    Object own =
        Proxy.newProxyInstance(loader, bundle, (self, method, words) -> new Version(1, 2, 3));
    return (BundleContext) Proxy.newProxyInstance(loader, context, (self, method, words) -> own);
  }

  /** Runs a statement. */
  public Run run(String statement) {
    return shell("", "exec", statement);
  }

  /** Runs a script; its name is part of what it says of errors. */
  public Run script(Path file, String... words) {
    return shell(
        "",
        Stream.concat(Stream.of("run", file.toString()), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs what somebody types: statements, and answers to what they ask for. */
  public Run typed(String input) {
    return shell(input);
  }

  private Run shell(String input, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var settings = new Settings(Path.of("target", "no-cache"), "tester", "1.2.3", Optional.empty());
    try (var screen =
        new Screen(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false)) {
      int status =
          new Shell(settings, new CommandProcessorImpl(null), table(), screen, () -> {})
              .run(List.of(words));
      return new Run(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private CommandTable table() {
    var table = new CommandTable();
    for (CommandGroup group : groups) {
      var scope = group.getClass().getAnnotation(CommandScope.class);
      table.add(scope.scope(), List.of(scope.commands()), group, () -> group);
    }
    return table;
  }

  /** The names of all commands whose results programs can have. */
  public Set<String> namesWithJson() {
    var control =
        CommandModel.read("", ControlCommands.class).stream()
            .filter(CommandModel::json)
            .map(model -> ControlCommands.NAMES.contains(model.name()) ? model.name() : "temp:dir");
    var others = table().models().stream().filter(CommandModel::json).map(CommandModel::name);
    return Stream.concat(control, others).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Command groups that the console's bundle has and this console lacks. */
  public List<String> missingGroups() throws IOException, URISyntaxException {
    var home =
        Path.of(CommandTable.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(home)) {
      return missingGroups(home);
    }
    try (var jar = FileSystems.newFileSystem(home)) {
      return missingGroups(jar.getPath("/"));
    }
  }

  private List<String> missingGroups(Path home) throws IOException {
    String folder = CommandTable.class.getPackageName().replace('.', '/');
    try (var files = Files.list(home.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .map(name -> loaded(name.substring(0, name.length() - ".class".length())))
          .filter(type -> type.isAnnotationPresent(CommandScope.class))
          .filter(type -> groups.stream().noneMatch(type::isInstance))
          .map(Class::getSimpleName)
          .sorted()
          .toList();
    }
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(
          CommandTable.class.getPackageName() + "." + name,
          false,
          CommandTable.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    apdus.close();
    centre.close();
    modules.close();
    readers.close();
    cards.close();
    units.close();
    centrals.close();
    simulation.close();
    jobs.deactivate();
    server.close();
    vaults.close();
    vaults.unbindObserver(plugins);
    plugins.close();
  }
}
