// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.engine.JobException;
import org.keywright.engine.Progress;
import org.keywright.engine.download.FirstUnit;
import org.keywright.engine.download.LoadProcedure;
import org.keywright.engine.download.LoadTarget;
import org.keywright.engine.download.Reports;
import org.keywright.engine.download.Reports.Column;
import org.keywright.engine.download.SoftwareFirstUnit;
import org.keywright.engine.spi.ItemContext;
import org.keywright.engine.spi.ItemResult;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.engine.spi.JobWork;
import org.keywright.protocol.SetId;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.Grant;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecord;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** One download job: one key of one first unit into one place of many modules. */
final class DownloadWork implements JobWork {
  private static final Reports REPORTS = new Reports(columns());

  private final Services services;
  private final Vault vault;
  private final DownloadParameters parameters;
  private final Source source;
  private @Nullable FirstUnit firstUnit;
  private @Nullable LoadProcedure procedure;

  /** Opens the items; called once. */
  @FunctionalInterface
  interface Source {
    ItemSource open() throws JobException;
  }

  DownloadWork(Services services, Vault vault, DownloadParameters parameters, Source source) {
    this.services = services;
    this.vault = vault;
    this.parameters = parameters;
    this.source = source;
  }

  @Override
  public void begin(Grant grant) throws VaultException, KeyException, JobException {
    var order = parameters.order();
    var keySet = vault.keySets().require(order.keySet());
    services.suites().require(keySet.suite());
    var target =
        new LoadTarget(
            keySet.name(),
            new SetId(keySet.setId()),
            keySet.transportKeyVersion(),
            keySet.suite(),
            order.ref1(),
            order.mode());
    var unit =
        order.from().isPresent() ? linked(target, order.from().get()) : software(target, grant);
    firstUnit = unit;
    procedure = new LoadProcedure(target, unit);
    if (unit.keyVersion() != parameters.keyVersion() && parameters.keyVersion() != 0) {
      throw new JobException(
          "the key %s has version %d now, and the job was for version %d: start a new one"
              .formatted(target.key(), unit.keyVersion(), parameters.keyVersion()));
    }
  }

  private FirstUnit software(LoadTarget target, Grant grant) throws VaultException, KeyException {
    VaultKeys.requireActive(vault.keySets().require(target.keySet()));
    var key = vault.keySets().requireKey(target.keySet(), target.ref1());
    VaultKeys.requireMayLeave(key);
    String sequence = "download " + target.setId().value().hex();
    Key transportKey = grant.transportKey(target.keySet());
    boolean opened = false;
    try {
      KeyRecord record = VaultKeys.open(grant, key, KeyOperation.LOAD);
      opened = true;
      return new SoftwareFirstUnit(
          target,
          services.suites(),
          services.keys(),
          transportKey,
          record,
          key.diversify(),
          VaultKeys.facts(target, key),
          count -> vault.jobs().reserve(sequence, count));
    } finally {
      if (!opened) {
        transportKey.close();
      }
    }
  }

  private FirstUnit linked(LoadTarget target, Endpoint from)
      throws VaultException, JobException, KeyException {
    var known =
        vault.keySets().keys(target.keySet()).stream()
            .filter(key -> key.ref() == target.ref1())
            .findFirst()
            .map(key -> VaultKeys.facts(target, key))
            .orElse(Map.of());
    return new LinkedFirstUnit(target, services.transports(), from, known);
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(parameters.devices());
  }

  @Override
  public ItemSource items() throws JobException {
    return source.open();
  }

  @Override
  public ItemResult carryOut(JobItem item, ItemContext context)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          JobException,
          InterruptedException {
    var load = procedure;
    if (load == null) {
      throw new IllegalStateException("the work has not begun");
    }
    var endpoint = Endpoint.parse(item.endpoint());
    try (var _ = services.turns().take(item.endpoint())) {
      return load.load(() -> services.transports().open(endpoint), item, context);
    }
  }

  private static List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(Column.of("serial", ItemRecord::serial));
    columns.add(Column.fact("key"));
    columns.add(Column.fact("ref").ofNumbers());
    columns.add(Column.of("place", ItemRecord::place).ofNumbers());
    columns.add(Column.fact("kvn").ofNumbers());
    for (String fact : List.of("kcv", "kcvMethod", "receipt")) {
      columns.add(Column.fact(fact));
    }
    columns.addAll(Column.ending());
    return columns;
  }

  @Override
  public void end(JobRecord job, Progress progress) throws JobException, VaultException {
    if (parameters.campaign().isPresent()) {
      REPORTS.from(vault).write(vault.jobs(), job.id(), parameters.campaign().get());
    }
  }

  @Override
  public void close() {
    var unit = firstUnit;
    if (unit != null) {
      unit.close();
    }
  }
}
