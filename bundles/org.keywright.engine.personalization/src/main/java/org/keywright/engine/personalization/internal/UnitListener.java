// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.engine.personalization.PersonalizationServer;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.engine.personalization.ServerEvent;
import org.keywright.engine.personalization.ServerSettings;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.LinkProof;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.protocol.personalization.Step;
import org.keywright.protocol.personalization.TanDelivery;
import org.keywright.protocol.personalization.TanRequest;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.protocol.personalization.TicketSealing;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.OrderState;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;

/**
 * A personalization unit that listens. Who comes is known by what it shows in the handshake: a
 * module by its identity or by a ticket, an identification unit, or an appliance.
 */
final class UnitListener implements PersonalizationServer {
  private static final System.Logger LOG = System.getLogger(UnitListener.class.getName());
  private static final int NO_NUMBER = 0x6A88;
  private static final int UNKNOWN_APPLIANCE = 0x9E22;
  private static final int OLD_TICKET = 0x9E23;
  private static final int UNKNOWN_IDENTIFICATION = 0x9E25;

  private final OpenUnit unit;
  private final Grant grant;
  private final ServerSettings settings;
  private final Consumer<UnitListener> onClose;
  private final TicketBook tickets;
  private final Events events;
  private final Listener listener;
  private final AtomicLong active = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failedHandshakes = new AtomicLong();
  private final ServerEnd end;

  /** Takes over unit and grant. */
  UnitListener(
      OpenUnit unit,
      Grant grant,
      InetSocketAddress at,
      ServerSettings settings,
      Consumer<UnitListener> onClose)
      throws IOException {
    this.unit = unit;
    this.grant = grant;
    this.settings = settings;
    this.onClose = onClose;
    this.tickets = new TicketBook(unit.services().keys(), unit.services().clock());
    this.events = new Events(unit.services().clock());
    this.listener = Listener.open(at, settings.connections(), this::receive);
    this.end =
        new ServerEnd(
            grant,
            unit.party().name(),
            events,
            () -> "%d modules active, %d refused".formatted(active.get(), refused.get()),
            this::hangUp);
  }

  void start() {
    listener.start("keywright-unit-" + unit());
    end.begin();
  }

  private void hangUp() {
    listener.close();
    tickets.close();
    unit.close();
    onClose.accept(this);
  }

  @Override
  public String unit() {
    return unit.party().name();
  }

  @Override
  public InetSocketAddress address() {
    return listener.address();
  }

  @Override
  public Counts counts() {
    return new Counts(listener.connections(), active.get(), refused.get(), failedHandshakes.get());
  }

  @Override
  public List<ServerEvent> events() {
    return events.all();
  }

  @Override
  public List<ServerEvent> refusals() {
    return events.refusals();
  }

  @Override
  public void observe(Consumer<ServerEvent> observer) {
    events.observe(observer);
  }

  private void receive(Socket socket) {
    String from = Listener.from(socket);
    try (SecureChannel channel = accept(socket)) {
      Deadline deadline = Deadline.of(settings.answer(), socket);
      try {
        welcome(channel);
      } finally {
        deadline.met();
      }
    } catch (HandshakeException e) {
      failedHandshakes.incrementAndGet();
      events.failed(from, e);
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", from, e.getMessage());
    } catch (IOException | VaultException | KeyException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", from, e.getMessage());
    }
  }

  private SecureChannel accept(Socket socket) throws IOException, VaultException, KeyException {
    return unit.services()
        .channels()
        .accept(socket, unit.credential(), unit.doorTrust(), tickets, settings.handshake());
  }

  private void welcome(SecureChannel channel) throws IOException {
    var stream = new MessageStream(channel.input(), channel.output());
    String who = "a ticket";
    try {
      if (channel.presharedIdentity().isPresent()) {
        ticketed(channel, stream, channel.presharedIdentity().get());
        return;
      }
      Certificate shown = channel.peer().orElseThrow().leaf();
      who = shown.subject().serialNumber().orElse(shown.subject().commonName());
      switch (shown.purpose().orElse(KeyPurpose.PERSONALIZER)) {
        case IDENTITY -> personalize(channel, stream, shown, "");
        case IDENTIFICATION -> deliver(channel, stream, shown);
        case APPLIANCE -> ticket(stream, shown);
        default -> throw new Refusal(0x6982);
      }
    } catch (Refusal e) {
      refused.incrementAndGet();
      events.refused(who, e.status().hex() + " " + e.getMessage());
      stream.write(Bytes.of(new Abort(e.status()).encode()));
    } catch (TlvException | VaultException | KeyException e) {
      refused.incrementAndGet();
      events.refused(who, "failed: " + e.getMessage());
      int status = e instanceof TlvException ? 0x6A80 : 0x6581;
      stream.write(Bytes.of(new Abort(new StatusWord(status)).encode()));
    }
  }

  private void personalize(
      SecureChannel channel, MessageStream stream, Certificate identity, String through)
      throws IOException, Refusal, VaultException, KeyException {
    RunOutcome outcome =
        Personalizing.<IOException>perform(
            unit,
            grant.act().actor(),
            channel.binding(),
            identity,
            through,
            RunAuthority.Issuing.UNWATCHED,
            run -> carry(run, stream));
    String who = outcome.module().toString();
    if (outcome.active()) {
      active.incrementAndGet();
      events.add(who, "is active");
    } else {
      refused.incrementAndGet();
      events.refused(who, outcome.reason());
    }
  }

  private static void carry(UnitRun run, MessageStream stream) {
    try {
      Step step = run.begin();
      while (true) {
        Optional<Bytes> message = step.message();
        if (message.isPresent()) {
          stream.write(message.get());
        }
        if (step.last()) {
          return;
        }
        Optional<byte[]> answer = stream.read();
        if (answer.isEmpty()) {
          run.broken("the module closed the connection");
          return;
        }
        step = run.receive(answer.get());
      }
    } catch (IOException e) {
      run.broken("the connection broke: " + e.getMessage());
    }
  }

  private static byte[] next(MessageStream stream) throws IOException {
    return stream
        .read()
        .orElseThrow(() -> new IOException("the other end closed and asked for nothing"));
  }

  /** Claims 16 to 18: gives an identification unit the number of a module's order. */
  private void deliver(SecureChannel channel, MessageStream stream, Certificate device)
      throws IOException, TlvException, Refusal, VaultException, KeyException {
    String name = device.subject().commonName();
    if (!unit.knows(device)) {
      throw new Refusal(UNKNOWN_IDENTIFICATION, "the identification unit is not enrolled here");
    }
    SerialNumber module = TanRequest.decode(next(stream)).module();
    var act = new Act(name, "perso:identify", unit() + " for " + module, "");
    try (Grant mine = unit.leave(act)) {
      WorkOrder order =
          unit.vault()
              .workOrders()
              .latest(unit(), module.toString())
              .filter(found -> found.numbered() && found.state() == OrderState.OPEN)
              .filter(found -> found.expires().isAfter(unit.services().now()))
              .orElseThrow(() -> new Refusal(NO_NUMBER, "no transaction number for " + module));
      unit.vault()
          .workOrders()
          .note(mine, order.id(), "identification unit " + name, order.remark());
      try (KeyMaterial number = mine.transactionNumber(order.id());
          Key key = channel.exportKey(TanDelivery.LABEL, new byte[0], KeySpec.AES_256)) {
        var sealing = unit.services().sealing();
        stream.write(
            Bytes.of(TanDelivery.seal(sealing, key, module, order.expires(), number).encode()));
      }
      mine.succeeded("given out for order " + order.id());
      events.add(name, "fetched the number for " + module);
    }
  }

  /** Claims 14 and 15: gives an appliance a ticket that only the module can open. */
  private void ticket(MessageStream stream, Certificate device)
      throws IOException, TlvException, Refusal, VaultException, KeyException {
    String name = device.subject().commonName();
    if (!unit.knows(device)) {
      throw new Refusal(UNKNOWN_APPLIANCE, "the appliance is not enrolled here");
    }
    TicketRequest request = TicketRequest.decode(next(stream));
    Certificate identity = read(request.identityCertificate());
    unit.requireIdentity(identity);
    var sealing = new TicketSealing(unit.services().cryptography());
    sealing.requireAuthentic(request, identity);
    var act = new Act(name, "perso:ticket", unit() + " for " + request.module(), "");
    try (Grant mine = unit.leave(act);
        PresharedKey shared = tickets.issue(request.module(), name)) {
      var authority = new RunAuthority(unit, mine, "", RunAuthority.Issuing.UNWATCHED);
      String address =
          settings
              .address()
              .orElse(address().getAddress().getHostAddress() + ":" + address().getPort());
      stream.write(
          Bytes.of(
              sealing.seal(request, shared, unit.services().now(), address, authority).encode()));
      mine.succeeded("");
      events.add(name, "carries a ticket to " + request.module());
    }
  }

  private Certificate read(Bytes encoded) throws Refusal {
    try {
      return unit.services().certificates().read(encoded.toArray());
    } catch (ChainException e) {
      throw new Refusal(0x6A80, String.valueOf(e.getMessage()));
    }
  }

  /** Both ends prove their certificates inside, as a ticket's handshake shows none. */
  private void ticketed(SecureChannel channel, MessageStream stream, Bytes id)
      throws IOException, TlvException, Refusal, VaultException, KeyException {
    TicketBook.Ticket ticket =
        tickets.spend(id).orElseThrow(() -> new Refusal(OLD_TICKET, "the ticket was used"));
    byte[] covered = LinkProof.unitCovers(channel.binding(), id);
    byte[] signature = unit.services().ecKeys().sign(unit.credential().privateKey(), covered);
    stream.write(
        Bytes.of(new LinkProof(unit.certificate().encoded(), Bytes.of(signature)).encode()));
    LinkProof proof = LinkProof.decode(next(stream));
    Certificate identity = read(proof.certificate());
    unit.requireIdentity(identity);
    if (!ModuleNames.module(identity).equals(ticket.module())) {
      throw new Refusal(0x9E02, "the ticket is another module's");
    }
    proof.require(
        identity, LinkProof.moduleCovers(channel.binding(), id), unit.services().ecKeys());
    personalize(channel, stream, identity, "appliance " + ticket.appliance());
  }

  @Override
  public void close() {
    end.close();
  }
}
