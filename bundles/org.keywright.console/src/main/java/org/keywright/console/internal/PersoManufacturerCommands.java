// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.ArrayList;
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
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.Certificates;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.CampaignOrder.ColumnFilter;
import org.keywright.engine.download.DeviceLists;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.spi.ItemSource;
import org.keywright.engine.spi.JobItem;
import org.keywright.transport.Endpoint;
import org.keywright.vault.Party;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The manufacturer of modules. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"manufacturer"})
public final class PersoManufacturerCommands implements CommandGroup {
  private final Manufacturers manufacturers;
  private final RevocationFiles lists;
  private final DeviceLists devices;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoManufacturerCommands(
      @Reference Manufacturers manufacturers,
      @Reference CentralSystems centrals,
      @Reference Revocations revocations,
      @Reference DeviceLists devices,
      @Reference Certificates certificates) {
    this.manufacturers = manufacturers;
    this.lists = new RevocationFiles(revocations, centrals);
    this.devices = devices;
    this.files = new PemFile(certificates);
  }

  /** What can be done with a manufacturer. */
  enum Action {
    MAKE,
    ROOT,
    CERTIFY,
    IDENTIFY,
    CRL
  }

  /** Plays the manufacturer. */
  @Command(
      value = "Manufacturer: make, root, certify a unit, identify modules, crl.",
      example = "perso:manufacturer make acme --organization 'Acme Devices' --out root.pem")
  public Object manufacturer(
      @Argument(value = "ACTION", description = "what to do") Action action,
      @Argument(value = "NAME", description = "which manufacturer", values = "manufacturer")
          String name,
      @Argument(value = "ENDPOINT", description = "modules to identify", values = "endpoint")
          List<Endpoint> endpoints,
      @Option(
              value = "--devices",
              argument = "CSV",
              description = "a list of modules to identify, with the columns serial and endpoint")
          Optional<Path> list,
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
          Optional<String> template,
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
        yield Written.certificate(out, root, name + " has its checking key");
      }
      case ROOT ->
          Written.certificate(out, manufacturers.root(name), "the checking key of " + name);
      case CERTIFY -> {
        CertificateRequest wanted = files.request(given.need("--request", request));
        Certificate made =
            manufacturers.certify(
                console.actor(),
                name,
                wanted,
                days.isPresent() ? Given.days(days.get()) : Manufacturers.UNIT_LIFE,
                quota.isPresent()
                    ? OptionalInt.of(Given.some("--quota", quota.get()))
                    : OptionalInt.empty());
        yield Written.certificate(
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
              all(given, endpoints, list, where, template));
      case CRL -> lists.given(console, Party.manufacturer(name), days, given.need("--out", out));
    };
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

  /** The modules that are named, and those of a list. */
  private List<Endpoint> all(
      Given given,
      List<Endpoint> named,
      Optional<Path> list,
      Optional<ColumnFilter> where,
      Optional<String> template)
      throws JobException, UsageException {
    if (list.isEmpty()) {
      given.need("ENDPOINT or --devices", named.stream().findFirst());
      return named;
    }
    var all = new ArrayList<>(named);
    var order =
        new CampaignOrder(
            list.get(), 1, false, template, where, Optional.empty(), Optional.empty());
    try (ItemSource items = devices.check(order).items()) {
      for (Optional<JobItem> item = items.next(); item.isPresent(); item = items.next()) {
        all.add(Endpoint.parse(item.get().endpoint()));
      }
    }
    return all;
  }

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
}
