// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.DeviceLists;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.engine.personalization.Campaigns;
import org.keywright.engine.personalization.UnitCampaign;
import org.keywright.engine.spi.JobOrder;
import org.keywright.engine.spi.JobRunner;
import org.keywright.vault.Act;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.JobState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Campaigns as jobs of the runner that all engines share. */
@Component(service = Campaigns.class)
public final class JobCampaigns implements Campaigns {
  private static final String KIND = "personalization";
  private static final int PAGE = 100;
  private static final Set<String> NOT_IDENTITY =
      Set.of("parallel", "reportCsv", "reportJsonLines", "list");

  private final Services services;
  private final DeviceLists lists;
  private final JobRunner runner;

  /** Called by the framework. */
  @Activate
  public JobCampaigns(
      @Reference Services services, @Reference DeviceLists lists, @Reference JobRunner runner) {
    this.services = services;
    this.lists = lists;
    this.runner = runner;
  }

  @Override
  public RunningJob start(String actor, UnitCampaign campaign) throws JobException, VaultException {
    return start(actor, campaign, lists.check(campaign.list()), OptionalLong.empty());
  }

  private RunningJob start(
      String actor, UnitCampaign campaign, DeviceLists.Checked list, OptionalLong resumes)
      throws JobException, VaultException {
    Vault vault = services.vault();
    var parameters = parameters(campaign, list);
    var order =
        new JobOrder(
            new Act(actor, "perso:campaign", campaign.unit(), ""),
            KIND,
            "personalize %s devices by %s".formatted(parameters.get("devices"), campaign.unit()),
            parameters,
            campaign.list().parallel(),
            resumes);
    return runner.start(vault, order, new CampaignWork(services, vault, actor, campaign, list));
  }

  private static Map<String, String> parameters(UnitCampaign campaign, DeviceLists.Checked list) {
    var map = new HashMap<String, String>();
    CampaignOrder order = campaign.list();
    map.put("unit", campaign.unit());
    map.put("userAct", Boolean.toString(campaign.userAct()));
    map.put("list", absolute(order.devices()));
    map.put("listDigest", list.summary().digest());
    map.put("devices", Long.toString(list.summary().devices()));
    map.put("parallel", Integer.toString(order.parallel()));
    map.put("skipBad", Boolean.toString(order.skipBad()));
    map.putAll(LinesLeftOut.of(list.summary()).parameters());
    order.endpointTemplate().ifPresent(template -> map.put("endpoints", template));
    order.filter().ifPresent(filter -> map.put("filter", filter.toString()));
    order.reportCsv().ifPresent(file -> map.put("reportCsv", absolute(file)));
    order.reportJsonLines().ifPresent(file -> map.put("reportJsonLines", absolute(file)));
    return map;
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static boolean same(Map<String, String> one, Map<String, String> other) {
    return identity(one).equals(identity(other));
  }

  private static Map<String, String> identity(Map<String, String> map) {
    var identity = new HashMap<>(map);
    identity.keySet().removeAll(NOT_IDENTITY);
    return identity;
  }

  @Override
  public Optional<JobRecord> resumable(UnitCampaign campaign) throws JobException, VaultException {
    Vault vault = services.vault();
    var wanted = parameters(campaign, lists.check(campaign.list()));
    for (int offset = 0; ; offset += PAGE) {
      var page = vault.jobs().page(offset, PAGE);
      for (JobRecord job : page) {
        if (job.kind().equals(KIND)
            && job.state() != JobState.DONE
            && same(wanted, job.parameters())
            && left(vault, job)) {
          return Optional.of(job);
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
    }
  }

  private static boolean left(Vault vault, JobRecord job) throws VaultException {
    long settled =
        vault.jobs().counts(job.id()).entrySet().stream()
            .filter(count -> count.getKey().settled())
            .mapToLong(Map.Entry<ItemState, Long>::getValue)
            .sum();
    return settled < Long.parseLong(job.parameters().getOrDefault("devices", "0"));
  }

  @Override
  public RunningJob resume(
      String actor,
      long job,
      OptionalInt parallel,
      Optional<Path> reportCsv,
      Optional<Path> reportJsonLines)
      throws JobException, VaultException {
    JobRecord record = services.vault().jobs().require(job);
    if (!record.kind().equals(KIND)) {
      throw new JobException("job " + job + " is no personalization, but " + record.kind());
    }
    UnitCampaign kept = campaign(record);
    var campaign =
        new UnitCampaign(
            kept.unit(),
            kept.list()
                .withParallel(parallel.orElse(kept.list().parallel()))
                .withReports(reportCsv, reportJsonLines),
            kept.userAct());
    var list = lists.check(campaign.list());
    if (!list.summary().digest().equals(record.parameters().get("listDigest"))) {
      throw new JobException(
          "the device list %s is another one than that of job %d: start a new one"
              .formatted(campaign.list().devices(), job));
    }
    return start(actor, campaign, list, OptionalLong.of(job));
  }

  private static UnitCampaign campaign(JobRecord job) throws JobException {
    var map = job.parameters();
    try {
      return new UnitCampaign(
          need(map, "unit"),
          new CampaignOrder(
              Path.of(need(map, "list")),
              Integer.parseInt(need(map, "parallel")),
              Boolean.parseBoolean(need(map, "skipBad")),
              Optional.ofNullable(map.get("endpoints")),
              Optional.ofNullable(map.get("filter")).map(ColumnFilter::parse),
              Optional.ofNullable(map.get("reportCsv")).map(Path::of),
              Optional.ofNullable(map.get("reportJsonLines")).map(Path::of)),
          Boolean.parseBoolean(need(map, "userAct")));
    } catch (IllegalArgumentException e) {
      throw new JobException(
          "the record of job %d does not say what a resume needs: %s"
              .formatted(job.id(), e.getMessage()),
          e);
    }
  }

  private static String need(Map<String, String> map, String name) {
    String value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }
}
