// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Transports;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.workbench.model.FactSheet.Group;

/**
 * What is known of what is connected.
 *
 * @param sources who knows it
 */
record LinkFacts(LinkWatch.Sources sources) {
  private static final String SIMULATED = "sim:";

  FactSheet of(LinkTree.Node node) {
    if (node.kind() == LinkTree.Kind.NOTE || node.kind() == LinkTree.Kind.BRANCH) {
      return FactSheet.EMPTY;
    }
    var groups = new ArrayList<Group>();
    groups.add(
        Group.of(
            "facts.link",
            Fact.of("facts.kind", kind(node)),
            Fact.of("facts.name", node.name()),
            Fact.of("facts.standing", node.detail())));
    transport(node).ifPresent(groups::add);
    unit(node).ifPresent(groups::add);
    plugin(node).ifPresent(groups::addAll);
    return new FactSheet(node.name(), groups);
  }

  private static String kind(LinkTree.Node node) {
    return Texts.text("facts.link." + node.kind().name().toLowerCase(Locale.ROOT));
  }

  private Optional<Group> transport(LinkTree.Node node) {
    return sources.transports().statuses().stream()
        .filter(status -> status.scheme().equals(node.name()))
        .filter(status -> shownAs(status.state()) == node.kind())
        .findFirst()
        .map(
            status ->
                Group.of(
                    "facts.link.transport",
                    Fact.of("facts.provider", status.provider()),
                    Fact.of("facts.state", Texts.text(status.state())),
                    Fact.of("facts.why", status.reason()),
                    Fact.of("facts.openlinks", status.openLinks())));
  }

  private static LinkTree.Kind shownAs(Transports.State state) {
    return switch (state) {
      case ACTIVE -> LinkTree.Kind.TRANSPORT;
      case SHADOWED -> LinkTree.Kind.SHADOWED;
      case FAULTY -> LinkTree.Kind.FAULTY;
    };
  }

  private Optional<Group> unit(LinkTree.Node node) {
    if (node.kind() != LinkTree.Kind.ENDPOINT || !node.name().startsWith(SIMULATED)) {
      return Optional.empty();
    }
    return sources.simulator().find(node.name().substring(SIMULATED.length())).map(LinkFacts::unit);
  }

  private static Group unit(SimulatedUnit unit) {
    return Group.of(
        "facts.unit",
        Fact.of("device.serial", unit.serialNumber()),
        Fact.of("facts.role", unit.role()),
        Fact.of("facts.unit.standing", unit.summary()),
        Fact.of("facts.atr", unit.atr()),
        Fact.of("facts.commands", unit.commands()));
  }

  private Optional<List<Group>> plugin(LinkTree.Node node) {
    return sources.plugins().all().stream()
        .filter(plugin -> plugin.file().equals(node.name()))
        .findFirst()
        .map(LinkFacts::plugin);
  }

  private static List<Group> plugin(Plugin plugin) {
    return List.of(
        Group.of(
            "facts.link.plugin",
            Fact.of("facts.bundle", plugin.name()),
            Fact.of("facts.version", plugin.version()),
            Fact.of("facts.state", Texts.text(plugin.state())),
            Fact.of("facts.why", plugin.reason()),
            Fact.of("facts.sha256", plugin.digest().hex())),
        new Group(
            Texts.text("facts.signed"),
            plugin.signers().stream()
                .map(signer -> new Fact(signer.subject(), signer.fingerprint().hex()))
                .toList()),
        group("facts.brings", plugin.brings().stream().map(Object::toString)),
        group("facts.minded", plugin.remarks().stream()));
  }

  private static Group group(String key, Stream<String> lines) {
    return new Group(Texts.text(key), lines.map(line -> new Fact("·", line)).toList());
  }
}
