// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.engine.JobException;
import org.keywright.engine.Jobs;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.Downloads;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.LoadStatus;
import org.keywright.engine.download.UseResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobRunner;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.Transports;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Turns orders into jobs, and speaks with single modules. */
@Component(service = Downloads.class)
public final class DownloadEngine implements Downloads {
  private static final int PAGE = 100;

  private final Vaults vaults;
  private final Services services;
  private final JobRunner runner;
  private final Jobs jobs;

  /** Made by the component runtime, or by a test. */
  @Activate
  public DownloadEngine(
      @Reference Vaults vaults,
      @Reference Suites suites,
      @Reference Keys keys,
      @Reference Transports transports,
      @Reference JobRunner runner,
      @Reference Jobs jobs) {
    this.vaults = vaults;
    this.services = new Services(suites, keys, transports, new ModuleTurns());
    this.runner = runner;
    this.jobs = jobs;
  }

  @Override
  public RunningJob load(LoadOrder order, List<Endpoint> modules)
      throws JobException, VaultException {
    if (order.place().isEmpty()) {
      throw new JobException("the order names no place of the modules");
    }
    var seen = new HashSet<Endpoint>();
    for (Endpoint module : modules) {
      if (!seen.add(module)) {
        throw new JobException("the module " + module + " is named twice");
      }
    }
    if (modules.isEmpty()) {
      throw new JobException("the order names no module");
    }
    var vault = vaults.require();
    var parameters =
        new DownloadParameters(
            order,
            keyVersion(vault, order),
            List.copyOf(modules),
            Optional.empty(),
            "",
            modules.size(),
            LinesLeftOut.NONE);
    return start(vault, parameters, "download:load", OptionalLong.empty());
  }

  @Override
  public DeviceListSummary check(LoadOrder order, CampaignOrder campaign) throws JobException {
    return new DeviceList(order, campaign).check();
  }

  @Override
  public RunningJob campaign(LoadOrder order, CampaignOrder campaign)
      throws JobException, VaultException {
    var vault = vaults.require();
    int version = keyVersion(vault, order);
    var list = new DeviceList(order, campaign);
    var parameters = parameters(order, campaign, version, list.checkedFit());
    return start(vault, parameters, list::items, "download:campaign", OptionalLong.empty());
  }

  private static DownloadParameters parameters(
      LoadOrder order, CampaignOrder campaign, int version, DeviceListSummary found) {
    return new DownloadParameters(
        order,
        version,
        List.of(),
        Optional.of(campaign),
        found.digest(),
        found.devices(),
        LinesLeftOut.of(found));
  }

  @Override
  public Optional<JobRecord> resumable(LoadOrder order, CampaignOrder campaign)
      throws JobException, VaultException {
    var vault = vaults.require();
    int version = keyVersion(vault, order);
    var found = new DeviceList(order, campaign).checkedFit();
    var wanted = parameters(order, campaign, version, found);
    for (int offset = 0; ; offset += PAGE) {
      var page = vault.jobs().page(offset, PAGE);
      for (JobRecord job : page) {
        if (job.kind().equals(DownloadParameters.KIND)
            && job.state() != JobState.DONE
            && wanted.sameAs(job.parameters())
            && left(vault, job, wanted)) {
          return Optional.of(job);
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
    }
  }

  private static boolean left(Vault vault, JobRecord job, DownloadParameters wanted)
      throws VaultException {
    long settled =
        vault.jobs().counts(job.id()).entrySet().stream()
            .filter(count -> count.getKey().settled())
            .mapToLong(Map.Entry::getValue)
            .sum();
    return settled < wanted.devices();
  }

  @Override
  public RunningJob resume(
      String actor,
      long job,
      OptionalInt parallel,
      Optional<Path> reportCsv,
      Optional<Path> reportJsonLines)
      throws JobException, VaultException {
    var vault = vaults.require();
    if (jobs.running(job).isPresent()) {
      throw new JobException("job " + job + " is at work now");
    }
    var kept = DownloadParameters.of(vault.jobs().require(job), actor);
    var parameters =
        kept.with(
            list ->
                list.withParallel(parallel.orElse(list.parallel()))
                    .withReports(reportCsv, reportJsonLines));
    var resumes = OptionalLong.of(job);
    if (parameters.campaign().isEmpty()) {
      return start(vault, parameters, "job:resume", resumes);
    }
    var campaign = parameters.campaign().get();
    var list = new DeviceList(parameters.order(), campaign);
    if (!list.checkedFit().digest().equals(parameters.digest())) {
      throw new JobException(
          "the device list %s is another than the one that job %d began with: start a new campaign"
              .formatted(campaign.devices(), job));
    }
    return start(vault, parameters, list::items, "job:resume", resumes);
  }

  /** KVN of the vault's key; 0 where the first unit alone knows it. */
  private static int keyVersion(Vault vault, LoadOrder order) throws VaultException {
    vault.keySets().require(order.keySet());
    return order.from().isPresent()
        ? 0
        : vault.keySets().requireKey(order.keySet(), order.ref1()).keyVersion();
  }

  private RunningJob start(
      Vault vault, DownloadParameters parameters, String verb, OptionalLong resumes)
      throws VaultException, JobException {
    int place = parameters.order().place().orElseThrow();
    var items = new ArrayList<JobItem>();
    for (Endpoint module : parameters.modules()) {
      items.add(new JobItem(items.size() + 1L, "", Integer.toString(place), module.toString()));
    }
    return start(vault, parameters, () -> ItemSource.of(items), verb, resumes);
  }

  private RunningJob start(
      Vault vault,
      DownloadParameters parameters,
      DownloadWork.Source source,
      String verb,
      OptionalLong resumes)
      throws VaultException, JobException {
    return runner.start(
        vault,
        DownloadTitles.order(vault, parameters, verb, resumes),
        new DownloadWork(services, vault, parameters, source));
  }

  @Override
  public LoadStatus status(Endpoint module, int place)
      throws LinkException, ModuleException, VaultException {
    return new SingleModule(services, vaults.current(), module).status(place);
  }

  @Override
  public UseResult use(String actor, String keySet, int ref1, int place, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException {
    var vault = vaults.require();
    String subject = keySet + "/" + ref1 + " in place " + place + " of " + module;
    return granted(
        vault,
        new Act(actor, "download:use", subject, "have the module prove its key"),
        grant ->
            new SingleModule(services, Optional.of(vault), module)
                .use(grant, vault.keySets().require(keySet), ref1, place),
        used -> used.serialNumber() + (used.holds() ? " holds the key" : " does not hold the key"));
  }

  @Override
  public SerialNumber erase(String actor, String keySet, int place, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException {
    var vault = vaults.require();
    return granted(
        vault,
        new Act(actor, "download:erase", "place " + place + " of " + module, "erase the key"),
        grant ->
            new SingleModule(services, Optional.of(vault), module)
                .erase(grant, vault.keySets().require(keySet), place),
        serial -> serial + " erased it");
  }

  @Override
  public List<FirstUnitKey> loadFirstUnit(
      String actor, Endpoint firstUnit, String keySet, List<Integer> refs)
      throws LinkException, ModuleException, KeyException, VaultException {
    var vault = vaults.require();
    return granted(
        vault,
        new Act(actor, "download:provision", firstUnit.toString(), "load first unit of " + keySet),
        grant -> new SecuredRoomWork(services, vault, grant, firstUnit).loadFirstUnit(keySet, refs),
        held -> "it holds " + held.size() + (held.size() == 1 ? " key" : " keys"));
  }

  @Override
  public void installUnit(
      String actor,
      Endpoint module,
      SerialNumber serialNumber,
      String keySet,
      List<PlaceKind> places)
      throws LinkException, ModuleException, KeyException, VaultException {
    var vault = vaults.require();
    granted(
        vault,
        new Act(actor, "download:install", module.toString(), "install a blank unit in " + keySet),
        grant -> {
          new SecuredRoomWork(services, vault, grant, module)
              .installUnit(serialNumber, keySet, places);
          return serialNumber;
        },
        serial -> "it is " + serial);
  }

  /** What is done under a grant. */
  private interface GrantedWork<T> {
    T with(Grant grant) throws LinkException, ModuleException, KeyException, VaultException;
  }

  private static <T> T granted(Vault vault, Act act, GrantedWork<T> work, Function<T, String> words)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (var grant = vault.grant(act)) {
      try {
        T result = work.with(grant);
        grant.succeeded(words.apply(result));
        return result;
      } catch (LinkException | ModuleException | KeyException | VaultException e) {
        grant.failed(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}
