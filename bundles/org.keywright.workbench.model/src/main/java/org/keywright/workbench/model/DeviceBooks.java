// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.crypto.Suites;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.vault.ActLog;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Devices;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.ItemRecord;
import org.keywright.vault.ItemState;
import org.keywright.vault.KeySet;
import org.keywright.vault.Pairing;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.model.DeviceFile.ChainLink;
import org.keywright.workbench.model.DeviceFile.Happening;
import org.keywright.workbench.model.DeviceFile.LoadedPlace;

/**
 * Reads what a vault's books have about one device.
 *
 * @param vault whose books
 * @param suites what suites are called
 * @param serial which device
 */
record DeviceBooks(Vault vault, Suites suites, String serial) {
  private static final int MOST = 500;
  private static final int LONGEST_CHAIN = 8;

  DeviceFile file() throws VaultException {
    Optional<Devices.Device> device = vault.devices().find(serial);
    Optional<String> endpoint = device.map(Devices.Device::endpoint);
    List<LoadedPlace> places = places(endpoint);
    List<Pairing> pairings = vault.pairings().pairings(serial);
    List<IssuedCertificate> certificates = vault.certificates().of(serial);
    return new DeviceFile(
        serial,
        endpoint,
        device.map(Devices.Device::keySet).orElse(""),
        identity(device),
        life(places, pairings, certificates),
        places,
        pairings,
        chain(certificates),
        history());
  }

  private List<Fact> identity(Optional<Devices.Device> device) throws VaultException {
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("device.serial", serial));
    device.ifPresent(
        known -> {
          facts.add(Fact.of("device.endpoint", known.endpoint()));
          facts.add(Fact.of("device.seen", Moments.text(known.lastSeen())));
          if (!known.keySet().isEmpty()) {
            facts.add(Fact.of("device.keyset", known.keySet()));
          }
        });
    vault
        .pairings()
        .module(serial)
        .ifPresent(
            module -> {
              facts.add(Fact.of("device.estate", module.estate()));
              facts.add(Fact.of("device.generation", module.generation()));
              facts.add(Fact.of("device.hosts", module.hosts()));
              facts.add(Fact.of("device.places", module.places()));
            });
    vault
        .pairings()
        .host(serial)
        .ifPresent(
            host -> {
              facts.add(Fact.of("device.estate", host.estate()));
              facts.add(Fact.of("device.generation", host.generation()));
            });
    return facts;
  }

  /** A module that was named by its endpoint is in those jobs under that name. */
  private List<LoadedPlace> places(Optional<String> endpoint) throws VaultException {
    var items = new ArrayList<>(vault.jobs().of(serial, MOST));
    if (endpoint.isPresent()) {
      vault.jobs().of(endpoint.get(), MOST).stream()
          .filter(item -> serial.equals(item.facts().get("serial")))
          .forEach(items::add);
    }
    Map<String, ItemRecord> newest = new LinkedHashMap<>();
    items.stream()
        .filter(item -> !item.place().isEmpty() && counts(item.state()))
        .sorted(Comparator.comparing(ItemRecord::at).reversed())
        .forEach(item -> newest.putIfAbsent(item.place(), item));
    var places = new ArrayList<LoadedPlace>();
    for (ItemRecord item : newest.values()) {
      places.add(place(item));
    }
    places.sort(Comparator.comparing(LoadedPlace::place, DeviceBooks::byNumber));
    return places;
  }

  /** What was refused or not reached changed nothing in the module. */
  private static boolean counts(ItemState state) {
    return state == ItemState.DONE || state == ItemState.SENT || state == ItemState.UNKNOWN;
  }

  private static int byNumber(String one, String other) {
    return one.length() == other.length() ? one.compareTo(other) : one.length() - other.length();
  }

  private LoadedPlace place(ItemRecord item) throws VaultException {
    Map<String, String> facts = item.facts();
    String kcv = facts.getOrDefault("kcv", "");
    String method = facts.getOrDefault("kcvMethod", "");
    return new LoadedPlace(
        item.place(),
        facts.getOrDefault("key", ""),
        facts.getOrDefault("kvn", ""),
        kcv.isEmpty() || method.isEmpty() ? kcv : kcv + " (" + method + ")",
        suite(facts.getOrDefault("keySet", "")),
        item.state(),
        item.job(),
        item.at());
  }

  private String suite(String keySet) throws VaultException {
    return vault
        .keySets()
        .find(keySet)
        .map(KeySet::suite)
        .map(id -> suites.find(id).map(Object::toString).orElse("%02X".formatted(id)))
        .orElse("");
  }

  private DeviceLife life(
      List<LoadedPlace> places, List<Pairing> pairings, List<IssuedCertificate> certificates)
      throws VaultException {
    var module = vault.pairings().module(serial);
    if (module.isPresent()) {
      return DeviceLives.ofPaired(module.get().created(), pairings, revoked(module.get().estate()));
    }
    var host = vault.pairings().host(serial);
    if (host.isPresent()) {
      return DeviceLives.ofPaired(host.get().created(), List.of(), revoked(host.get().estate()));
    }
    return certificates.isEmpty()
        ? DeviceLife.ofUnit(
            places.stream()
                .filter(LoadedPlace::sure)
                .map(LoadedPlace::at)
                .min(Comparator.naturalOrder()))
        : DeviceLives.ofCertified(certificates);
  }

  private Optional<Instant> revoked(String estate) throws VaultException {
    return vault.pairings().revocations(estate).stream()
        .filter(each -> each.kind() != PairingRevocation.Kind.GENERATION)
        .filter(each -> each.subject().equals(serial))
        .map(PairingRevocation::at)
        .findFirst();
  }

  /**
   * The newest certificate that counts, then the one of each issuer above it: a unit certifies by
   * what the manufacturer has given it, and not by how a central system has endorsed it.
   */
  private List<ChainLink> chain(List<IssuedCertificate> certificates) throws VaultException {
    var links = new ArrayList<ChainLink>();
    Optional<IssuedCertificate> next =
        certificates.stream()
            .filter(certificate -> certificate.state() != CertificateState.REVOKED)
            .findFirst()
            .or(() -> certificates.stream().findFirst());
    while (next.isPresent() && links.size() < LONGEST_CHAIN) {
      IssuedCertificate certificate = next.get();
      links.add(ChainLink.of(certificate));
      next =
          vault.certificates().of(certificate.issuer().name()).stream()
              .filter(above -> above.state() != CertificateState.REVOKED)
              .filter(above -> above.purpose() == KeyPurpose.PERSONALIZER)
              .filter(above -> above.number() != certificate.number())
              .findFirst();
    }
    return links;
  }

  private List<Happening> history() throws VaultException {
    Stream<Happening> jobs =
        vault.devices().history(serial, MOST).stream()
            .map(
                event ->
                    new Happening(
                        event.at(),
                        Texts.text("history.job", Long.toString(event.job())),
                        event.what(),
                        Texts.text(ItemState.DONE)));
    Stream<Happening> acts =
        vault.log().on(serial, ActLog.NEWEST_FIRST, Optional.empty(), MOST).stream()
            .map(DeviceBooks::act);
    return Stream.concat(jobs, acts)
        .sorted(Comparator.comparing(Happening::at).reversed())
        .toList();
  }

  private static Happening act(ActLog.Entry entry) {
    return new Happening(
        entry.at(),
        Texts.text("history.act", Long.toString(entry.number())),
        entry.act().verb() + " " + entry.act().subject(),
        entry.result());
  }
}
