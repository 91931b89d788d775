// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Meeting;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.Contact;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingModule;
import org.keywright.vault.PairingReport;
import org.keywright.vault.PairingSighting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Brings a module and a host together, and notes in the register what was seen. */
final class MeetingWork {
  private static final CentreRules RULES = new CentreRules();
  private static final int NO_SUCH_APPLICATION = 0x6A82;

  private final Services services;
  private final Vault vault;
  private final CodeService codes;
  private final InstantSource clock;
  private final String actor;

  MeetingWork(
      Services services, Vault vault, CodeService codes, InstantSource clock, String actor) {
    this.services = services;
    this.vault = vault;
    this.codes = codes;
    this.clock = clock;
    this.actor = actor;
  }

  Meeting meet(Endpoint module, Endpoint host, Optional<CodeSource> typed)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (var moduleLink = services.transports().open(module);
        var hostLink = services.transports().open(host)) {
      var asking = new Asking();
      var outcome = new Contact(moduleLink, hostLink).run(typed.orElse(asking));
      asking.rethrow();
      var unit = new PairingUnit(moduleLink, module);
      return new Meeting(outcome, Optional.ofNullable(asking.answer), noted(outcome, unit));
    } catch (StatusException e) {
      if (e.status().value() != NO_SUCH_APPLICATION) {
        throw e;
      }
      throw new KeyException(
          "%s is no module, or %s is no host: the module is named first (%s)"
              .formatted(module, host, e.getMessage()),
          e);
    }
  }

  /** Has a host that the module is paired with erase a pairing, as its user would. */
  void erase(Endpoint module, Endpoint host, SerialNumber erased, Optional<KeyMaterial> typed)
      throws LinkException, ModuleException, KeyException, VaultException {
    try (var moduleLink = services.transports().open(module);
        var hostLink = services.transports().open(host)) {
      var contact = new Contact(moduleLink, hostLink);
      if (!(contact.run(CodeSource.NONE) instanceof ContactOutcome.Verified met)) {
        throw new KeyException(
            "%s and %s are not paired: a user erases in the session of a paired host"
                .formatted(module, host));
      }
      long index = new PairingUnit(moduleLink, module).moduleStatus().index();
      try (KeyMaterial code =
          typed.isPresent() ? typed.get().copy() : ownCode(met.module(), erased, index)) {
        contact.erase(erased, code);
      }
      gone(met.module(), erased);
    }
  }

  private KeyMaterial ownCode(SerialNumber module, SerialNumber erased, long index)
      throws KeyException, VaultException {
    var request = new CodeRequest(actor, "", module, erased, index, Optional.empty());
    try (CodeAnswer given = codes.code(vault, request, PairingCase.Kind.ERASURE_CODE)) {
      return given
          .code()
          .map(KeyMaterial::copy)
          .orElseThrow(
              () ->
                  new KeyException(
                      "the centre gives no code (case %d): %s"
                          .formatted(given.decided().number(), given.ground().words())));
    }
  }

  private void gone(SerialNumber module, SerialNumber erased) throws VaultException {
    if (vault.pairings().module(module.toString()).isEmpty()) {
      return;
    }
    try (Grant grant =
        vault.grant(new Act(actor, "pair:erase", module + " with " + erased, "by a code"))) {
      vault.pairings().end(grant, module.toString(), erased.toString(), clock.instant());
      grant.succeeded("");
    }
  }

  private Optional<PairingSighting> noted(ContactOutcome outcome, PairingUnit unit)
      throws LinkException, ModuleException, KeyException, VaultException {
    return switch (outcome) {
      case ContactOutcome.Verified(SerialNumber module, SerialNumber host) ->
          noted(module, host, false, unit);
      case ContactOutcome.Paired paired -> noted(paired.module(), paired.host(), true, unit);
      case ContactOutcome.CodeNeeded needed -> Optional.empty();
      case ContactOutcome.Refused refused -> Optional.empty();
    };
  }

  /** After a new pairing the table is asked for, which shows whom it replaced. */
  private Optional<PairingSighting> noted(
      SerialNumber module, SerialNumber host, boolean paired, PairingUnit unit)
      throws LinkException, ModuleException, KeyException, VaultException {
    Optional<PairingModule> known = vault.pairings().module(module.toString());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var act = new Act(actor, "pair:contact", module + " with " + host, "");
    try (Grant grant = vault.grant(act)) {
      Optional<PairingTable> table = paired ? table(grant, known.get(), unit) : Optional.empty();
      long index = table.isPresent() ? table.get().index() : unit.moduleStatus().index();
      var report =
          new PairingReport(
              module.toString(),
              host.toString(),
              index,
              paired,
              activity(table, host),
              table.map(MeetingWork::hosts),
              clock.instant());
      PairingSighting sighting = vault.pairings().saw(grant, report, RULES);
      grant.succeeded((paired ? "paired anew, index " : "verified, index ") + index);
      return Optional.of(sighting);
    }
  }

  /** A copy of a module may have had later orders than the centre knows: then there is no table. */
  private Optional<PairingTable> table(Grant grant, PairingModule module, PairingUnit unit)
      throws LinkException, ModuleException, KeyException, VaultException {
    var ordering = new ModuleOrdering(services.suites(), vault, grant, unit, clock);
    try {
      return Optional.of(ordering.table(CentreKeys.of(vault, services.suites(), module)));
    } catch (StatusException e) {
      return Optional.empty();
    }
  }

  private static OptionalLong activity(Optional<PairingTable> table, SerialNumber host) {
    return table.stream()
        .flatMap(t -> t.rows().stream())
        .filter(row -> row.host().equals(host))
        .mapToLong(PairingRow::activity)
        .findFirst();
  }

  private static List<String> hosts(PairingTable table) {
    return table.rows().stream().map(row -> row.host().toString()).toList();
  }

  /** Asks this centre for the code, and keeps what it said. */
  private final class Asking implements CodeSource {
    private @Nullable CodeAnswer answer;
    private @Nullable Exception failure;

    @Override
    public Optional<KeyMaterial> code(CodePrompt prompt) {
      try (CodeAnswer given =
          codes.code(
              vault,
              new CodeRequest(
                  actor,
                  "",
                  prompt.module(),
                  prompt.host(),
                  prompt.index(),
                  Optional.of(prompt.demand().attestation())),
              PairingCase.Kind.CODE)) {
        answer = given;
        return given.code().map(KeyMaterial::copy);
      } catch (KeyException | VaultException e) {
        failure = e;
        return Optional.empty();
      }
    }

    void rethrow() throws KeyException, VaultException {
      switch (failure) {
        case KeyException e -> throw e;
        case VaultException e -> throw e;
        case null, default -> {
          // it was answered, or never asked
        }
      }
    }
  }
}
