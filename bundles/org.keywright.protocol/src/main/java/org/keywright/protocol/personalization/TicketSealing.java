// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.Refusal;

/**
 * Tickets: how a module asks for one, a unit seals it, and the module opens it.
 *
 * <p>Keeps nothing. Safe for use by many threads.
 */
public final class TicketSealing {
  /** How long a ticket is good, and how long a module waits for one. */
  public static final Duration LIFE = Duration.ofMinutes(5);

  private final Cryptography crypto;

  /** Makes the procedures. */
  public TicketSealing(Cryptography crypto) {
    this.crypto = crypto;
  }

  /**
   * Makes a module's request.
   *
   * @param key the ephemeral key to which the ticket is to be sealed
   */
  public TicketRequest request(ModuleMemory memory, EcPublicKey key) throws KeyException {
    var open =
        new TicketRequest(
            memory.module(),
            memory.identityCertificate().encoded(),
            Bytes.of(crypto.keys().random(Tags.NONCE)),
            key.point(),
            Bytes.of());
    return open.signed(Bytes.of(memory.signWithIdentity(open.covered())));
  }

  /**
   * Checks in the unit that a request is by the key of its identity certificate, which the unit has
   * checked itself.
   *
   * @throws Refusal 9E02 if the certificate is for another module, 6988 if the signature is wrong
   */
  public void requireAuthentic(TicketRequest request, Certificate identity) throws Refusal {
    if (!identity.encoded().equals(request.identityCertificate())
        || !ModuleNames.module(identity).equals(request.module())) {
      throw new Refusal(0x9E02, "the request is for another module");
    }
    byte[] signature = request.signature().toArray();
    if (!crypto.ecKeys().verify(identity.publicKey(), request.covered(), signature)) {
      throw new Refusal(0x6988, "the module has not signed the request");
    }
  }

  /**
   * Seals a ticket for a request.
   *
   * @param shared the pre-shared key, which stays the caller's; its identity becomes the ticket's
   *     id
   * @param time now
   * @param address where the unit is reached
   * @throws Refusal if the request's key is no key, or the unit cannot sign
   */
  public Ticket seal(
      TicketRequest request, PresharedKey shared, Instant time, String address, Authority authority)
      throws Refusal {
    try (EcKeyPair own = crypto.ecKeys().ephemeral();
        Key seal = sealKey(request, own, EcPublicKey.of(request.key().toArray()))) {
      byte[] sealed =
          crypto
              .sealing()
              .seal(seal, belongsTo(request, shared.identity()), shared.key().material());
      var open =
          new Ticket(
              shared.identity(),
              time,
              time.plus(LIFE),
              address,
              authority.certificate().encoded(),
              own.publicKey().point(),
              Bytes.of(sealed),
              Bytes.of());
      return open.signed(Bytes.of(authority.sign(open.covered(request))));
    } catch (KeyException e) {
      throw new Refusal(0x6988, "a ticket cannot be sealed to the key of the request");
    }
  }

  /**
   * Opens a ticket in the module; the receiver owns the key.
   *
   * @param own the ephemeral pair of the request
   * @param trusted the newest signed time that the module has seen
   * @throws Refusal 9E34, 9E35 or 9E36 for the unit's certificate, 6988 for signature or seal, 9E23
   *     if it has expired
   */
  public PresharedKey open(
      Ticket ticket,
      TicketRequest request,
      EcKeyPair own,
      CertificateChecks checks,
      Instant trusted)
      throws Refusal {
    Instant now = ticket.time().isBefore(trusted) ? trusted : ticket.time();
    Certificate unit = checks.unit(ticket.unitCertificate(), now);
    byte[] signature = ticket.signature().toArray();
    if (!crypto.ecKeys().verify(unit.publicKey(), ticket.covered(request), signature)) {
      throw new Refusal(0x6988);
    }
    if (ticket.expiry().isBefore(now) || ticket.expiry().isAfter(ticket.time().plus(LIFE))) {
      throw new Refusal(0x9E23);
    }
    try (Key seal = sealKey(request, own, EcPublicKey.of(ticket.key().toArray()))) {
      KeyMaterial key =
          crypto.sealing().open(seal, belongsTo(request, ticket.id()), ticket.sealed().toArray());
      return new PresharedKey(ticket.id(), Key.of(Hkdf.PSEUDORANDOM_KEY, key));
    } catch (KeyException e) {
      throw new Refusal(0x6988);
    }
  }

  private Key sealKey(TicketRequest request, EcKeyPair own, EcPublicKey other) throws KeyException {
    byte[] info = "KW2.TICKET.SEAL".getBytes(StandardCharsets.US_ASCII);
    try (KeyMaterial secret = crypto.ecKeys().agree(own.privateKey(), other);
        Key pseudorandom = crypto.hkdf().extract(Sha256.of(request.encode()), secret)) {
      return crypto.hkdf().expand(pseudorandom, info, KeySpec.AES_256);
    }
  }

  private static byte[] belongsTo(TicketRequest request, Bytes id) {
    return Labelled.bytes("KW2.TICKET.SEAL", Sha256.of(request.encode()), id.toArray());
  }
}
