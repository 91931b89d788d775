// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keywright.crypto.Suites;
import org.keywright.vault.ActLog;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Devices;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.KeyLife;
import org.keywright.vault.KeyStanding;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingFinding;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultInfo;
import org.keywright.vault.WorkOrder;
import org.keywright.workbench.model.FactSheet.Group;

/**
 * What a vault knows of things in it. They are read anew, for what was chosen may be of a while
 * ago.
 *
 * @param vault which
 * @param suites what suites are called
 */
record VaultFacts(Vault vault, Suites suites) {
  FactSheet of(Object chosen) throws VaultException {
    return switch (chosen) {
      case KeyTreeRoot root -> vaultItself();
      case Subject subject -> subject(subject);
      case KeySetTree.Node node -> keySet(node.set().name());
      case ApplicationKey key -> key(key);
      case KeyVersion version -> version(version);
      case Devices.Device device -> device(device.serial());
      case PairingModule module -> device(module.id());
      case PairingHost host -> device(host.id());
      case JobRow row -> job(row.job().id());
      case WorkOrder order -> RecordFacts.of(order);
      case PairingCase made -> RecordFacts.of(made);
      case PairingFinding finding -> RecordFacts.of(finding);
      case ActLog.Entry entry -> RecordFacts.of(entry);
      default -> FactSheet.EMPTY;
    };
  }

  private FactSheet subject(Subject subject) throws VaultException {
    return switch (subject.kind()) {
      case KEY_SET -> keySet(subject.name());
      case DEVICE -> device(subject.name());
      case JOB -> job(Long.parseLong(subject.name()));
      case LINK, PLUGIN, REQUEST, PARTY, CERTIFICATES, LOG -> FactSheet.EMPTY;
    };
  }

  private FactSheet vaultItself() {
    VaultInfo info = vault.info();
    boolean onePerson = vault.officers().onePerson();
    var marks = new ArrayList<String>();
    if (info.test()) {
      marks.add(Texts.text("vault.test"));
    }
    if (onePerson) {
      marks.add(Texts.text("vault.person"));
    }
    return FactSheet.of(
        info.name(),
        Group.of(
            "facts.vault",
            Fact.of("facts.address", info.address()),
            Fact.of("facts.id", info.id()),
            Fact.of("facts.made", Moments.text(info.created())),
            Fact.of("facts.layout", info.schema()),
            Fact.of("facts.minded", String.join("; ", marks)),
            Fact.of("facts.failed", info.failedOpenings() == 0 ? "" : info.failedOpenings())),
        Group.of(
            "facts.holds",
            Fact.of("facts.keysets", info.keySets()),
            Fact.of("facts.keys", info.keys()),
            Fact.of("facts.devices", info.devices()),
            Fact.of("facts.jobs", info.jobs())));
  }

  private FactSheet keySet(String name) throws VaultException {
    if (vault.keySets().find(name).isEmpty()) {
      return FactSheet.EMPTY;
    }
    KeySetSummary summary = KeySetSummary.of(vault, suites, name);
    KeyLife life = vault.keySets().require(name).life();
    return FactSheet.of(
        name,
        new Group(Texts.text("keyset.identity"), summary.facts()),
        new Group(
            Texts.text("facts.minded"),
            summary.cautions().stream().map(words -> new Fact("⚠", words)).toList()),
        life("facts.transport", life));
  }

  private FactSheet key(ApplicationKey chosen) throws VaultException {
    Optional<ApplicationKey> now = vault.keySets().findKey(chosen.keySet(), chosen.ref());
    if (now.isEmpty()) {
      return FactSheet.EMPTY;
    }
    ApplicationKey key = now.get();
    var attributes = key.attributes();
    return FactSheet.of(
        KeySetTree.name(key),
        Group.of(
            "facts.key",
            Fact.of("keycolumn.label", key.label()),
            Fact.of("keycolumn.kind", key.spec()),
            Fact.of(
                "keycolumn.usage", attributes.usage().code() + "  " + attributes.usage().meaning()),
            Fact.of("facts.mode", attributes.mode().letter() + "  " + attributes.mode().meaning()),
            Fact.of(
                "facts.exportability",
                attributes.exportability().letter() + "  " + attributes.exportability().meaning()),
            Fact.of("keycolumn.version", key.keyVersion()),
            Fact.of("keycolumn.kcv", key.kcv()),
            Fact.of("keycolumn.diversify", Texts.text(key.diversify() ? "yes" : "no")),
            Fact.of("keycolumn.origin", key.origin()),
            Fact.of("facts.wellknown", key.wellKnown().orElse("")),
            Fact.of("facts.made", Moments.text(key.created()))),
        life("facts.life", key.life()));
  }

  private static FactSheet version(KeyVersion version) {
    KeyStanding standing = version.standing();
    return FactSheet.of(
        standing.key().toString(),
        Group.of(
            "facts.key",
            Fact.of("keycolumn.label", standing.label()),
            Fact.of("keycolumn.kind", standing.spec()),
            Fact.of("keycolumn.version", standing.version()),
            Fact.of("keycolumn.kcv", standing.kcv().map(Object::toString).orElse("")),
            Fact.of("facts.wellknown", standing.wellKnown().orElse("")),
            Fact.of("facts.made", Moments.text(standing.created()))),
        life("facts.life", standing.life()));
  }

  private static Group life(String key, KeyLife life) {
    return Group.of(
        key,
        Fact.of("keycolumn.state", Texts.text(life.state())),
        Fact.of("facts.since", Moments.text(life.since())),
        Fact.of("facts.by", life.actor()),
        Fact.of("facts.why", life.reason()),
        Fact.of(
            "keyfield.protects_until",
            life.period().originatorUntil().map(Moments::text).orElse("")),
        Fact.of(
            "keyfield.opens_until", life.period().recipientUntil().map(Moments::text).orElse("")));
  }

  private FactSheet device(String serial) throws VaultException {
    DeviceFile file = DeviceFile.of(vault, suites, serial);
    var identity = new ArrayList<>(file.identity());
    identity.add(Fact.of("device.life", file.life().now().name()));
    return FactSheet.of(
        serial,
        new Group(Texts.text("device.identity"), identity),
        new Group(
            Texts.text("device.loaded"), file.places().stream().map(VaultFacts::place).toList()),
        new Group(
            Texts.text("device.certificates"),
            file.chain().stream().map(link -> new Fact(link.purpose(), link.holder())).toList()),
        new Group(
            Texts.text("device.pairings"),
            file.pairings().stream()
                .map(pairing -> new Fact(pairing.host(), PairingWords.state(pairing)))
                .toList()));
  }

  private static Fact place(DeviceFile.LoadedPlace place) {
    String kcv = place.kcv().isEmpty() ? "" : Texts.text("facts.kcv", place.kcv());
    return new Fact(
        Texts.text("facts.place", place.place()),
        Stream.of(
                place.key(),
                Texts.text("keysets.version", place.version()),
                kcv,
                Texts.text(place.state()))
            .filter(words -> !words.isEmpty())
            .collect(java.util.stream.Collectors.joining(", ")));
  }

  private FactSheet job(long id) throws VaultException {
    Optional<JobRecord> found = vault.jobs().find(id);
    if (found.isEmpty()) {
      return FactSheet.EMPTY;
    }
    JobRow row = new JobRow(found.get(), Optional.empty());
    JobRecord job = found.get();
    Map<ItemState, Long> counts = new TreeMap<>(vault.jobs().counts(id));
    return FactSheet.of(
        Texts.text("history.job", Long.toString(id)),
        Group.of(
            "facts.job",
            Fact.of("job.title", job.title()),
            Fact.of("facts.kind", job.kind()),
            Fact.of("job.state", Texts.text(job.state())),
            Fact.of("job.actor", job.actor()),
            Fact.of("job.begun", Moments.text(job.begun())),
            Fact.of("facts.ended", job.ended().map(Moments::text).orElse("")),
            Fact.of("facts.pace", row.job().ended().isPresent() ? row.pace() : "")),
        new Group(
            Texts.text("facts.outcomes"),
            counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> Fact.of(each.getKey(), each.getValue()))
                .toList()),
        new Group(Texts.text("facts.parameters"), parameters(job)));
  }

  private static List<Fact> parameters(JobRecord job) {
    return new TreeMap<>(job.parameters())
        .entrySet().stream().map(each -> new Fact(each.getKey(), each.getValue())).toList();
  }
}
