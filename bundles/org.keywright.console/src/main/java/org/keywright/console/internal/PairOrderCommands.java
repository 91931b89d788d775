// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
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
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.Renewal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.RowState;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.PairingCase;
import org.keywright.vault.VaultException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Orders to modules and hosts. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"list", "load", "erase", "lock", "unblock", "renew"})
public final class PairOrderCommands implements CommandGroup {
  private final Pairings pairings;

  /** Called by the framework. */
  @Activate
  public PairOrderCommands(@Reference Pairings pairings) {
    this.pairings = pairings;
  }

  record Row(
      int place,
      SerialNumber host,
      RowState state,
      boolean locked,
      long activity,
      long chronology,
      long index,
      int generation,
      int failures) {
    static Row of(PairingRow row) {
      return new Row(
          row.place(),
          row.host(),
          row.state(),
          row.locked(),
          row.activity(),
          row.chronology(),
          row.index(),
          row.generation(),
          row.failures());
    }
  }

  record Table(SerialNumber module, int places, long index, int triesLeft, List<Row> rows)
      implements Outcome {
    @Override
    public String sentence() {
      return "Module %s: %d of %d places are taken, index %d, %d tries left for a code"
          .formatted(module, rows.size(), places, index, triesLeft);
    }
  }

  record Ordered(Endpoint endpoint, String module, String order, long caseNumber)
      implements Outcome {
    @Override
    public String sentence() {
      return "%s (%s) %s; case %d".formatted(endpoint, module, order, caseNumber);
    }
  }

  /** Shows a module's table. */
  @Command(
      value = "Shows the pairings of a module with their counters, as the module proves them.",
      example = "pair:list sim:ms-1")
  public Table list(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingTable table = pairings.table(console.actor(), endpoint);
    return new Table(
        table.module(),
        table.places(),
        table.index(),
        table.triesLeft(),
        table.rows().stream().map(Row::of).toList());
  }

  record Erased(Endpoint endpoint, String host, String by, Optional<Long> caseNumber)
      implements Outcome {
    @Override
    public String sentence() {
      return "%s has erased its pairing with %s, by %s%s"
          .formatted(endpoint, host, by, caseNumber.map(n -> "; case " + n).orElse(""));
    }
  }

  /** Erases a pairing. */
  @Command(
      value = "Has a module erase its pairing with a host, by an order or by a code typed there.",
      example = "pair:erase sim:ms-1 --host MH-3 --at sim:mh-1")
  public Erased erase(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      @Option(
              value = "--at",
              argument = "HOST",
              description = "a paired host where a user types the code; without it by an order",
              values = "endpoint")
          Optional<Endpoint> at,
      @Option(
              value = "--code-file",
              argument = "FILE",
              description =
                  "its first line is what the user types; else this centre gives the code")
          Optional<Path> file,
      Console console)
      throws LinkException,
          ModuleException,
          KeyException,
          VaultException,
          CommandException,
          IOException,
          InterruptedException {
    if (at.isEmpty()) {
      if (file.isPresent()) {
        throw new UsageException("pair:erase: --at is missing", "at which host the code is typed");
      }
      PairingCase made = pairings.erase(console.actor(), endpoint, host);
      return new Erased(endpoint, host.toString(), "an order", Optional.of(made.number()));
    }
    if (file.isEmpty()) {
      pairings.eraseByCode(console.actor(), endpoint, at.get(), host, Optional.empty());
    } else {
      try (KeyMaterial code = console.secret("code for erasing " + host, file)) {
        pairings.eraseByCode(console.actor(), endpoint, at.get(), host, Optional.of(code));
      }
    }
    return new Erased(endpoint, host.toString(), "a code at " + at.get(), Optional.empty());
  }

  /** Locks a place. */
  @Command(
      value = "Has a module keep its pairing with a host from being replaced, or let it be.",
      example = "pair:lock sim:ms-1 --host MH-3")
  public Ordered lock(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      @Option(value = "--off", description = "lets it be replaced again") boolean off,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase made = pairings.lock(console.actor(), endpoint, host, !off);
    return ordered(endpoint, made, (off ? "may replace" : "keeps") + " its pairing with " + host);
  }

  /** Unblocks a module. */
  @Command(
      value = "Has a module take codes again after three wrong ones.",
      example = "pair:unblock sim:ms-1")
  public Ordered unblock(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    return ordered(endpoint, pairings.unblock(console.actor(), endpoint), "takes codes again");
  }

  /** Loads a generation. */
  @Command(
      value = "Gives a module the estate's cryptogram key of another generation.",
      example = "pair:load sim:ms-1 --generation 2")
  public Ordered load(
      @Argument(value = "ENDPOINT", description = "where the module is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--generation",
              argument = "N",
              description = "the generation, as pair:generation named it")
          int generation,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException {
    PairingCase made = pairings.loadGeneration(console.actor(), endpoint, generation);
    return ordered(endpoint, made, "takes cryptograms of generation " + generation);
  }

  record Renewed(Endpoint endpoint, String host, long caseNumber) implements Outcome {
    @Override
    public String sentence() {
      return "%s (%s) has another cryptogram; case %d".formatted(endpoint, host, caseNumber);
    }
  }

  /** Renews a host's keys. */
  @Command(
      value = "Gives a host in the field another cryptogram, and another key if that is to change.",
      example = "pair:renew sim:mh-1 --generation 2")
  public Renewed renew(
      @Argument(value = "ENDPOINT", description = "where the host is", values = "endpoint")
          Endpoint endpoint,
      @Option(
              value = "--generation",
              argument = "N",
              description = "of the cryptogram key; otherwise the newest that is not revoked")
          Optional<Integer> generation,
      @Option(
              value = "--key-generation",
              argument = "N",
              description = "of the host root that its own key comes from; otherwise as it is")
          Optional<Integer> keyGeneration,
      @Option(
              value = "--expires",
              argument = "TIME",
              description = "until when it may be paired, as in 2031-01-01T00:00:00Z")
          Optional<String> expires,
      Console console)
      throws LinkException, ModuleException, KeyException, VaultException, CommandException {
    PairingCase made =
        pairings.renew(
            console.actor(),
            endpoint,
            new Renewal(
                number(generation),
                number(keyGeneration),
                PairProductionCommands.seconds(expires)));
    return new Renewed(endpoint, made.request().host(), made.number());
  }

  private static OptionalInt number(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  static Ordered ordered(Endpoint endpoint, PairingCase made, String what) {
    return new Ordered(endpoint, made.request().module(), what, made.number());
  }
}
