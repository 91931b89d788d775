// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.keywright.engine.JobException;
import org.keywright.engine.download.CampaignOrder;
import org.keywright.engine.download.DeviceListSummary;
import org.keywright.engine.download.LoadMode;
import org.keywright.engine.download.LoadOrder;
import org.keywright.transport.Endpoint;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * A load as it is put together: which key goes where. It says what is missing, what would happen,
 * and with which statement.
 *
 * @param keySet the key set's name, or empty
 * @param ref the key's reference; 0 if none is chosen
 * @param place the place as it is written: a number, {@code transport-key}, or empty for what the
 *     list says
 * @param mode whether the places must be empty
 * @param targets which modules
 * @param parallel how many modules at a time
 * @param skipBad whether lines with faults are left out
 * @param report where the report goes, if anywhere
 */
public record LoadPlan(
    String keySet,
    int ref,
    String place,
    LoadMode mode,
    Targets targets,
    int parallel,
    boolean skipBad,
    Optional<Path> report)
    implements Plan {
  /** A reader's name has blanks in it, so what follows a blank has to begin an endpoint. */
  private static final Pattern BETWEEN =
      Pattern.compile("[\\s,]+(?=[a-z][a-z0-9+.-]*:)|[\\s,]*\\R[\\s,]*|[\\s,]+$");

  /** Which modules. */
  public sealed interface Targets {}

  /**
   * Modules that are named one by one.
   *
   * @param endpoints where they are, as they are written
   */
  public record Named(List<String> endpoints) implements Targets {
    /** Copies the list. */
    public Named {
      endpoints = List.copyOf(endpoints);
    }

    /** Endpoints with blanks, commas or line ends between them. */
    public static Named parse(String text) {
      return new Named(text.isBlank() ? List.of() : List.of(BETWEEN.split(text.strip())));
    }
  }

  /**
   * The modules of a device list.
   *
   * @param devices the list's file, as it is written
   * @param endpoint how endpoints are made where the list has none; may be empty
   * @param where COLUMN=VALUE of the lines that are meant; may be empty
   */
  public record Listed(String devices, String endpoint, String where) implements Targets {}

  /** What is missing or wrong in the choice of the key and place; empty if nothing is. */
  public Optional<String> keyProblem() {
    if (keySet.isEmpty() || ref == 0) {
      return Optional.of(Texts.text("load.nokey"));
    }
    if (place.isBlank()) {
      return targets instanceof Listed ? Optional.empty() : Optional.of(Texts.text("load.noplace"));
    }
    try {
      LoadOrder.parsePlace(place.strip());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What is missing or wrong in the choice of the modules; empty if nothing is. */
  public Optional<String> targetProblem() {
    return switch (targets) {
      case Named named -> problem(named);
      case Listed listed -> problem(listed);
    };
  }

  private static Optional<String> problem(Named named) {
    if (named.endpoints().isEmpty()) {
      return Optional.of(Texts.text("load.nomodule"));
    }
    try {
      named.endpoints().forEach(Endpoint::parse);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> problem(Listed listed) {
    if (listed.devices().isBlank()) {
      return Optional.of(Texts.text("load.nolist"));
    }
    if (!Files.isRegularFile(Path.of(listed.devices()))) {
      return Optional.of(Texts.text("file.missing", listed.devices()));
    }
    if (!listed.where().isBlank()) {
      try {
        CampaignOrder.ColumnFilter.parse(listed.where().strip());
      } catch (IllegalArgumentException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Statement> statements() {
    return List.of(statement());
  }

  /** The statement that does it. */
  public Statement statement() {
    var command =
        targets instanceof Listed
            ? Statement.of("download:campaign")
            : Statement.of("download:load");
    var common =
        command
            .option("--keyset", keySet)
            .option("--key", ref)
            .option("--place", Optional.of(place.strip()).filter(text -> !text.isEmpty()))
            .option(
                "--mode",
                Optional.of(mode.word()).filter(word -> !word.equals(LoadMode.NEW.word())));
    return switch (targets) {
      case Named named -> {
        Statement all = common;
        for (String endpoint : named.endpoints()) {
          all = all.argument(endpoint);
        }
        yield all;
      }
      case Listed listed ->
          common
              .option("--devices", listed.devices().strip())
              .option("--endpoint", Statement.given(listed.endpoint()))
              .option("--where", Statement.given(listed.where()))
              .option("--parallel", parallel)
              .flag("--skip-bad", skipBad)
              .option("--report", report);
    };
  }

  @Override
  public Preview preview(Desk desk) throws VaultException, JobException {
    Vault vault = desk.requireVault();
    KeySet set = vault.keySets().require(keySet);
    ApplicationKey key = vault.keySets().requireKey(keySet, ref);
    var cautions = new ArrayList<String>();
    key.wellKnown().ifPresent(name -> cautions.add(Texts.text("load.wellknown", name)));
    set.wellKnown().ifPresent(name -> cautions.add(Texts.text("load.wellknown.set", name)));
    desk.engines()
        .suites()
        .find(set.suite())
        .flatMap(suite -> suite.caution())
        .ifPresent(cautions::add);
    if (mode == LoadMode.REPLACE) {
      cautions.add(Texts.text("load.replaces"));
    }
    return switch (targets) {
      case Named named ->
          new Preview(
              words(key), named.endpoints().size(), named.endpoints(), steps(set, key), cautions);
      case Listed listed -> listed(desk, listed, set, key, cautions);
    };
  }

  /**
   * Looks through the device list, without starting anything.
   *
   * @throws JobException if it cannot be read or its header is wrong
   */
  public DeviceListSummary look(Desk desk) throws JobException {
    return desk.engines().downloads().check(order(desk.actor()), campaign());
  }

  private Preview listed(
      Desk desk, Listed listed, KeySet set, ApplicationKey key, List<String> cautions)
      throws JobException {
    DeviceListSummary found = look(desk);
    if (found.faultCount() > 0) {
      cautions.add(Texts.text("load.faults", found.faultCount()));
      found.faults().stream().limit(10).map(Object::toString).forEach(cautions::add);
    }
    var targets = new ArrayList<String>();
    targets.add(
        Texts.text(
            "load.listed",
            found.devices(),
            String.valueOf(Path.of(listed.devices()).getFileName())));
    if (found.filteredOut() > 0) {
      targets.add(Texts.text("load.filtered", found.filteredOut(), listed.where()));
    }
    if (!listed.endpoint().isBlank()) {
      targets.add(Texts.text("load.reached", listed.endpoint()));
    }
    return new Preview(words(key), found.devices(), targets, steps(set, key), cautions);
  }

  private LoadOrder order(String actor) {
    return new LoadOrder(
        actor,
        keySet,
        ref,
        place.isBlank() ? OptionalInt.empty() : OptionalInt.of(LoadOrder.parsePlace(place.strip())),
        mode,
        Optional.empty());
  }

  private CampaignOrder campaign() {
    if (!(targets instanceof Listed listed)) {
      throw new IllegalStateException("the modules are named one by one");
    }
    return new CampaignOrder(
        Path.of(listed.devices().strip()),
        parallel,
        skipBad,
        Statement.given(listed.endpoint()),
        Statement.given(listed.where()).map(CampaignOrder.ColumnFilter::parse),
        Optional.empty(),
        Optional.empty());
  }

  private String words(ApplicationKey key) {
    return Texts.text(
        "load.key",
        KeySetTree.name(key),
        key.label(),
        Integer.toString(key.keyVersion()),
        key.spec(),
        key.kcv());
  }

  private List<String> steps(KeySet set, ApplicationKey key) {
    String where = place.isBlank() ? Texts.text("load.listplace") : place.strip();
    return List.of(
        Texts.text("load.step.request", where),
        Texts.text("load.step.check", set.name(), Integer.toString(set.transportKeyVersion())),
        Texts.text(key.diversify() ? "load.step.derive" : "load.step.take", key.label(), key.kcv()),
        Texts.text("load.step.wrap", set.transportKcv()),
        Texts.text("load.step.import", where),
        Texts.text("load.step.receipt", key.diversify() ? Texts.text("load.ownkcv") : key.kcv()));
  }
}
