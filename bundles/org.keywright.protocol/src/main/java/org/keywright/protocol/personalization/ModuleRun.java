// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.Refusal;
import org.keywright.transport.TlvException;

/**
 * The module's side of one personalization, over whatever link: each message of the unit gets one
 * answer.
 *
 * <p>A link that is authenticated and protected is there already; it gives 32 bytes that bind the
 * run to it, and the certificate that the unit showed. For one thread; the owner closes it when the
 * link is down, which wipes what is secret in it. What a fault of the module's memory throws passes
 * through.
 */
public final class ModuleRun implements AutoCloseable {
  private final Cryptography crypto;
  private final ModuleMemory memory;
  private final CertificateChecks checks;
  private final Certificate unit;
  private final Bytes binding;
  private final Transcript transcript;
  private Awaits awaits = Awaits.ORDER;
  private boolean entered;
  private @Nullable Order order;
  private @Nullable Hello hello;
  private @Nullable Parameters parameters;
  private @Nullable Pake pake;
  private int round = 1;
  private @Nullable EcKeyPair moduleKey;
  private Optional<Refusal> refusal = Optional.empty();

  /** Which message may come. */
  private enum Awaits {
    ORDER,
    PARAMETERS,
    TAN_ROUND,
    ISSUE,
    NOTHING
  }

  /**
   * Begins a run on a link.
   *
   * @param binding what binds it to the link, 32 bytes
   * @param unit the certificate that the unit showed, and proved to have the key of
   */
  public ModuleRun(Cryptography crypto, ModuleMemory memory, Bytes binding, Certificate unit) {
    this.crypto = crypto;
    this.memory = memory;
    this.checks = CertificateChecks.of(crypto, memory);
    this.unit = unit;
    this.binding = binding;
    this.transcript = new Transcript(binding);
  }

  /** Whether the module is in the personalization state. */
  public boolean entered() {
    return entered;
  }

  /** Whether it takes no message any more: the link is to be closed. */
  public boolean over() {
    return awaits == Awaits.NOTHING;
  }

  /** Why the run ended without success, if it did. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /** Takes a message of the unit. */
  public Step receive(byte[] message) {
    try {
      return take(message);
    } catch (TlvException e) {
      return refuse(new Refusal(0x6A80, e.getMessage()));
    } catch (KeyException e) {
      return refuse(new Refusal(0x6988, "a key or a share of one is refused"));
    } catch (Refusal e) {
      return refuse(e);
    }
  }

  /** Ends the run from the module's side. */
  public Step refuse(Refusal why) {
    refusal = Optional.of(why);
    close();
    return Step.end(Abort.of(why).encode());
  }

  private Step take(byte[] message) throws TlvException, KeyException, Refusal {
    int tag = message.length == 0 ? 0 : message[0] & 0xFF;
    if (tag == Abort.TAG) {
      var abort = Abort.decode(message);
      refusal = Optional.of(new Refusal(abort.status().value()));
      close();
      return Step.end();
    }
    return switch (awaits) {
      case ORDER -> tag == Settlement.TAG ? settle(message) : begin(message);
      case PARAMETERS -> parameters(message);
      case TAN_ROUND -> round(message);
      case ISSUE -> issue(message);
      case NOTHING -> throw new Refusal(0x6985);
    };
  }

  private Step settle(byte[] message) throws TlvException {
    var asked = Settlement.decode(message);
    return memory
        .acknowledgement()
        .filter(kept -> kept.order().equals(asked.order()))
        .map(kept -> Step.say(kept.encode()))
        .orElseGet(() -> Step.say(Abort.of(new Refusal(0x6A88)).encode()));
  }

  private Step begin(byte[] message) throws TlvException, Refusal {
    var received = Order.decode(message);
    byte[] covered = received.covered(binding);
    if (!crypto.ecKeys().verify(unit.publicKey(), covered, received.signature().toArray())) {
      throw new Refusal(0x6982);
    }
    if (!received.module().equals(memory.module())) {
      throw new Refusal(0x9E02);
    }
    Instant now = now(received);
    checks.unit(unit.encoded(), now);
    if (received.expiry().isBefore(now)) {
      throw new Refusal(0x6982, "the order has expired");
    }
    if (!received.policy().meets(memory.policyFloor())) {
      throw new Refusal(0x9E04);
    }
    boolean replaces = memory.state() == LifeCycle.OPERATIONAL;
    if (memory.state() != LifeCycle.IDENTIFIED
        && !(replaces && received.kind() == Order.Kind.RENEWAL)) {
      throw new Refusal(0x6985);
    }
    memory.enter();
    entered = true;
    order = received;
    transcript.add(message);
    var said =
        new Hello(
            memory.module(),
            memory.identityCertificate().encoded(),
            Bytes.of(crypto.keys().random(Tags.NONCE)),
            memory.firmwareDigest(),
            Bytes.of((byte) Hello.STRONG),
            memory.trustedTime(),
            memory.wantedCentral());
    hello = said;
    awaits = Awaits.PARAMETERS;
    return say(said.encode());
  }

  /** Modules have no clock: the signed time counts, but never one before the newest seen. */
  private Instant now(Order received) {
    Instant newest = memory.trustedTime();
    return received.time().isBefore(newest) ? newest : received.time();
  }

  private Step parameters(byte[] message) throws TlvException, KeyException, Refusal {
    var received = Parameters.decode(message);
    var policy = orderOfRun().policy();
    if (policy.variation() && received.variation().isEmpty()) {
      throw new Refusal(0x6A80, "the variation value is missing");
    }
    Bytes shown = received.unitCertificate().orElseThrow(() -> new Refusal(0x9E30));
    if (!shown.equals(unit.encoded())) {
      throw new Refusal(0x9E34, "the certificate is another one than the link's");
    }
    parameters = received;
    transcript.add(message);
    return policy.tan() ? firstRound() : request(Optional.empty());
  }

  private Step firstRound() throws KeyException, Refusal {
    try (KeyMaterial tan = memory.takeTan().orElseThrow(() -> new Refusal(0x9E24))) {
      Pake begun =
          TanNames.begin(
              crypto.pakes(),
              tan,
              TanNames.module(memory.module()),
              TanNames.unit(unit),
              transcript.soFar());
      pake = begun;
      awaits = Awaits.TAN_ROUND;
      return say(new TanRound(1, Bytes.of(begun.first())).encode());
    }
  }

  private Step round(byte[] message) throws TlvException, KeyException, Refusal {
    var received = TanRound.decode(message);
    Pake running = pake;
    if (running == null || received.round() != round) {
      throw new Refusal(0x6A80, "another round was awaited");
    }
    transcript.add(message);
    byte[] share = received.share().toArray();
    switch (received.round()) {
      case 1 -> {
        round = 2;
        return say(new TanRound(2, Bytes.of(running.second(share))).encode());
      }
      case 2 -> {
        round = TanRound.LAST;
        return say(new TanRound(3, Bytes.of(running.confirmation(share))).encode());
      }
      default -> {
        try (Key agreed = confirmed(running, share)) {
          return request(Optional.of(agreed));
        }
      }
    }
  }

  private static Key confirmed(Pake running, byte[] share) throws Refusal {
    try {
      return running.confirm(share);
    } catch (KeyException e) {
      throw new Refusal(0x9E24, "the unit does not know the TAN");
    }
  }

  private Step request(Optional<Key> agreed) throws KeyException, Refusal {
    byte[] variation = parametersOfRun().variation().map(Bytes::toArray).orElse(new byte[0]);
    EcKeyPair made = crypto.ecKeys().generate(memory.noise(), variation);
    moduleKey = made;
    var subject = memory.identityCertificate().subject();
    byte[] encoded = crypto.certificates().request(made.privateKey(), subject).encoded().toArray();
    byte[] covered = KeyRequest.covered(transcript, encoded);
    byte[] signature = memory.signWithIdentity(covered);
    Optional<Bytes> mac = Optional.empty();
    if (agreed.isPresent()) {
      mac = Optional.of(Bytes.of(crypto.hkdf().hmac().mac(agreed.get(), covered)));
    }
    awaits = Awaits.ISSUE;
    return say(new KeyRequest(Bytes.of(encoded), Bytes.of(signature), mac).encode());
  }

  /** The five checks, in the order of claim 7 and all or nothing; then one commit, then ED. */
  private Step issue(byte[] message) throws TlvException, KeyException, Refusal {
    var received = Issue.decode(message);
    var sent = parametersOfRun();
    Instant now = now(orderOfRun());
    if (received.centralCertificate().length() == 0) {
      throw new Refusal(0x9E31);
    }
    checks.unit(unit.encoded(), now);
    if (orderOfRun().policy().crossCertificate() || sent.crossCertificate().isPresent()) {
      Bytes cross = sent.crossCertificate().orElseThrow(() -> new Refusal(0x9E33));
      checks.endorsement(cross, received.centralCertificate(), unit, now);
    }
    byte[] covered = received.covered(transcript);
    if (!crypto.ecKeys().verify(unit.publicKey(), covered, received.signature().toArray())) {
      throw new Refusal(0x6988, "the signature of the unit is wrong");
    }
    Bytes fresh = Freshness.of(helloOfRun().nonce(), sent.nonce());
    EcKeyPair made = keyOfRun();
    var moduleCertificate =
        checks.module(
            received.moduleCertificate(),
            unit,
            memory.identityCertificate(),
            made.publicKey(),
            fresh,
            now);
    var centralCertificate = checks.central(received.centralCertificate(), unit, fresh, now);
    requireWanted(received.centralName(), centralCertificate);
    transcript.add(message);
    var acknowledgement = acknowledge(made);
    moduleKey = null;
    memory.commit(
        new Personalized(
            made,
            moduleCertificate,
            unit,
            centralCertificate,
            received.centralName(),
            received.centralAddress(),
            now,
            acknowledgement));
    close();
    return Step.end(acknowledgement.encode());
  }

  private void requireWanted(String name, Certificate central) throws Refusal {
    String wanted = memory.wantedCentral();
    if (!central.subject().commonName().equals(name)
        || !(wanted.isEmpty() || wanted.equals(name))) {
      throw new Refusal(0x9E31, "it is not the central system that is wanted");
    }
  }

  private Acknowledgement acknowledge(EcKeyPair made) throws KeyException {
    Bytes digest = Bytes.of(transcript.soFar());
    Bytes id = orderOfRun().id();
    byte[] covered = Acknowledgement.covered(id, digest);
    return new Acknowledgement(
        id, digest, Bytes.of(crypto.ecKeys().sign(made.privateKey(), covered)));
  }

  private Step say(byte[] message) {
    transcript.add(message);
    return Step.say(message);
  }

  private Order orderOfRun() {
    return required(order);
  }

  private Hello helloOfRun() {
    return required(hello);
  }

  private Parameters parametersOfRun() {
    return required(parameters);
  }

  private EcKeyPair keyOfRun() {
    return required(moduleKey);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a message came to be taken before its turn");
    }
    return value;
  }

  /** Ends the run: no message is taken any more, and what is secret is wiped. */
  @Override
  public void close() {
    awaits = Awaits.NOTHING;
    if (pake != null) {
      pake.close();
    }
    if (moduleKey != null) {
      moduleKey.close();
    }
  }
}
