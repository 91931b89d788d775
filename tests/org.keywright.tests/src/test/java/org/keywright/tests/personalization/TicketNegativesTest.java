// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.CertificateChecks;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.Ticket;
import org.keywright.protocol.personalization.TicketRequest;
import org.keywright.protocol.personalization.TicketSealing;

/**
 * A ticket of which anything is another gives no key, and neither does one whose unit signed a seal
 * that was changed before.
 */
class TicketNegativesTest {
  private static final String ADDRESS = "127.0.0.1:9";

  private final Bureau bureau = new Bureau();
  private final Cryptography crypto = bureau.crypto;
  private final EcKeyPair own = crypto.ecKeys().ephemeral();
  private final TicketRequest request = request(own);
  private final PresharedKey shared =
      new PresharedKey(Bytes.of(new byte[16]), crypto.keys().generate(KeySpec.AES_256));

  private static TicketRequest request(EcKeyPair pair) {
    return new TicketRequest(
        SerialNumber.parse("SM-1"),
        Bytes.of((byte) 1),
        Bytes.of(new byte[32]),
        pair.publicKey().point(),
        Bytes.of(new byte[64]));
  }

  private Ticket ticket(Cryptography with) throws Refusal {
    return new TicketSealing(with).seal(request, shared, bureau.now(), ADDRESS, bureau.unit);
  }

  private void open(Ticket ticket, TicketRequest asked, EcKeyPair pair) throws Refusal {
    var checks = new CertificateChecks(crypto.certificates(), bureau.root, List.of(), Bureau.NORTH);
    try (var opened = new TicketSealing(crypto).open(ticket, asked, pair, checks, bureau.now())) {
      assertThat(opened.key().material().sameBytesAs(shared.key().material())).isTrue();
    }
  }

  private void opensNot(Ticket ticket) {
    assertThatThrownBy(() -> open(ticket, request, own))
        .isInstanceOf(Refusal.class)
        .hasMessage("integrity check failed");
  }

  @Test
  void aTicketOpensForItsRequestAndItsKeyAlone() throws Exception {
    Ticket good = ticket(crypto);
    open(good, request, own);
    try (EcKeyPair other = crypto.ecKeys().ephemeral()) {
      assertThatThrownBy(() -> open(good, request(other), other)).isInstanceOf(Refusal.class);
      assertThatThrownBy(() -> open(good, request, other))
          .isInstanceOf(Refusal.class)
          .hasMessage("integrity check failed");
    }
  }

  @Test
  void anythingThatWasChangedIsRefusedInOneWay() throws Exception {
    Ticket good = ticket(crypto);
    var changed = new ArrayList<Ticket>();
    turned(good.id()).forEach(id -> changed.add(with(good, id, good.key(), good.sealed())));
    turned(good.key()).forEach(key -> changed.add(with(good, good.id(), key, good.sealed())));
    turned(good.sealed()).forEach(box -> changed.add(with(good, good.id(), good.key(), box)));
    for (Bytes signature : turned(good.signature())) {
      changed.add(
          new Ticket(
              good.id(),
              good.time(),
              good.expiry(),
              good.address(),
              good.unitCertificate(),
              good.key(),
              good.sealed(),
              signature));
    }
    changed.add(
        new Ticket(
            good.id(),
            good.time(),
            good.expiry().minus(Duration.ofSeconds(1)),
            good.address(),
            good.unitCertificate(),
            good.key(),
            good.sealed(),
            good.signature()));
    assertThat(changed).hasSizeGreaterThan(200);
    changed.forEach(this::opensNot);
  }

  private static Ticket with(Ticket of, Bytes id, Bytes key, Bytes box) {
    return new Ticket(
        id, of.time(), of.expiry(), of.address(), of.unitCertificate(), key, box, of.signature());
  }

  /** With one bit of each byte turned. */
  private static List<Bytes> turned(Bytes good) {
    var all = new ArrayList<Bytes>();
    for (int at = 0; at < good.length(); at++) {
      byte[] changed = good.toArray();
      changed[at] ^= (byte) (1 << at % 8);
      all.add(Bytes.of(changed));
    }
    return all;
  }

  @Test
  void aChangedSealUnderARightSignatureIsRefusedInTheSameWay() throws Exception {
    int length = ticket(crypto).sealed().length();
    for (int at = 0; at < length; at++) {
      opensNot(ticket(bending(at)));
    }
  }

  /** What a unit computes with whose seals come out with one bit turned. */
  private Cryptography bending(int at) {
    Sealing real = crypto.sealing();
    Sealing bent =
        new Sealing() {
          @Override
          public byte[] seal(Key key, byte[] belongsTo, KeyMaterial secret) throws KeyException {
            byte[] sealed = real.seal(key, belongsTo, secret);
            sealed[at] ^= (byte) (1 << at % 8);
            return sealed;
          }

          @Override
          public KeyMaterial open(Key key, byte[] belongsTo, byte[] sealed) throws KeyException {
            return real.open(key, belongsTo, sealed);
          }

          @Override
          public byte[] code(Key key, byte[] stored) throws KeyException {
            return real.code(key, stored);
          }
        };
    return new Cryptography(
        crypto.ecKeys(),
        crypto.hkdf(),
        crypto.pakes(),
        crypto.certificates(),
        crypto.keys(),
        crypto.keyBlocks(),
        bent,
        crypto.cbc(),
        crypto.literal());
  }
}
