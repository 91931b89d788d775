// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Abort;
import org.keywright.protocol.personalization.LinkProof;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.Step;
import org.keywright.protocol.personalization.TanDelivery;
import org.keywright.protocol.personalization.TanRequest;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.protocol.personalization.TicketSealing;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.TlvException;

/**
 * A personalization unit that listens on loopback; a proof may stand inside it and change what it
 * says and hears, as a malicious unit or module would.
 */
final class UnitDoor implements AutoCloseable {
  /** What is said about an earlier run: the unit ends the link then. */
  static final List<String> SETTLED = List.of("E6", "ED");

  private static final int TICKET_ID = 16;

  final LoopbackDoor<Visit> door;
  volatile Bending bending = (tag, message) -> message;
  private final Bureau bureau;
  private final UnitBooks books;
  private final Map<String, Certificate> enrolled = new ConcurrentHashMap<>();
  private final Map<Bytes, PresharedKey> tickets = new ConcurrentHashMap<>();
  private final List<Key> sharedKeys = Collections.synchronizedList(new ArrayList<>());
  private volatile Optional<KeyMaterial> numberForUnits = Optional.empty();

  /** Changes what is said inside the link. */
  @FunctionalInterface
  interface Bending {
    /** Sees a message, of either side, with its tag, and returns what goes on in its place. */
    byte[] bend(int tag, byte[] message);
  }

  /**
   * What came of a connection.
   *
   * @param fault why there was no handshake
   * @param run the run, if a module came
   * @param said the tags of the messages in their order
   * @param messages the messages
   * @param left whether the other end has closed by itself, after the last message
   */
  record Visit(
      Optional<HandshakeFault> fault,
      Optional<UnitRun> run,
      List<String> said,
      List<Bytes> messages,
      boolean left) {
    /** The first message with this tag. */
    byte[] message(int tag) throws Observed.Otherwise {
      for (Bytes message : messages) {
        if ((message.toArray()[0] & 0xFF) == tag) {
          return message.toArray();
        }
      }
      throw new Observed.Otherwise("no message %02X was said".formatted(tag));
    }
  }

  UnitDoor(Bureau bureau, UnitBooks books) throws IOException {
    this.bureau = bureau;
    this.books = books;
    this.door = new LoopbackDoor<>(this::serve);
  }

  /** Enrols a user's device. */
  void enrol(Certificate device) {
    enrolled.put(device.subject().commonName(), device);
  }

  /** The TAN that identification units get; stays the caller's. */
  void hand(KeyMaterial number) {
    numberForUnits = Optional.of(number);
  }

  /** How often the key of a ticket that this unit has made is found in the clear. */
  int sharedKeyIn(List<byte[]> seen) {
    int hits = 0;
    for (byte[] each : seen) {
      hits += new TraceSearch(bureau.crypto.keys(), sharedKeys).hits(each);
    }
    return hits;
  }

  private Visit serve(Socket socket) throws IOException {
    var trust =
        Trust.in(bureau.root, KeyPurpose.IDENTITY, KeyPurpose.IDENTIFICATION, KeyPurpose.APPLIANCE);
    try (SecureChannel channel =
        bureau.channels.accept(
            socket, books.credential(), trust, this::ticket, LoopbackDoor.PATIENCE)) {
      channel.limit(LoopbackDoor.PATIENCE);
      var talk = new Talk(new MessageStream(channel.input(), channel.output()), bending);
      Optional<UnitRun> run = welcome(channel, talk);
      return new Visit(Optional.empty(), run, talk.said, talk.messages, talk.otherEndHasLeft());
    } catch (HandshakeException e) {
      return new Visit(Optional.of(e.fault()), Optional.empty(), List.of(), List.of(), true);
    }
  }

  private Optional<PresharedKey> ticket(Bytes id) {
    // Handed over, so that no ticket opens two links.
    return Optional.ofNullable(tickets.remove(id));
  }

  private Optional<UnitRun> welcome(SecureChannel channel, Talk talk) throws IOException {
    try {
      if (channel.presharedIdentity().isPresent()) {
        return Optional.of(ticketed(channel, talk, channel.presharedIdentity().get()));
      }
      Certificate shown = channel.peer().orElseThrow().leaf();
      return switch (shown.purpose().orElseThrow()) {
        case IDENTIFICATION -> deliver(channel, talk, shown);
        case APPLIANCE -> issueTicket(talk, shown);
        default -> Optional.of(carry(channel, talk, shown));
      };
    } catch (Refusal e) {
      talk.say(Bytes.of(new Abort(e.status()).encode()));
      return Optional.empty();
    } catch (TlvException | KeyException e) {
      throw new IOException(e);
    }
  }

  private UnitRun carry(SecureChannel channel, Talk talk, Certificate identity)
      throws IOException, Refusal {
    var run = new UnitRun(bureau.crypto, books, bureau.clock(), channel.binding(), identity);
    try (run) {
      Step step = run.begin();
      while (true) {
        if (step.message().isPresent()) {
          talk.say(step.message().get());
        }
        if (step.last()) {
          return run;
        }
        step = run.receive(talk.hear());
      }
    } catch (IOException e) {
      run.broken("the link broke");
      return run;
    }
  }

  private UnitRun ticketed(SecureChannel channel, Talk talk, Bytes id)
      throws IOException, Refusal, TlvException, KeyException {
    byte[] signature = books.sign(LinkProof.unitCovers(channel.binding(), id));
    var own = new LinkProof(books.certificate().encoded(), Bytes.of(signature));
    talk.say(Bytes.of(own.encode()));
    var proof = LinkProof.decode(talk.hear());
    Certificate identity = identity(proof.certificate());
    proof.require(identity, LinkProof.moduleCovers(channel.binding(), id), bureau.crypto.ecKeys());
    return carry(channel, talk, identity);
  }

  private Certificate identity(Bytes encoded) throws KeyException {
    var certificates = bureau.crypto.certificates();
    var chain = certificates.readChain(encoded.toArray());
    certificates.check(chain, Trust.in(bureau.root, KeyPurpose.IDENTITY), bureau.now());
    return chain.leaf();
  }

  private void require(Certificate device, int refusal) throws Refusal {
    if (!device.equals(enrolled.get(device.subject().commonName()))) {
      throw new Refusal(refusal);
    }
  }

  private Optional<UnitRun> deliver(SecureChannel channel, Talk talk, Certificate device)
      throws IOException, Refusal, TlvException, KeyException {
    require(device, 0x9E25);
    var request = TanRequest.decode(talk.hear());
    KeyMaterial number = numberForUnits.orElseThrow(() -> new Refusal(0x6A88));
    try (Key key = channel.exportKey(TanDelivery.LABEL, new byte[0], KeySpec.AES_256)) {
      var expiry = bureau.now().plus(books.orderLife);
      var sealing = bureau.crypto.sealing();
      var delivery = TanDelivery.seal(sealing, key, request.module(), expiry, number);
      talk.say(Bytes.of(delivery.encode()));
    }
    return Optional.empty();
  }

  private Optional<UnitRun> issueTicket(Talk talk, Certificate device)
      throws IOException, Refusal, TlvException, KeyException {
    require(device, 0x9E22);
    var request = TicketRequest.decode(talk.hear());
    var sealing = new TicketSealing(bureau.crypto);
    sealing.requireAuthentic(request, identity(request.identityCertificate()));
    var id = Bytes.of(bureau.crypto.keys().random(TICKET_ID));
    var shared = new PresharedKey(id, bureau.crypto.keys().generate(KeySpec.AES_256));
    tickets.put(id, shared);
    sharedKeys.add(shared.key().copy());
    String address = door.host() + ":" + door.port();
    var ticket = sealing.seal(request, shared, bureau.now(), address, books);
    books.log.add("ticket by " + device.subject().commonName() + " for " + request.module());
    talk.say(Bytes.of(ticket.encode()));
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    door.close();
    tickets.values().forEach(PresharedKey::close);
    sharedKeys.forEach(Key::close);
  }

  /** What is said on one link, seen by whoever stands inside. */
  private static final class Talk {
    private final MessageStream stream;
    private final Bending bending;
    private final List<String> said = new ArrayList<>();
    private final List<Bytes> messages = new ArrayList<>();

    Talk(MessageStream stream, Bending bending) {
      this.stream = stream;
      this.bending = bending;
    }

    void say(Bytes message) throws IOException {
      stream.write(Bytes.of(bent(message.toArray())));
    }

    byte[] hear() throws IOException {
      return bent(stream.read().orElseThrow(() -> new IOException("the other end has left")));
    }

    private byte[] bent(byte[] message) {
      said.add(HexFormat.of().withUpperCase().toHexDigits(message[0]));
      messages.add(Bytes.of(message));
      return bending.bend(message[0] & 0xFF, message);
    }

    boolean otherEndHasLeft() {
      try {
        if (said.equals(SETTLED)) {
          return false;
        }
        return stream.read().isEmpty();
      } catch (IOException e) {
        return true;
      }
    }
  }
}
