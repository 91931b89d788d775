// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.LinesLeftOut;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.spi.JobOrder;
import org.keywright.transport.Endpoint;
import org.keywright.vault.JobRecord;

/**
 * What a download's job record keeps, so that a resume can go on without being told anything.
 *
 * @param order which key goes where
 * @param keyVersion KVN when the job began
 * @param modules the modules named one by one; empty for a campaign
 * @param campaign the campaign, if it is one
 * @param digest SHA-256 of the device list in hex; empty without one
 * @param devices how many modules there are
 * @param leftOut the lines of the device list that are left out
 */
record DownloadParameters(
    LoadOrder order,
    int keyVersion,
    List<Endpoint> modules,
    Optional<CampaignOrder> campaign,
    String digest,
    long devices,
    LinesLeftOut leftOut) {
  /** The kind of a download's job. */
  static final String KIND = "download";

  private static final Set<String> NOT_IDENTITY =
      Set.of("parallel", "reportCsv", "reportJsonLines", "devices", "list");

  int parallel() {
    return campaign.map(CampaignOrder::parallel).orElse(JobOrder.DEFAULT_PARALLEL);
  }

  /** The same with another campaign, if it is one. */
  DownloadParameters with(UnaryOperator<CampaignOrder> change) {
    return new DownloadParameters(
        order, keyVersion, modules, campaign.map(change), digest, devices, leftOut);
  }

  Map<String, String> toMap() {
    var map = new HashMap<String, String>();
    map.put("keySet", order.keySet());
    map.put("ref", Integer.toString(order.ref1()));
    order.place().ifPresent(place -> map.put("place", Integer.toString(place)));
    map.put("mode", order.mode().word());
    map.put("kvn", Integer.toString(keyVersion));
    map.put("devices", Long.toString(devices));
    map.putAll(leftOut.parameters());
    order.from().ifPresent(from -> map.put("from", from.toString()));
    if (campaign.isPresent()) {
      put(map, campaign.get());
    } else {
      map.put("modules", String.join("\n", modules.stream().map(Endpoint::toString).toList()));
    }
    return map;
  }

  private void put(Map<String, String> map, CampaignOrder list) {
    map.put("list", list.devices().toAbsolutePath().normalize().toString());
    map.put("listDigest", digest);
    map.put("parallel", Integer.toString(list.parallel()));
    map.put("skipBad", Boolean.toString(list.skipBad()));
    list.endpointTemplate().ifPresent(template -> map.put("endpoints", template));
    list.filter().ifPresent(filter -> map.put("filter", filter.toString()));
    list.reportCsv()
        .ifPresent(p -> map.put("reportCsv", p.toAbsolutePath().normalize().toString()));
    list.reportJsonLines()
        .ifPresent(p -> map.put("reportJsonLines", p.toAbsolutePath().normalize().toString()));
  }

  /** Whether a job's parameters ask for the same keys in the same modules. */
  boolean sameAs(Map<String, String> others) {
    return identity(toMap()).equals(identity(others));
  }

  private static Map<String, String> identity(Map<String, String> map) {
    var identity = new HashMap<>(map);
    identity.keySet().removeAll(NOT_IDENTITY);
    return identity;
  }

  /**
   * Reads what a job's record kept.
   *
   * @throws JobException if the job is no download
   */
  static DownloadParameters of(JobRecord job, String actor) throws JobException {
    if (!job.kind().equals(KIND)) {
      throw new JobException("job " + job.id() + " is no download, but " + job.kind());
    }
    var map = job.parameters();
    try {
      var place =
          map.containsKey("place")
              ? OptionalInt.of(Integer.parseInt(need(map, "place")))
              : OptionalInt.empty();
      var order =
          new LoadOrder(
              actor,
              need(map, "keySet"),
              Integer.parseInt(need(map, "ref")),
              place,
              LoadMode.parse(need(map, "mode")),
              Optional.ofNullable(map.get("from")).map(Endpoint::parse));
      return new DownloadParameters(
          order,
          Integer.parseInt(need(map, "kvn")),
          need(map, "modules", "").lines().map(Endpoint::parse).toList(),
          map.containsKey("list") ? Optional.of(campaign(map)) : Optional.empty(),
          need(map, "listDigest", ""),
          Long.parseLong(need(map, "devices")),
          LinesLeftOut.of(job));
    } catch (IllegalArgumentException e) {
      throw new JobException(
          "the record of job %d does not say what a resume needs: %s"
              .formatted(job.id(), e.getMessage()),
          e);
    }
  }

  private static CampaignOrder campaign(Map<String, String> map) {
    return new CampaignOrder(
        Path.of(need(map, "list")),
        Integer.parseInt(need(map, "parallel")),
        Boolean.parseBoolean(need(map, "skipBad")),
        Optional.ofNullable(map.get("endpoints")),
        Optional.ofNullable(map.get("filter")).map(ColumnFilter::parse),
        Optional.ofNullable(map.get("reportCsv")).map(Path::of),
        Optional.ofNullable(map.get("reportJsonLines")).map(Path::of));
  }

  private static String need(Map<String, String> map, String name) {
    var value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static String need(Map<String, String> map, String name, String otherwise) {
    return map.getOrDefault(name, otherwise);
  }
}
