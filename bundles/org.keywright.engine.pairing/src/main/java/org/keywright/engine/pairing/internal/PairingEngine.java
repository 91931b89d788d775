// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suites;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Meeting;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.ProductionOrder;
import org.keywright.engine.pairing.Registration;
import org.keywright.engine.pairing.Renewal;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobRunner;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.Transports;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.PairingRevocation;
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
  public Pairings with(Vaults others) {
    return new PairingEngine(others, services, runner, clock);
  }

  @Override
  public PairingEstate createEstate(
      String actor,
      String name,
      int suite,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits)
      throws KeyException, VaultException {
    return estates().create(actor, name, suite, settings, places, limits, true);
  }

  @Override
  public PairingEstate createEmptyEstate(
      String actor,
      String name,
      int suite,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits)
      throws KeyException, VaultException {
    return estates().create(actor, name, suite, settings, places, limits, false);
  }

  @Override
  public PairingEstate limit(String actor, String estate, PairingEstate.Limits limits)
      throws VaultException {
    return estates().limit(actor, estate, limits);
  }

  @Override
  public RootKey nextGeneration(String actor, String estate, RootPurpose purpose)
      throws KeyException, VaultException {
    return estates().nextGeneration(actor, estate, purpose);
  }

  @Override
  public RootKey importRoot(
      String actor, String estate, RootPurpose purpose, int generation, Key key, String origin)
      throws KeyException, VaultException {
    return estates().importRoot(actor, estate, purpose, generation, key, origin);
  }

  private EstateWork estates() throws VaultException {
    return new EstateWork(services, vaults.require(), clock);
  }

  @Override
  public RunningJob produce(ProductionOrder order) throws JobException, VaultException {
    if (order.units().isEmpty()) {
      throw new JobException("the order names no unit");
    }
    Vault vault = vaults.require();
    vault.pairings().requireEstate(order.estate());
    var title =
        "pairing keys of estate %s into %d %s"
            .formatted(
                order.estate(), order.units().size(), order.units().size() == 1 ? "unit" : "units");
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
  public Registration register(
      String actor, String estate, boolean modules, Path list, boolean skipBad)
      throws JobException, VaultException {
    return estates().register(actor, estate, modules, list, skipBad);
  }

  @Override
  public CodeAnswer code(CodeRequest request) throws KeyException, VaultException {
    return codes.code(vaults.require(), request, PairingCase.Kind.CODE);
  }

  @Override
  public CodeAnswer erasureCode(CodeRequest request) throws KeyException, VaultException {
    return codes.code(vaults.require(), request, PairingCase.Kind.ERASURE_CODE);
  }

  @Override
  public void eraseByCode(
      String actor,
      Endpoint module,
      Endpoint host,
      SerialNumber erased,
      Optional<KeyMaterial> typed)
      throws LinkException, ModuleException, KeyException, VaultException {
    new MeetingWork(services, vaults.require(), codes, clock, actor)
        .erase(module, host, erased, typed);
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
    return order(new Act(actor, verb, endpoint.toString(), ""), endpoint, what);
  }

  private <T> T order(Act act, Endpoint endpoint, Ordering<T> what)
      throws LinkException, ModuleException, KeyException, VaultException {
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(act);
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
  public PairingCase loadGeneration(String actor, Endpoint module, int generation)
      throws LinkException, ModuleException, KeyException, VaultException {
    var act = new Act(actor, "pair:load", module.toString(), "generation " + generation);
    return order(act, module, (o, known) -> o.loadGeneration(known, generation));
  }

  @Override
  public PairingCase renew(String actor, Endpoint host, Renewal renewal)
      throws LinkException, ModuleException, KeyException, VaultException {
    Vault vault = vaults.require();
    try (Grant grant = vault.grant(new Act(actor, "pair:renew", host.toString(), ""));
        var link = services.transports().open(host)) {
      PairingCase made =
          new HostOrdering(services, vault, grant, new PairingUnit(link, host), clock)
              .renew(renewal);
      grant.succeeded("host %s, case %d".formatted(made.request().host(), made.number()));
      return made;
    }
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
    return desks().add(actor, name, secret);
  }

  @Override
  public RootKey retireDesk(String actor, String name) throws VaultException {
    return desks().retire(actor, name);
  }

  @Override
  public CentreService openCentre(String actor) throws VaultException {
    return desks().open(actor);
  }

  private DeskWork desks() throws VaultException {
    return new DeskWork(services, vaults.require(), codes, clock);
  }
}
