// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeyException;
import org.keywright.engine.RunningJob;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.Downloads;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.engine.download.LoadStatus;
import org.keywright.engine.download.UseResult;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Application keys into modules. */
@Component
@CommandScope(
    scope = "download",
    commands = {"load", "campaign", "status", "use", "erase"})
public final class DownloadCommands implements CommandGroup {
  private static final String LATEST = "latest";

  private final Downloads downloads;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public DownloadCommands(@Reference Downloads downloads, @Reference Vaults vaults) {
    this.downloads = downloads;
    this.vaults = vaults;
  }

  record Status(
      Endpoint endpoint,
      SerialNumber serial,
      SetId setId,
      int transportKeyVersion,
      int place,
      String state,
      Optional<Integer> kvn,
      Optional<Kcv> kcv,
      String provedLoad) {}

  record Used(Endpoint endpoint, SerialNumber serial, int place, String key, int kvn, boolean holds)
      implements Outcome {
    static Used of(UseResult result) {
      return new Used(
          result.endpoint(),
          result.serialNumber(),
          result.place(),
          result.key().keySet() + "/" + result.key().ref(),
          result.key().keyVersion(),
          result.holds());
    }

    @Override
    public String sentence() {
      return "%s uses the key in place %d on a fresh challenge: %s %s"
          .formatted(
              serial, place, holds ? "the answer is that of" : "the answer is NOT that of", key);
    }

    @Override
    public Optional<String> failure() {
      return holds
          ? Optional.empty()
          : Optional.of(serial + ": place " + place + " does not hold " + key);
    }
  }

  /** Loads modules that are named. */
  @Command(
      value = "Loads a key into modules that are named one by one.",
      example = "download:load --keyset north --key 1 --place 1 sim:ei-1 sim:ei-2")
  public JobView.Ended load(
      @Option(value = "--keyset", argument = "NAME", description = "the key set", values = "keyset")
          String keySet,
      @Option(value = "--key", argument = "REF", description = "the key", values = "ref") int key,
      @Option(value = "--place", argument = "N", description = "the place of the modules")
          Place place,
      @Option(
              value = "--mode",
              argument = "MODE",
              description = "whether the place must be empty",
              otherwise = "new")
          LoadMode mode,
      @Option(
              value = "--from",
              argument = "UNIT",
              description = "the first unit: vault, or where it is",
              values = "endpoint",
              otherwise = "vault")
          From from,
      @Argument(value = "ENDPOINT", description = "where the modules are", values = "endpoint")
          List<Endpoint> endpoints,
      Console console)
      throws Exception {
    if (endpoints.isEmpty()) {
      throw new UsageException(
          "download:load: ENDPOINT is missing", "as in sim:ei-1 or tcp://host:7700/ei-1");
    }
    var order =
        new LoadOrder(
            console.actor(), keySet, key, OptionalInt.of(place.number()), mode, from.endpoint());
    var ended = JobView.await(console, vaults.require(), downloads.load(order, endpoints));
    if (endpoints.size() == 1 && !ended.problems().isEmpty()) {
      throw new CommandException(ended.problems().getFirst().reason());
    }
    return ended;
  }

  /** Loads the modules of a list. */
  @Command(
      value =
          "Loads a key into the modules of a device list; an earlier run is gone on with if asked.",
      example = "download:campaign --keyset north --key 1 --place 1 --devices devices.csv --resume")
  public JobView.Ended campaign(
      @Option(value = "--keyset", argument = "NAME", description = "the key set", values = "keyset")
          Optional<String> keySet,
      @Option(value = "--key", argument = "REF", description = "the key", values = "ref")
          Optional<Integer> key,
      @Option(
              value = "--place",
              argument = "N",
              description = "the place of the modules; otherwise the list's column place")
          Optional<Place> place,
      @Option(
              value = "--devices",
              argument = "CSV",
              description = "the list, with the columns serial, endpoint, place")
          Optional<Path> devices,
      @Option(
              value = "--where",
              argument = "COLUMN=VALUE",
              description = "takes only these lines of the list")
          Optional<ColumnFilter> where,
      @Option(
              value = "--endpoint",
              argument = "TEMPLATE",
              description =
                  "where modules are if the list does not say, as in tcp://host:7700/{serial}")
          Optional<String> endpoint,
      @Option(
              value = "--mode",
              argument = "MODE",
              description = "whether the place must be empty",
              otherwise = "new")
          LoadMode mode,
      @Option(
              value = "--from",
              argument = "UNIT",
              description = "the first unit: vault, or where it is",
              values = "endpoint",
              otherwise = "vault")
          From from,
      @Option(value = "--parallel", argument = "N", description = "how many modules at a time")
          Optional<Integer> parallel,
      @Option(value = "--skip-bad", description = "leaves lines with faults out") boolean skipBad,
      @Option(
              value = "--report",
              argument = "FILE",
              description = "writes what became of each module, as .csv or .jsonl")
          List<Path> reports,
      @Option(
              value = "--resume",
              argument = "ID",
              description =
                  "goes on with this job, or with the last of the same order if there is one",
              values = "job",
              bare = LATEST)
          Optional<String> resume,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var report = ReportFiles.of(reports, devices);
    var most = parallel.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    if (resume.isPresent() && !resume.get().equals(LATEST)) {
      long id = (Long) Coercion.convert("--resume", Long.class, resume.get());
      return JobView.await(
          console,
          vault,
          downloads.resume(console.actor(), id, most, report.csv(), report.jsonLines()));
    }
    var order =
        new LoadOrder(
            console.actor(),
            given("--keyset", keySet),
            given("--key", key),
            place.map(p -> OptionalInt.of(p.number())).orElse(OptionalInt.empty()),
            mode,
            from.endpoint());
    var list = CampaignOrder.of(given("--devices", devices));
    var campaign =
        new CampaignOrder(
            list.devices(),
            parallel.orElse(list.parallel()),
            skipBad,
            endpoint,
            where,
            report.csv(),
            report.jsonLines());
    Optional<JobRecord> earlier =
        resume.isPresent() ? downloads.resumable(order, campaign) : Optional.empty();
    RunningJob job =
        earlier.isPresent()
            ? downloads.resume(
                console.actor(), earlier.get().id(), most, report.csv(), report.jsonLines())
            : downloads.campaign(order, campaign);
    return JobView.await(console, vault, job);
  }

  private static <T> T given(String option, Optional<T> value) throws UsageException {
    return value.orElseThrow(
        () -> new UsageException("download:campaign: " + option + " is missing", ""));
  }

  /** Asks a module for a receipt. */
  @Command(
      value = "Asks a module what it holds in a place, and the vault which load that was.",
      example = "download:status sim:ei-1 --place 1")
  public Status status(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--place", argument = "N", description = "the place") Place place)
      throws LinkException, ModuleException, VaultException {
    LoadStatus status = downloads.status(endpoint, place.number());
    UnitStatus unit = status.unit();
    return new Status(
        endpoint,
        unit.serialNumber(),
        unit.setId(),
        unit.transportKeyVersion(),
        status.place(),
        unit.places().stream()
            .filter(p -> p.ref2() == status.place())
            .map(p -> Coercion.word(p.state()))
            .findFirst()
            .orElse("no such place"),
        status.receipt().map(LoadReceipt::keyVersion),
        status.receipt().map(LoadReceipt::kcv),
        proved(status));
  }

  private static String proved(LoadStatus status) {
    if (status.receipt().isEmpty()) {
      return "nothing was loaded";
    }
    Optional<ItemRecord> load = status.load();
    return load.map(item -> "job " + item.job() + ", " + item.facts().getOrDefault("key", ""))
        .orElse("not by this vault");
  }

  /** Has a module use a key. */
  @Command(
      value = "Has a module use a key on a fresh challenge, and compares with the vault's own.",
      example = "download:use sim:ei-1 --keyset north --key 1 --place 1")
  public Used use(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--keyset", argument = "NAME", description = "the key set", values = "keyset")
          String keySet,
      @Option(value = "--key", argument = "REF", description = "the key", values = "ref") int key,
      @Option(value = "--place", argument = "N", description = "the place") Place place,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    return Used.of(downloads.use(console.actor(), keySet, key, place.number(), endpoint));
  }

  /** Erases a place. */
  @Command(
      value = "Erases a key from a module; its version stays the floor for the next.",
      example = "download:erase sim:ei-1 --keyset north --place 1")
  public String erase(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--keyset", argument = "NAME", description = "the key set", values = "keyset")
          String keySet,
      @Option(value = "--place", argument = "N", description = "the place") Place place,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    SerialNumber serial = downloads.erase(console.actor(), keySet, place.number(), endpoint);
    return serial + ": place " + place.number() + " is erased.";
  }
}
