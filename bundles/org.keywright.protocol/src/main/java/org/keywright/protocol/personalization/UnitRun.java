// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;

/**
 * The personalization unit's side of one personalization, over whatever link: it speaks first, and
 * answers each message of the module with the next.
 *
 * <p>The link has proved the module's identity by its certificate already. For one thread; the
 * owner closes it when the link is down.
 */
public final class UnitRun implements AutoCloseable {
  private final Cryptography crypto;
  private final Authority authority;
  private final InstantSource clock;
  private final Bytes binding;
  private final Certificate identity;
  private final SerialNumber module;
  private final Transcript transcript;
  private Awaits awaits = Awaits.NOTHING;
  private Optional<Assignment> assignment = Optional.empty();
  private Optional<Awaited> awaited = Optional.empty();
  private Bytes freshness = Bytes.of();
  private Bytes unitNonce = Bytes.of();
  private @Nullable Pake pake;
  private int round = 1;
  private @Nullable Key agreed;
  private byte[] peerShare = {};
  private Optional<Refusal> refusal = Optional.empty();
  private boolean confirmed;

  /** Which message may come. */
  private enum Awaits {
    SETTLEMENT,
    HELLO,
    TAN_ROUND,
    REQUEST,
    ACKNOWLEDGEMENT,
    NOTHING
  }

  /**
   * Begins a run on a link.
   *
   * @param clock gives the time that goes into the order
   * @param binding what binds it to the link, 32 bytes
   * @param identity the certificate that the module showed, checked, and proved to have the key of
   * @throws Refusal 9E35 if the certificate names no module
   */
  public UnitRun(
      Cryptography crypto,
      Authority authority,
      InstantSource clock,
      Bytes binding,
      Certificate identity)
      throws Refusal {
    this.crypto = crypto;
    this.authority = authority;
    this.clock = clock;
    this.binding = binding;
    this.identity = identity;
    this.module = ModuleNames.module(identity);
    this.transcript = new Transcript(binding);
  }

  /** The module that it is about. */
  public SerialNumber module() {
    return module;
  }

  /** The work order, once it is known. */
  public Optional<Bytes> order() {
    return assignment.map(Assignment::order).or(() -> awaited.map(Awaited::order));
  }

  /** Whether the module has confirmed, in this run or, asked about it, an earlier one. */
  public boolean confirmed() {
    return confirmed;
  }

  /** Why the run ended without success, if it did. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /** Says the first message: the question about an earlier run, or the order. */
  public Step begin() {
    try {
      awaited = authority.awaited(module);
      if (awaited.isEmpty()) {
        return orders();
      }
      awaits = Awaits.SETTLEMENT;
      return Step.say(new Settlement(awaited.get().order()).encode());
    } catch (Refusal e) {
      return refuse(e);
    }
  }

  /** Takes a message of the module. */
  public Step receive(byte[] message) {
    try {
      return take(message);
    } catch (TlvException e) {
      return refuse(new Refusal(0x6A80, "the module's message is malformed: " + e.getMessage()));
    } catch (KeyException e) {
      return refuse(new Refusal(0x6988, e.getMessage()));
    } catch (Refusal e) {
      return refuse(e);
    }
  }

  /** The link is gone: what was issued stays unconfirmed, an order before that has failed. */
  public void broken(String words) {
    if (awaits != Awaits.NOTHING) {
      refuse(new Refusal(0x6F00, words));
    }
  }

  /** Ends the run from the unit's side. */
  public Step refuse(Refusal why) {
    return Step.end(Abort.of(end(why, false)).encode());
  }

  private Refusal end(Refusal why, boolean byModule) {
    boolean open = awaited.isEmpty();
    close();
    Refusal reason = why;
    if (open && assignment.isPresent()) {
      try {
        authority.failed(assignment.get(), why, byModule);
      } catch (Refusal e) {
        reason = e;
      }
    }
    refusal = Optional.of(reason);
    return reason;
  }

  private Step take(byte[] message) throws TlvException, KeyException, Refusal {
    if (message.length > 0 && (message[0] & 0xFF) == Abort.TAG) {
      return aborted(Abort.decode(message));
    }
    return switch (awaits) {
      case HELLO -> hello(message);
      case TAN_ROUND -> round(message);
      case REQUEST -> request(message);
      case SETTLEMENT, ACKNOWLEDGEMENT -> acknowledged(message);
      case NOTHING -> throw new Refusal(0x6985, "the run is over");
    };
  }

  private Step aborted(Abort abort) throws Refusal {
    if (awaits == Awaits.SETTLEMENT && abort.status().value() == 0x6A88) {
      authority.notTaken(awaited.orElseThrow());
      awaited = Optional.empty();
      return orders();
    }
    end(
        new Refusal(abort.status().value(), "the module refused: " + abort.status().meaning()),
        true);
    return Step.end();
  }

  private Step orders() throws Refusal {
    var work = authority.begin(module, identity);
    assignment = Optional.of(work);
    var open =
        new Order(
            work.order(),
            work.kind(),
            module,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            work.expiry().truncatedTo(ChronoUnit.SECONDS),
            work.policy(),
            Bytes.of());
    byte[] signature = authority.sign(open.covered(binding));
    awaits = Awaits.HELLO;
    return say(open.signed(Bytes.of(signature)).encode());
  }

  private Step hello(byte[] message) throws TlvException, Refusal {
    var said = Hello.decode(message);
    if (!said.module().equals(module) || !said.identityCertificate().equals(identity.encoded())) {
      throw new Refusal(0x9E02, "the module is another one than the link's");
    }
    if (!said.offers(Hello.STRONG)) {
      throw new Refusal(0x9E04, "the module has no suite in common with the unit");
    }
    var work = assignment.orElseThrow();
    transcript.add(message);
    unitNonce = Bytes.of(crypto.keys().random(Tags.NONCE));
    freshness = Freshness.of(said.nonce(), unitNonce);
    var variation = Bytes.of(crypto.keys().random(Tags.NONCE));
    awaits = work.policy().tan() ? Awaits.TAN_ROUND : Awaits.REQUEST;
    return say(
        new Parameters(
                unitNonce,
                Optional.of(variation),
                Optional.of(authority.certificate().encoded()),
                work.crossCertificate())
            .encode());
  }

  /** The module is a round ahead: so the unit sees whether it knows the TAN before it shows it. */
  private Step round(byte[] message) throws TlvException, KeyException, Refusal {
    var received = TanRound.decode(message);
    if (received.round() != round) {
      throw new Refusal(0x6A80, "another round was awaited");
    }
    byte[] share = received.share().toArray();
    return switch (round) {
      case 1 -> firstRound(message, share);
      case 2 -> {
        transcript.add(message);
        round = TanRound.LAST;
        byte[] second = running().second(peerShare);
        peerShare = share;
        yield say(new TanRound(2, Bytes.of(second)).encode());
      }
      default -> lastRound(message, share);
    };
  }

  private Step firstRound(byte[] message, byte[] share) throws KeyException, Refusal {
    byte[] before = transcript.soFar();
    transcript.add(message);
    try (KeyMaterial tan = authority.tan(assignment.orElseThrow())) {
      Pake begun =
          TanNames.begin(
              crypto.pakes(),
              tan,
              TanNames.unit(authority.certificate()),
              TanNames.module(module),
              before);
      pake = begun;
      peerShare = share;
      round = 2;
      return say(new TanRound(1, Bytes.of(begun.first())).encode());
    }
  }

  private Step lastRound(byte[] message, byte[] share) throws KeyException, Refusal {
    var work = assignment.orElseThrow();
    transcript.add(message);
    byte[] confirmation = running().confirmation(peerShare);
    try {
      agreed = running().confirm(share);
    } catch (KeyException e) {
      throw authority.tanFailed(work);
    }
    authority.tanProved(work);
    awaits = Awaits.REQUEST;
    return say(new TanRound(TanRound.LAST, Bytes.of(confirmation)).encode());
  }

  private Pake running() {
    Pake begun = pake;
    if (begun == null) {
      throw new IllegalStateException("a round came before the key agreement began");
    }
    return begun;
  }

  private Step request(byte[] message) throws TlvException, KeyException, Refusal {
    var received = KeyRequest.decode(message);
    byte[] covered = KeyRequest.covered(transcript, received.request().toArray());
    if (!crypto.ecKeys().verify(identity.publicKey(), covered, received.signature().toArray())) {
      throw new Refusal(0x6988, "the module has not signed with its identity key");
    }
    requireTanMac(received, covered);
    var asked = crypto.certificates().readRequest(received.request().toArray());
    if (!asked.subject().equals(identity.subject())) {
      throw new Refusal(0x9E35, "the request is for another name than the identity's");
    }
    transcript.add(message);
    return issue(asked);
  }

  private void requireTanMac(KeyRequest received, byte[] covered) throws KeyException, Refusal {
    Key key = agreed;
    boolean good;
    if (key == null) {
      good = received.tanMac().isEmpty();
    } else {
      byte[] mac = received.tanMac().map(Bytes::toArray).orElse(new byte[0]);
      good = MessageDigest.isEqual(crypto.hkdf().hmac().mac(key, covered), mac);
    }
    if (!good) {
      throw new Refusal(0x6988, "the request is not bound to the TAN");
    }
  }

  private Step issue(CertificateRequest asked) throws Refusal {
    var work = assignment.orElseThrow();
    var certified = authority.certify(work, identity, asked, freshness);
    var open =
        new Issue(
            certified.module().encoded(),
            certified.central().encoded(),
            certified.central().subject().commonName(),
            certified.centralAddress(),
            Bytes.of());
    byte[] signature = authority.sign(open.covered(transcript));
    byte[] message = open.signed(Bytes.of(signature)).encode();
    transcript.add(message);
    var expected =
        new Awaited(work.order(), module, asked.publicKey(), Bytes.of(transcript.soFar()));
    authority.issued(work, certified, expected);
    awaited = Optional.of(expected);
    awaits = Awaits.ACKNOWLEDGEMENT;
    return Step.say(message);
  }

  private Step acknowledged(byte[] message) throws TlvException, Refusal {
    var received = Acknowledgement.decode(message);
    if (!awaited.orElseThrow().provedBy(received, crypto.ecKeys())) {
      throw new Refusal(0x6988, "the acknowledgement is not by the certified key");
    }
    authority.confirmed(awaited.get());
    confirmed = true;
    close();
    return Step.end();
  }

  private Step say(byte[] message) {
    transcript.add(message);
    return Step.say(message);
  }

  /** Ends the run: no message is taken any more, and what is secret is wiped. */
  @Override
  public void close() {
    awaits = Awaits.NOTHING;
    if (pake != null) {
      pake.close();
    }
    if (agreed != null) {
      agreed.close();
    }
  }
}
