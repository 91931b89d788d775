// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
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

/** A personalization unit with its books in memory, every answer of which a test may choose. */
final class Books implements Authority {
  /** The plain demands: a variation value and the central system's signature. */
  static final Policy USUAL = new Policy(false, true, true, 30);

  final EcKeyPair pair;
  final EcKeyPair centralPair;
  final Certificate central;
  final Certificate endorsement;
  final Map<SerialNumber, Awaited> open = new HashMap<>();
  final Map<SerialNumber, Bytes> active = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
  final List<String> log = new ArrayList<>();
  Certificate shown;
  Order.Kind kind = Order.Kind.FIRST;
  Policy policy = USUAL;
  Optional<Bytes> crossCertificate;
  Duration orderLife = Duration.ofHours(1);
  Optional<byte[]> tan = Optional.empty();
  int tries = 3;
  Certifying certifying = this::usual;
  private final Bureau bureau;
  private final Certificate certificate;
  private final Certificate root;
  private int orders;

  /** What a unit certifies. */
  interface Certifying {
    Certified certify(Certificate identity, CertificateRequest request, Bytes freshness)
        throws KeyException;
  }

  Books(
      Bureau bureau,
      EcKeyPair pair,
      Certificate certificate,
      EcKeyPair centralPair,
      String centralName)
      throws KeyException {
    this.bureau = bureau;
    this.root = bureau.root;
    this.pair = pair;
    this.certificate = certificate;
    this.shown = certificate;
    this.centralPair = centralPair;
    this.central = centralCertificate(centralName, Optional.empty());
    this.endorsement =
        bureau
            .crypto
            .certificates()
            .issue(
                new CertificateTemplate(
                    KeyPurpose.ENDORSEMENT, certificate.subject(), pair.publicKey(), validity()),
                new Credential(
                    centralPair.privateKey(), CertificateChain.of(central, certificate)));
    this.crossCertificate = Optional.of(endorsement.encoded());
  }

  /** With certificates that are there already. */
  Books(
      Bureau bureau,
      Certificate root,
      EcKeyPair pair,
      Certificate certificate,
      EcKeyPair centralPair,
      Certificate central,
      Certificate endorsement) {
    this.bureau = bureau;
    this.root = root;
    this.pair = pair;
    this.certificate = certificate;
    this.shown = certificate;
    this.centralPair = centralPair;
    this.central = central;
    this.endorsement = endorsement;
    this.crossCertificate = Optional.of(endorsement.encoded());
  }

  /** Forgets all runs, as if there had been none. */
  void forget() {
    open.clear();
    active.clear();
    log.clear();
    orders = 0;
    tries = 3;
  }

  Validity validity() {
    return Validity.of(bureau.now().minus(Duration.ofHours(1)), Duration.ofDays(30));
  }

  Credential credential() {
    return new Credential(pair.privateKey(), CertificateChain.of(certificate));
  }

  Certificate centralCertificate(String name, Optional<Bytes> freshness) throws KeyException {
    return bureau
        .crypto
        .certificates()
        .issue(
            new CertificateTemplate(
                KeyPurpose.CENTRAL,
                Bureau.name(certificate.subject().organization(), name),
                centralPair.publicKey(),
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
    var fresh = centralCertificate(central.subject().commonName(), Optional.of(freshness));
    return new Certified(module, fresh, "localhost:7900");
  }

  /** This unit as the one that opens a local channel. */
  ClientChannel.Client asClient() {
    return new ClientChannel.Client() {
      @Override
      public ChannelPeer peer() {
        return ChannelPeer.UNIT;
      }

      @Override
      public Certificate certificate() {
        return shown;
      }

      @Override
      public byte[] sign(byte[] message) throws Refusal {
        return Books.this.sign(message);
      }

      @Override
      public void check(CertificateChain module) throws Refusal {
        try {
          bureau
              .crypto
              .certificates()
              .check(module, Trust.in(root, KeyPurpose.IDENTITY), bureau.now());
        } catch (KeyException e) {
          throw new Refusal(0x9E35, e.getMessage());
        }
      }
    };
  }

  /** The central system as the one that opens a local channel. */
  ClientChannel.Client centralAsClient() {
    return new ClientChannel.Client() {
      @Override
      public ChannelPeer peer() {
        return ChannelPeer.CENTRAL;
      }

      @Override
      public Certificate certificate() {
        return central;
      }

      @Override
      public byte[] sign(byte[] message) throws Refusal {
        return signed(centralPair, message);
      }

      @Override
      public void check(CertificateChain module) throws Refusal {
        try {
          bureau
              .crypto
              .certificates()
              .check(module, Trust.in(root, KeyPurpose.MODULE), bureau.now());
        } catch (KeyException e) {
          throw new Refusal(0x9E35, e.getMessage());
        }
      }
    };
  }

  @Override
  public Certificate certificate() {
    return shown;
  }

  @Override
  public Optional<Awaited> awaited(SerialNumber module) {
    return Optional.ofNullable(open.get(module));
  }

  @Override
  public Assignment begin(SerialNumber module, Certificate identity) {
    byte[] id = new byte[Order.ID_LENGTH];
    id[Order.ID_LENGTH - 1] = (byte) ++orders;
    return new Assignment(
        Bytes.of(id), kind, bureau.now().plus(orderLife), policy, crossCertificate);
  }

  @Override
  public KeyMaterial tan(Assignment assignment) throws Refusal {
    if (tries == 0) {
      throw new Refusal(0x6983);
    }
    tries--;
    return KeyMaterial.copyOf(tan.orElseThrow(() -> new Refusal(0x9E20)));
  }

  @Override
  public void tanProved(Assignment assignment) {
    tan = Optional.empty();
    log.add("TAN proved");
  }

  @Override
  public Refusal tanFailed(Assignment assignment) {
    return new Refusal(tries == 0 ? 0x6983 : 0x63C0 + tries);
  }

  @Override
  public byte[] sign(byte[] message) throws Refusal {
    return signed(pair, message);
  }

  private byte[] signed(EcKeyPair signer, byte[] message) throws Refusal {
    try {
      return bureau.crypto.ecKeys().sign(signer.privateKey(), message);
    } catch (KeyException e) {
      throw new Refusal(0x6F00, e.getMessage());
    }
  }

  @Override
  public Certified certify(
      Assignment assignment, Certificate identity, CertificateRequest request, Bytes freshness)
      throws Refusal {
    try {
      return certifying.certify(identity, request, freshness);
    } catch (KeyException e) {
      throw new Refusal(0x6F00, e.getMessage());
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
    active.put(awaited.module(), awaited.order());
    log.add("confirmed");
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
