// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.pairing.Pairings.CentreService;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.UnitServer;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingRegister.CaseFilter;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The management centre's books, and the centre as a service. */
@Component
@CommandScope(
    scope = "pair",
    commands = {
      "cases",
      "resolve",
      "findings",
      "revoke",
      "revocations",
      "release",
      "desk",
      "central"
    })
public final class CentreCommands implements CommandGroup {
  private final Pairings pairings;
  private final Vaults vaults;
  private final UnitServer server;
  private @Nullable Running running;

  /** Called by the framework. */
  @Activate
  public CentreCommands(
      @Reference Pairings pairings, @Reference Vaults vaults, @Reference UnitServer server) {
    this.pairings = pairings;
    this.vaults = vaults;
    this.server = server;
  }

  /** Called by the framework: closes the centre. */
  @Deactivate
  public void close() {
    stop();
  }

  private record Running(CentreService centre, UnitServer.Serving serving) {
    void close() {
      serving.close();
      centre.close();
    }
  }

  /** Whether the centre is opened or closed. */
  enum Switch {
    START,
    STOP
  }

  record Row(
      long number,
      Instant at,
      String actor,
      PairingCase.Kind kind,
      String module,
      String host,
      Optional<Long> index,
      String decided,
      String why,
      String state,
      String purpose) {
    static Row of(PairingCase made) {
      var request = made.request();
      return new Row(
          made.number(),
          made.at(),
          made.actor(),
          request.kind(),
          request.module(),
          request.host(),
          request.index().isPresent() ? Optional.of(request.index().getAsLong()) : Optional.empty(),
          made.granted() ? "given" : "refused",
          Ground.valueOf(made.ground()).words(),
          made.open() ? "open" : made.resolution(),
          made.purpose());
    }
  }

  record Found(
      long number,
      PairingFinding.Kind kind,
      String subject,
      int times,
      Instant first,
      Instant last,
      String evidence) {
    static Found of(PairingFinding finding, boolean all) {
      List<String> lines = finding.evidence();
      return new Found(
          finding.number(),
          finding.kind(),
          finding.subject(),
          finding.times(),
          finding.first(),
          finding.last(),
          all ? String.join("; ", lines) : lines.getFirst());
    }
  }

  record Revoked(
      long number,
      PairingRevocation.Kind kind,
      String estate,
      String subject,
      String reason,
      Instant at)
      implements Outcome {
    static Revoked of(PairingRevocation revocation) {
      return new Revoked(
          revocation.number(),
          revocation.kind(),
          revocation.estate(),
          revocation.subject(),
          revocation.reason(),
          revocation.at());
    }

    @Override
    public String sentence() {
      return "%s %s of %s is revoked: it gets no codes; modules hear of it by pair:policy"
          .formatted(Coercion.word(kind), subject, estate);
    }
  }

  record Served(String endpoint, int port, int desks) implements Outcome {
    @Override
    public String sentence() {
      return "The centre is open for %d %s at %s"
          .formatted(desks, desks == 1 ? "desk" : "desks", endpoint);
    }

    /** As a script hands it on. */
    @Override
    public String toString() {
      return endpoint;
    }
  }

  /** Lists cases. */
  @Command(
      value = "Lists the centre's cases, the newest first: who asked for what, and why it was so.",
      example = "pair:cases --module MS-1 --limit 50")
  public List<Row> cases(
      @Option(
              value = "--module",
              argument = "MSID",
              description = "of one module",
              values = "module")
          Optional<SerialNumber> module,
      @Option(value = "--host", argument = "SN", description = "of one host", values = "host")
          Optional<SerialNumber> host,
      @Option(value = "--open", description = "only those that somebody has to look into")
          boolean open,
      @Option(value = "--before", argument = "NUMBER", description = "goes on before this one")
          Optional<Long> before,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    var filter =
        new CaseFilter(module.map(SerialNumber::toString), host.map(SerialNumber::toString), open);
    return vaults.require().pairings().cases(filter, before.orElse(Long.MAX_VALUE), limit).stream()
        .map(Row::of)
        .toList();
  }

  /** Closes a case. */
  @Command(
      value = "Closes an open case with what was found.",
      example = "pair:resolve 12 --found 'the card was exchanged in the shop'")
  public String resolve(
      @Argument(value = "NUMBER", description = "the case") long number,
      @Option(value = "--found", argument = "WORDS", description = "what was found") String found,
      Console console)
      throws VaultException {
    Vault vault = vaults.require();
    try (Grant grant =
        vault.grant(new Act(console.actor(), "pair:resolve", "case " + number, found))) {
      vault.pairings().resolve(grant, number, found);
      grant.succeeded("");
    }
    return "Case " + number + " is closed.";
  }

  /** Lists findings. */
  @Command(
      value = "Lists clones, swaps and shared modules that the centre has noticed, with evidence.",
      example = "pair:findings --all")
  public List<Found> findings(
      @Option(value = "--all", description = "shows all lines of evidence, not only the first")
          boolean all,
      @Option(value = "--before", argument = "NUMBER", description = "goes on before this one")
          Optional<Long> before,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "20")
          int limit)
      throws VaultException {
    return vaults.require().pairings().findings(before.orElse(Long.MAX_VALUE), limit).stream()
        .map(finding -> Found.of(finding, all))
        .toList();
  }

  /** Revokes. */
  @Command(
      value = "Revokes a module, a host or a generation of hosts.",
      example = "pair:revoke host MH-7 --estate pay-tv --reason stolen")
  public Revoked revoke(
      @Argument(value = "KIND", description = "what is revoked") PairingRevocation.Kind kind,
      @Argument(value = "SUBJECT", description = "its identifier, or a generation's number")
          String subject,
      @Option(value = "--estate", argument = "NAME", description = "the estate", values = "estate")
          String estate,
      @Option(value = "--reason", argument = "WORDS", description = "why") String reason,
      Console console)
      throws VaultException {
    return Revoked.of(pairings.revoke(console.actor(), kind, estate, subject, reason));
  }

  /** Lists revocations. */
  @Command(value = "Lists what is revoked in an estate.", example = "pair:revocations pay-tv")
  public List<Revoked> revocations(
      @Argument(value = "ESTATE", description = "the estate", values = "estate") String estate)
      throws VaultException {
    vaults.require().pairings().requireEstate(estate);
    return vaults.require().pairings().revocations(estate).stream().map(Revoked::of).toList();
  }

  /** Gives a pairing back. */
  @Command(
      value = "Gives a pairing back at the centre, without the module at hand.",
      example = "pair:release --module MS-1 --host MH-3 --purpose 'the set was sold'")
  public String release(
      @Option(value = "--module", argument = "MSID", description = "the module", values = "module")
          SerialNumber module,
      @Option(value = "--host", argument = "SN", description = "the host", values = "host")
          SerialNumber host,
      @Option(value = "--purpose", argument = "WORDS", description = "why") String purpose,
      Console console)
      throws KeyException, VaultException {
    PairingCase made = pairings.release(console.actor(), purpose, module, host);
    return "%s counts no more as a host of %s; case %d.".formatted(host, module, made.number());
  }

  /** Makes a desk known. */
  @Command(
      value =
          "Makes a desk known that may ask the centre for codes by a secret, or ends that it may.",
      example = "pair:desk north --secret-file north.secret")
  public String desk(
      @Argument(value = "NAME", description = "how it is called") String name,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "its first line is the secret that desk and centre have in common")
          Optional<Path> file,
      @Option(value = "--retire", description = "ends that it may ask") boolean retire,
      Console console)
      throws KeyException, VaultException, CommandException, IOException, InterruptedException {
    if (retire) {
      pairings.retireDesk(console.actor(), name);
      return "Desk " + name + " may not ask any more from the next pair:central start on.";
    }
    try (KeyMaterial secret = console.newSecret("secret of desk " + name, file)) {
      pairings.addDesk(console.actor(), name, secret);
    }
    return "Desk " + name + " may ask from the next pair:central start on.";
  }

  /** Opens or closes the centre for desks. */
  @Command(
      value = "Opens the centre for desks elsewhere, or closes it.",
      example = "pair:central start --port 7800")
  public Object central(
      @Argument(value = "WHAT", description = "start or stop") Switch what,
      @Option(
              value = "--port",
              argument = "N",
              description = "the port; 0 takes a free one",
              otherwise = "0")
          int port,
      @Option(
              value = "--bind",
              argument = "HOST",
              description = "this machine's address to listen at; otherwise only itself reaches it")
          Optional<String> bind,
      @Option(value = "--wait", description = "serves until it is interrupted") boolean wait,
      Console console)
      throws VaultException, IOException, CommandException, InterruptedException {
    if (what == Switch.STOP) {
      return stop() ? "The centre is closed." : "The centre was not open.";
    }
    var served = start(console.actor(), Listening.at(bind, port));
    if (wait) {
      console.show(served);
      try {
        new CountDownLatch(1).await();
      } finally {
        stop();
      }
    }
    return served;
  }

  private synchronized Served start(String actor, InetSocketAddress at)
      throws VaultException, IOException, CommandException {
    if (running != null) {
      throw new CommandException("the centre is open already", "pair:central stop closes it");
    }
    CentreService centre = pairings.openCentre(actor);
    try {
      var serving =
          server.serve(
              at,
              name ->
                  name.isEmpty() || name.equals("centre")
                      ? Optional.of(centre.connect())
                      : Optional.empty());
      var open = new Running(centre, serving);
      running = open;
      centre.onWithdrawal(
          why -> Thread.ofVirtual().name("keywright-end").start(() -> stop(Optional.of(open))));
      var listening = Listening.of("centre", serving.address());
      return new Served("tcp://" + listening.address(), listening.port(), centre.desks());
    } catch (IOException e) {
      centre.close();
      throw e;
    }
  }

  private boolean stop() {
    return stop(Optional.empty());
  }

  /**
   * Closes the centre.
   *
   * @param only the one that is meant, if another one is to stay open
   */
  private synchronized boolean stop(Optional<Running> only) {
    Running open = running;
    if (open == null || !only.orElse(open).equals(open)) {
      return false;
    }
    running = null;
    open.close();
    return true;
  }
}
