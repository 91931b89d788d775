// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Assignment;
import org.keywright.protocol.personalization.Authority;
import org.keywright.protocol.personalization.Awaited;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.ChannelPeer;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;

/**
 * A personalization unit that keeps its books in memory, and the central system that it serves; a
 * proof chooses what it orders and what it certifies.
 *
 * <p>The settings are for the proof's thread, before a run; the rest is safe for use by many
 * threads.
 */
final class UnitBooks implements Authority {
  /** The usual demands: a variation value and the central system's signature. */
  static final Policy USUAL = new Policy(false, true, true, 30);

  /** The same and a TAN. */
  static final Policy WITH_TAN = new Policy(true, true, true, 30);

  private static final int TRIES = 3;

  final EcKeyPair pair;
  final EcKeyPair centralPair;
  final Certificate certificate;
  final Certificate central;
  final Bytes endorsement;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  volatile Order.Kind kind = Order.Kind.FIRST;
  volatile Policy policy = USUAL;
  volatile Optional<Bytes> crossCertificate;
  volatile Duration orderLife = Duration.ofHours(1);
  volatile Certifying certifying = this::usual;
  private final Bureau bureau;
  private final Map<SerialNumber, Awaited> open = new ConcurrentHashMap<>();
  private volatile OpenTan number = new OpenTan(Optional.empty(), 0, false);

  /** What the unit certifies. */
  interface Certifying {
    Certified certify(Certificate identity, CertificateRequest request, Bytes freshness)
        throws KeyException;
  }

  /** The TAN of the order: its digits until it is used, the tries left, whether it has expired. */
  private record OpenTan(Optional<KeyMaterial> digits, int tries, boolean expired) {}

  UnitBooks(
      Bureau bureau,
      EcKeyPair pair,
      Certificate certificate,
      EcKeyPair centralPair,
      String centralName)
      throws KeyException {
    this.bureau = bureau;
    this.pair = pair;
    this.certificate = certificate;
    this.centralPair = centralPair;
    this.central = certified(KeyPurpose.CENTRAL, centralName, centralPair, Optional.empty());
    var wanted =
        new CertificateTemplate(
            KeyPurpose.ENDORSEMENT, certificate.subject(), pair.publicKey(), central.validity());
    this.endorsement =
        bureau
            .crypto
            .certificates()
            .issue(wanted, new Credential(centralPair.privateKey(), centralChain()))
            .encoded();
    this.crossCertificate = Optional.of(endorsement);
  }

  private Validity validity() {
    var own = certificate.validity();
    var end = bureau.now().plus(Duration.ofDays(30));
    return new Validity(own.notBefore(), end.isBefore(own.notAfter()) ? end : own.notAfter());
  }

  Credential credential() {
    return new Credential(pair.privateKey(), CertificateChain.of(certificate));
  }

  /** What the central system shows. */
  CertificateChain centralChain() {
    return CertificateChain.of(central, certificate);
  }

  /** A certificate by this unit. */
  Certificate certified(KeyPurpose purpose, String name, EcKeyPair of, Optional<Bytes> freshness)
      throws KeyException {
    return bureau
        .crypto
        .certificates()
        .issue(
            new CertificateTemplate(
                purpose,
                DistinguishedName.of(certificate.subject().organization(), name),
                of.publicKey(),
                validity(),
                freshness,
                OptionalInt.empty()),
            credential());
  }

  Certified usual(Certificate identity, CertificateRequest request, Bytes freshness)
      throws KeyException {
    var module =
        bureau
            .crypto
            .certificates()
            .issue(
                new CertificateTemplate(
                    KeyPurpose.MODULE,
                    identity.subject(),
                    request.publicKey(),
                    validity(),
                    Optional.of(freshness),
                    OptionalInt.empty()),
                credential());
    var fresh =
        certified(
            KeyPurpose.CENTRAL,
            central.subject().commonName(),
            centralPair,
            Optional.of(freshness));
    return new Certified(module, fresh, "localhost:9");
  }

  /** Makes a TAN for the next order; it stays these books'. */
  KeyMaterial newTan(KeyMaterial digits, boolean expired) {
    number = new OpenTan(Optional.of(digits), TRIES, expired);
    return digits;
  }

  /** Forgets what was issued and not confirmed. */
  void forget() {
    open.clear();
  }

  /** This unit as the one that opens a local channel. */
  ClientChannel.Client asClient() {
    return new LocalClient(ChannelPeer.UNIT, certificate, pair, KeyPurpose.IDENTITY, bureau);
  }

  /** The central system as the one that opens a local channel. */
  ClientChannel.Client centralAsClient() {
    return new LocalClient(ChannelPeer.CENTRAL, central, centralPair, KeyPurpose.MODULE, bureau);
  }

  /** Who opens a local channel, with which key, for what kind of module. */
  record LocalClient(
      ChannelPeer peer, Certificate certificate, EcKeyPair pair, KeyPurpose asks, Bureau bureau)
      implements ClientChannel.Client {
    @Override
    public byte[] sign(byte[] message) throws Refusal {
      return signed(bureau, pair, message);
    }

    @Override
    public void check(CertificateChain module) throws Refusal {
      try {
        bureau.crypto.certificates().check(module, Trust.in(bureau.root, asks), bureau.now());
      } catch (KeyException e) {
        throw new Refusal(0x9E35, String.valueOf(e.getMessage()));
      }
    }
  }

  private static byte[] signed(Bureau bureau, EcKeyPair pair, byte[] message) throws Refusal {
    try {
      return bureau.crypto.ecKeys().sign(pair.privateKey(), message);
    } catch (KeyException e) {
      throw new Refusal(0x6F00, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Certificate certificate() {
    return certificate;
  }

  @Override
  public Optional<Awaited> awaited(SerialNumber module) {
    return Optional.ofNullable(open.get(module));
  }

  @Override
  public Assignment begin(SerialNumber module, Certificate identity) {
    var id = Bytes.of(bureau.crypto.keys().random(Order.ID_LENGTH));
    return new Assignment(id, kind, bureau.now().plus(orderLife), policy, crossCertificate);
  }

  @Override
  public KeyMaterial tan(Assignment assignment) throws Refusal {
    var now = number;
    if (now.tries == 0) {
      throw new Refusal(0x6983);
    }
    if (now.expired) {
      throw new Refusal(0x9E21);
    }
    var digits = now.digits.orElseThrow(() -> new Refusal(0x9E20)).copy();
    number = new OpenTan(now.digits, now.tries - 1, false);
    return digits;
  }

  @Override
  public void tanProved(Assignment assignment) {
    number = new OpenTan(Optional.empty(), TRIES, false);
    log.add("TAN proved");
  }

  @Override
  public Refusal tanFailed(Assignment assignment) {
    return new Refusal(number.tries == 0 ? 0x6983 : 0x63C0 + number.tries);
  }

  @Override
  public byte[] sign(byte[] message) throws Refusal {
    return signed(bureau, pair, message);
  }

  @Override
  public Certified certify(
      Assignment assignment, Certificate identity, CertificateRequest request, Bytes freshness)
      throws Refusal {
    try {
      return certifying.certify(identity, request, freshness);
    } catch (KeyException e) {
      throw new Refusal(0x6F00, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void issued(Assignment assignment, Certified certified, Awaited awaited) {
    open.put(awaited.module(), awaited);
    log.add("issued");
  }

  @Override
  public void confirmed(Awaited awaited) {
    open.remove(awaited.module());
    log.add("active");
  }

  @Override
  public void notTaken(Awaited awaited) {
    open.remove(awaited.module());
    log.add("not taken");
  }

  @Override
  public void failed(Assignment assignment, Refusal why, boolean byModule) {
    log.add("failed " + why.status().hex() + (byModule ? " by the module" : " by the unit"));
  }
}
