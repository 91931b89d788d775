// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Suite;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Renewal;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.PairingKeys;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingRequest;
import org.keywright.vault.PairingRequest.Attestation;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The order of the centre to one host over one link: decided, numbered, sent, noted. */
final class HostOrdering {
  private static final CentreRules RULES = new CentreRules();

  private final Services services;
  private final Vault vault;
  private final Grant grant;
  private final PairingUnit unit;
  private final InstantSource clock;

  HostOrdering(Services services, Vault vault, Grant grant, PairingUnit unit, InstantSource clock) {
    this.services = services;
    this.vault = vault;
    this.grant = grant;
    this.unit = unit;
    this.clock = clock;
  }

  /** A host that was identified, with the suite of its estate. */
  private record Known(PairingHost row, SerialNumber id, Suite suite, HostStatus status) {}

  /** Gives the host another cryptogram, and another leaf if it shall have one. */
  PairingCase renew(Renewal wanted)
      throws LinkException, ModuleException, KeyException, VaultException {
    Known host = identified();
    int generation =
        wanted.generation().isPresent()
            ? wanted.generation().getAsInt()
            : EstateRoots.generations(vault, host.row().estate()).getLast().generation();
    requireNotRevoked(host.row().estate(), generation);
    int leafGeneration = wanted.keyGeneration().orElse(host.row().keyGeneration());
    try (Key now = leafOf(host);
        Key next = leaf(host, leafGeneration);
        Key generationKey = grant.root(RootPurpose.CY_KEY, host.row().estate(), generation)) {
      Bytes cryptogram =
          cryptogram(host, generationKey, generation, leafGeneration, wanted.expiry(), next);
      PairingCase decided = decide(host);
      send(host, now, next, generation, cryptogram, decided);
      vault.pairings().renew(grant, host.row().id(), generation, leafGeneration);
      return decided;
    }
  }

  private Known identified() throws LinkException, ModuleException, KeyException, VaultException {
    unit.select(Application.MH);
    HostStatus status = unit.hostStatus();
    if (!status.installed()) {
      throw new KeyException(unit.on("STATUS") + ": the host is blank; pair:produce gives it keys");
    }
    String id = status.host().toString();
    PairingHost row =
        vault
            .pairings()
            .host(id)
            .orElseThrow(() -> new VaultException("the centre knows no host '" + id + "'"));
    PairingEstate estate = vault.pairings().requireEstate(row.estate());
    return new Known(row, status.host(), services.suites().require(estate.suite()), status);
  }

  private void requireNotRevoked(String estate, int generation) throws VaultException {
    if (EstateRoots.revoked(vault, estate, generation)) {
      throw new VaultException(
          "generation %d of estate %s is revoked: no host gets a cryptogram of it"
              .formatted(generation, estate));
    }
  }

  /**
   * The leaf that the host has. It need not be that of the books: an order before this one may have
   * reached it, whose answer was lost.
   */
  private Key leafOf(Known host) throws KeyException, VaultException {
    var generations = new ArrayList<Integer>();
    generations.add(host.row().keyGeneration());
    EstateRoots.active(vault, RootPurpose.HOST_ROOT, host.row().estate()).reversed().stream()
        .map(RootKey::generation)
        .filter(generation -> generation != host.row().keyGeneration())
        .forEach(generations::add);
    for (int generation : generations) {
      Key leaf = leaf(host, generation);
      if (services.keys().kcv(leaf).value().equals(host.status().kcv())) {
        return leaf;
      }
      leaf.close();
    }
    throw new KeyException(
        unit.on("STATUS") + ": the host's leaf comes from none of the estate's host roots");
  }

  private Key leaf(Known host, int generation) throws KeyException, VaultException {
    try (Key root = grant.root(RootPurpose.HOST_ROOT, host.row().estate(), generation)) {
      return PairingKeys.hostKey(host.suite(), root, host.id());
    }
  }

  private static Bytes cryptogram(
      Known host, Key generationKey, int generation, int leafGeneration, long expiry, Key leaf)
      throws KeyException {
    try (var record =
        new HostKeyRecord(generation, leafGeneration, expiry, host.id().value(), leaf.copy())) {
      return Cryptogram.seal(host.suite(), generationKey, record);
    }
  }

  private PairingCase decide(Known host) throws KeyException, VaultException {
    PairingCase decided =
        vault
            .pairings()
            .decide(
                grant,
                new PairingRequest(
                    PairingCase.Kind.RENEWAL,
                    "",
                    host.row().id(),
                    OptionalLong.empty(),
                    Attestation.NONE,
                    clock.instant()),
                RULES);
    if (!decided.granted()) {
      throw new KeyException(
          "the renewal of %s is refused (case %d): %s"
              .formatted(host.id(), decided.number(), Ground.valueOf(decided.ground()).words()));
    }
    return decided;
  }

  private void send(
      Known host, Key now, Key next, int generation, Bytes cryptogram, PairingCase decided)
      throws LinkException, ModuleException, KeyException {
    Bytes kcv = services.keys().kcv(next).value();
    boolean other = !kcv.equals(host.status().kcv());
    try (var orders = new HostOrders(host.suite(), now, host.id())) {
      var order =
          orders.renew(
              decided.order(),
              generation,
              cryptogram,
              other ? Optional.of(next) : Optional.empty());
      var in = TlvReader.of(unit.send("RENEW", order));
      byte[] answered = in.take(0x96, HostStatus.KCV_LENGTH);
      in.end();
      if (!MessageDigest.isEqual(kcv.toArray(), answered)) {
        throw new AuthenticityException(
            unit.on("RENEW"), "the host's check value is not that of its leaf");
      }
    } catch (TlvException e) {
      throw unit.malformed("RENEW", e);
    }
  }
}
