// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Desk;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobRunner;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.Transports;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.PairingUnitState;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The centre over the vault that is open. */
@Component(service = Pairings.class)
public final class PairingEngine implements Pairings {
  private static final CentreRules RULES = new CentreRules();
  private static final int DESK_SUITE = 0x01;
  private static final int AT_WORK = 64;
  private static final int TOGETHER = 5_000;
  private static final int MOST_PLACES = 32;
  private static final int MOST_HOST_GENERATIONS = 15;

  private final Vaults vaults;
  private final Services services;
  private final JobRunner runner;
  private final InstantSource clock;
  private final CodeService codes;

  /** Called by the framework. */
  @Activate
  public PairingEngine(
      @Reference Vaults vaults,
      @Reference Suites suites,
      @Reference Keys keys,
      @Reference Passphrases passphrases,
      @Reference Transports transports,
      @Reference JobRunner runner) {
    this(
        vaults,
        new Services(suites, keys, passphrases, transports),
        runner,
        InstantSource.system());
  }

  private PairingEngine(Vaults vaults, Services services, JobRunner runner, InstantSource clock) {
    this.vaults = vaults;
    this.services = services;
    this.runner = runner;
    this.clock = clock;
    this.codes = new CodeService(services.suites(), clock);
  }

  @Override
  public Pairings datedBy(InstantSource other) {
    return new PairingEngine(vaults, services, runner, other);
  }

  @Override
  public PairingEstate createEstate(
      String actor,
      String name,
      int suiteId,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits)
      throws KeyException, VaultException {
    if (places < 1 || places > MOST_PLACES) {
      throw new KeyException("a module has 1 to " + MOST_PLACES + " places, not " + places);
    }
    Suite suite = services.suites().require(suiteId);
    var estate =
        new PairingEstate(
            name,
            suiteId,
            Bytes.of(PolicyRecord.of(settings).encode()),
            places,
            limits,
            clock.instant());
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(new Act(actor, "pair:estate", name, ""))) {
      vault.pairings().addEstate(grant, estate);
      for (RootPurpose purpose :
          List.of(RootPurpose.PAIRING_MODULE_ROOT, RootPurpose.CY_KEY, RootPurpose.HOST_ROOT)) {
        make(vault, grant, purpose, name, 1, suite);
      }
      grant.succeeded("");
      return estate;
    }
  }

  @Override
  public RootKey nextGeneration(String actor, String estate, RootPurpose purpose)
      throws KeyException, VaultException {
    Vault vault = vaults.require();
    Suite suite = services.suites().require(vault.pairings().requireEstate(estate).suite());
    var act = new Act(actor, "pair:generation", estate, purpose.name());
    try (Grant grant = vault.grant(act)) {
      int next = vault.roots().generations(purpose, estate).getLast().generation() + 1;
      if (purpose == RootPurpose.HOST_ROOT && next > MOST_HOST_GENERATIONS) {
        throw new KeyException(
            "the host root has had all generations up to " + MOST_HOST_GENERATIONS);
      }
      RootKey made = make(vault, grant, purpose, estate, next, suite);
      grant.succeeded("generation " + next);
      return made;
    }
  }

  private RootKey make(
      Vault vault, Grant grant, RootPurpose purpose, String name, int generation, Suite suite)
      throws VaultException {
    try (Key key = services.keys().generate(suite.keySpec())) {
      return vault.roots().create(grant, purpose, name, generation, key, Bytes.of());
    }
  }

  @Override
  public RunningJob produce(ProductionOrder order) throws JobException, VaultException {
    if (order.units().isEmpty()) {
      throw new JobException("the order names no unit");
    }
    Vault vault = vaults.require();
    vault.pairings().requireEstate(order.estate());
    var title =
        "pairing keys of estate %s into %d units".formatted(order.estate(), order.units().size());
    var act = new Act(order.actor(), "pair:produce", order.estate(), "");
    return runner.start(
        vault,
        new JobOrder(
            act,
            ProductionWork.KIND,
            title,
            Map.of("estate", order.estate()),
            Math.min(JobOrder.DEFAULT_PARALLEL, order.units().size()),
            OptionalLong.empty()),
        new ProductionWork(services, vault, order, clock));
  }

  @Override
  public int register(String actor, String estateName, boolean modules, Path file)
      throws JobException, VaultException {
    Vault vault = vaults.require();
    PairingEstate estate = vault.pairings().requireEstate(estateName);
    var list = new UnitList(file);
    list.read(TOGETHER, lines -> {});
    try (Grant grant =
        vault.grant(new Act(actor, "pair:register", estateName, file.getFileName().toString()))) {
      Instant now = clock.instant();
      var added = new int[1];
      list.<VaultException>read(
          TOGETHER,
          lines ->
              added[0] +=
                  modules
                      ? vault.pairings().addModules(grant, modules(estate, lines, now))
                      : vault.pairings().addHosts(grant, hosts(estate, lines, now)));
      grant.succeeded(added[0] + (modules ? " modules" : " hosts"));
      return added[0];
    }
  }

  private static List<PairingModule> modules(
      PairingEstate estate, List<UnitList.Line> lines, Instant now) {
    return lines.stream()
        .map(
            line ->
                PairingModule.made(
                    line.serial().toString(),
                    estate,
                    line.keyGeneration(),
                    line.generation(),
                    line.index(),
                    now))
        .toList();
  }

  private static List<PairingHost> hosts(
      PairingEstate estate, List<UnitList.Line> lines, Instant now) {
    return lines.stream()
        .map(
            line ->
                new PairingHost(
                    line.serial().toString(),
                    estate.name(),
                    line.generation(),
                    line.keyGeneration(),
                    PairingUnitState.ACTIVE,
                    now))
        .toList();
  }

  @Override
  public CodeAnswer code(CodeRequest request) throws KeyException, VaultException {
    return codes.code(vaults.require(), request);
  }

  @Override
  public Meeting contact(String actor, Endpoint module, Endpoint host, Optional<CodeSource> typed)
      throws LinkException, ModuleException, KeyException, VaultException {
    return new MeetingWork(services, vaults.require(), codes, clock, actor)
        .meet(module, host, typed);
  }

  /** What is ordered of an identified module. */
  private interface Ordering<T> {
    T of(ModuleOrdering ordering, CentreKeys module)
        throws LinkException, ModuleException, KeyException, VaultException;
  }

  private <T> T order(String actor, String verb, Endpoint endpoint, Ordering<T> what)
      throws LinkException, ModuleException, KeyException, VaultException {
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(new Act(actor, verb, endpoint.toString(), ""));
        var link = services.transports().open(endpoint)) {
      var ordering =
          new ModuleOrdering(
              services.suites(), vault, grant, new PairingUnit(link, endpoint), clock);
      CentreKeys module = ordering.identified();
      T result = what.of(ordering, module);
      grant.succeeded("module " + module.id());
      return result;
    }
  }

  @Override
  public PairingTable table(String actor, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException {
    return order(actor, "pair:list", module, ModuleOrdering::table);
  }

  @Override
  public PairingCase erase(String actor, Endpoint module, SerialNumber host)
      throws LinkException, ModuleException, KeyException, VaultException {
    return order(actor, "pair:erase", module, (o, known) -> o.erase(known, host));
  }

  @Override
  public PairingCase lock(String actor, Endpoint module, SerialNumber host, boolean locked)
      throws LinkException, ModuleException, KeyException, VaultException {
    return order(actor, "pair:lock", module, (o, known) -> o.lock(known, host, locked));
  }

  @Override
  public PairingCase unblock(String actor, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException {
    return order(actor, "pair:unblock", module, ModuleOrdering::unblock);
  }

  @Override
  public PairingCase setPolicy(String actor, Endpoint module, UnaryOperator<PolicySettings> change)
      throws LinkException, ModuleException, KeyException, VaultException {
    return order(actor, "pair:policy", module, (o, known) -> o.setPolicy(known, change));
  }

  @Override
  public PairingCase release(String actor, String purpose, SerialNumber module, SerialNumber host)
      throws KeyException, VaultException {
    Vault vault = vaults.require();
    var act = new Act(actor, "pair:release", module + " with " + host, purpose);
    try (Grant grant = vault.grant(act)) {
      var request =
          new PairingRequest(
              PairingCase.Kind.RELEASE,
              module.toString(),
              host.toString(),
              OptionalLong.empty(),
              Attestation.NONE,
              clock.instant());
      PairingCase decided = vault.pairings().decide(grant, request, RULES);
      if (!decided.granted()) {
        throw new KeyException(
            "the release is refused (case %d): %s"
                .formatted(decided.number(), Ground.valueOf(decided.ground()).words()));
      }
      grant.succeeded("case " + decided.number());
      return decided;
    }
  }

  @Override
  public PairingRevocation revoke(
      String actor, PairingRevocation.Kind kind, String estate, String subject, String reason)
      throws VaultException {
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(new Act(actor, "pair:revoke", subject, reason))) {
      if (kind == PairingRevocation.Kind.GENERATION) {
        vault.roots().require(RootPurpose.CY_KEY, estate, generation(subject));
      }
      PairingRevocation revocation = vault.pairings().revoke(grant, kind, estate, subject, reason);
      grant.succeeded("revocation " + revocation.number());
      return revocation;
    }
  }

  private static int generation(String subject) throws VaultException {
    try {
      return Integer.parseInt(subject);
    } catch (NumberFormatException e) {
      throw new VaultException("a generation is a number, not '" + subject + "'", e);
    }
  }

  @Override
  public RootKey addDesk(String actor, String name, KeyMaterial secret)
      throws KeyException, VaultException {
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(new Act(actor, "pair:desk", name, ""));
        Key key = Desk.key(services.passphrases(), name, secret)) {
      RootKey made = vault.roots().create(grant, RootPurpose.CENTRE_DESK, name, 1, key, Bytes.of());
      grant.succeeded("");
      return made;
    }
  }

  @Override
  public CentreService openCentre(String actor) throws VaultException {
    Vault vault = vaults.require();
    Grant grant = vault.grant(new Act(actor, "pair:central", "the centre", ""));
    var desks = new HashMap<String, Key>();
    boolean open = false;
    try {
      for (RootKey root : vault.roots().all()) {
        if (root.purpose() == RootPurpose.CENTRE_DESK) {
          desks.put(
              root.name(), grant.root(RootPurpose.CENTRE_DESK, root.name(), root.generation()));
        }
      }
      var centre =
          new CentreProgram.Centre(
              services.suites().require(DESK_SUITE),
              services.keys(),
              Map.copyOf(desks),
              new Semaphore(AT_WORK),
              new Answering(vault));
      open = true;
      return new OpenCentre(grant, centre);
    } catch (KeyException e) {
      throw new VaultException(e.getMessage(), e);
    } finally {
      if (!open) {
        desks.values().forEach(Key::close);
        grant.close();
      }
    }
  }

  private final class Answering implements CentreProgram.Questions {
    private final Vault vault;

    Answering(Vault vault) {
      this.vault = vault;
    }

    @Override
    public CodeAnswer code(CodeRequest request) throws KeyException, VaultException {
      return codes.code(vault, request);
    }

    @Override
    public OptionalLong report(String actor, PairingReport report) throws VaultException {
      if (vault.pairings().module(report.module()).isEmpty()) {
        return OptionalLong.empty();
      }
      var act = new Act(actor, "pair:report", report.module() + " with " + report.host(), "");
      try (Grant grant = vault.grant(act)) {
        long number = vault.pairings().saw(grant, report, RULES).number();
        grant.succeeded("sighting " + number);
        return OptionalLong.of(number);
      }
    }

    @Override
    public Instant now() {
      return clock.instant();
    }
  }

  /** Holds the desks' keys while the centre is open. */
  private record OpenCentre(Grant grant, CentreProgram.Centre centre) implements CentreService {
    @Override
    public ApduResponder connect() {
      return new CentreProgram(centre);
    }

    @Override
    public int desks() {
      return centre.desks().size();
    }

    @Override
    public void close() {
      centre.desks().values().forEach(Key::close);
      try {
        grant.succeeded("closed");
        grant.close();
      } catch (VaultException e) {
        System.getLogger(PairingEngine.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "the centre''s end is not logged: {0}",
                e.getMessage());
      }
    }
  }
}
