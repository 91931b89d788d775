// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keywright.crypto.SuiteStatus;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.Transports;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.workbench.model.LinkTree.Kind;
import org.keywright.workbench.model.LinkTree.Node;

/** Makes the branches of a {@link LinkTree} of what the engines say now. */
final class LinkBranches {
  private static final int SHOWN = 200;
  private static final String SIMULATED = "sim";
  private static final Pattern NUMBER = Pattern.compile("-?\\d+$");

  private final LinkWatch.Sources sources;
  private final List<Transports.Status> transports;

  LinkBranches(LinkWatch.Sources sources) {
    this.sources = sources;
    this.transports = sources.transports().statuses();
  }

  /** All branches; asking the card readers may take a moment. */
  List<Node> all(List<NetworkPlaces.Place> networks) {
    return List.of(
        branch("links.transports", transports(), "links.none"),
        branch("links.readers", readers(), "links.noreader"),
        branch(
            "links.networks",
            networks.stream().map(LinkBranches::network).toList(),
            "links.nonetwork"),
        branch("links.simulated", fleets(sources.simulator().units()), "links.nounit"),
        branch(
            "links.plugins",
            sources.plugins().all().stream().map(this::plugin).toList(),
            "links.noplugin"));
  }

  private static Node branch(String key, List<Node> children, String none) {
    return new Node(
        Kind.BRANCH,
        Texts.text(key),
        "",
        children.isEmpty() ? List.of(Node.note(Texts.text(none))) : children);
  }

  private List<Node> transports() {
    Map<String, List<Endpoint>> known =
        sources.transports().endpoints().stream()
            .collect(Collectors.groupingBy(Endpoint::scheme, TreeMap::new, Collectors.toList()));
    return transports.stream()
        .map(status -> transport(status, known.getOrDefault(status.scheme(), List.of())))
        .toList();
  }

  private static Node transport(Transports.Status status, List<Endpoint> known) {
    boolean listed =
        status.state() == Transports.State.ACTIVE && !status.scheme().equals(SIMULATED);
    return new Node(
        kind(status.state()),
        status.scheme(),
        standing(status),
        listed ? limited(known.stream().map(Endpoint::toString), known.size()) : List.of());
  }

  private static Kind kind(Transports.State state) {
    return switch (state) {
      case ACTIVE -> Kind.TRANSPORT;
      case SHADOWED -> Kind.SHADOWED;
      case FAULTY -> Kind.FAULTY;
    };
  }

  private static String standing(Transports.Status status) {
    return status.state() == Transports.State.ACTIVE
        ? status.openLinks() == 0 ? "" : Texts.text("links.open", status.openLinks())
        : because(Texts.text(status.state()), status.reason());
  }

  private static String because(String standing, String reason) {
    return reason.isEmpty() ? standing : standing + ": " + reason;
  }

  private static List<Node> limited(Stream<String> names, int count) {
    var nodes = new ArrayList<Node>();
    names.limit(SHOWN).forEach(name -> nodes.add(Node.leaf(Kind.ENDPOINT, name, "")));
    if (count > SHOWN) {
      nodes.add(Node.note(Texts.text("links.more", count - SHOWN)));
    }
    return nodes;
  }

  private List<Node> readers() {
    try {
      return sources.readers().readers().stream()
          .map(reader -> Node.leaf(Kind.READER, reader.name(), Texts.text(reader.state())))
          .toList();
    } catch (LinkException e) {
      return List.of(
          Node.leaf(Kind.NOTE, Texts.text("links.unavailable"), String.valueOf(e.getMessage())));
    }
  }

  private static Node network(NetworkPlaces.Place place) {
    return Node.leaf(
        Kind.NETWORK,
        place.name(),
        Texts.text("links.reached", place.links(), Moments.text(place.last())));
  }

  /** Units whose names differ in their numbers only are one fleet. */
  private static List<Node> fleets(List<SimulatedUnit> units) {
    Map<String, List<SimulatedUnit>> byName =
        units.stream()
            .collect(
                Collectors.groupingBy(LinkBranches::fleetOf, TreeMap::new, Collectors.toList()));
    return byName.values().stream().map(LinkBranches::fleet).toList();
  }

  private static String fleetOf(SimulatedUnit unit) {
    return NUMBER.matcher(unit.name()).replaceFirst("") + " " + unit.role();
  }

  /** Where the units of a fleet are, also those that the tree has no room for. */
  static Stream<String> endpoints(Node fleet, List<SimulatedUnit> units) {
    String first = fleet.children().getFirst().name().substring(SIMULATED.length() + 1);
    return units.stream()
        .filter(unit -> unit.name().equals(first))
        .map(LinkBranches::fleetOf)
        .flatMap(name -> units.stream().filter(unit -> fleetOf(unit).equals(name)))
        .map(unit -> SIMULATED + ":" + unit.name());
  }

  private static Node fleet(List<SimulatedUnit> units) {
    String first = units.getFirst().name();
    return new Node(
        Kind.FLEET,
        units.size() == 1 ? first : first + " … " + units.getLast().name(),
        Texts.text("links.units", units.getFirst().role(), units.size()),
        limited(units.stream().map(unit -> SIMULATED + ":" + unit.name()), units.size()));
  }

  private Node plugin(Plugin plugin) {
    var parts = new ArrayList<Node>();
    plugin.brings().forEach(service -> parts.add(part(service)));
    plugin.remarks().forEach(remark -> parts.add(Node.leaf(Kind.FAULTY, remark, "")));
    return new Node(
        switch (plugin.state()) {
          case ACTIVE -> Kind.PLUGIN;
          case FAULTY -> Kind.FAULTY;
          case WAITING, REFUSED, UNRESOLVED -> Kind.PLUGIN_IDLE;
        },
        plugin.file(),
        because(Texts.text(plugin.state()), plugin.reason()),
        parts);
  }

  /** What of a plug-in is used, and how what uses it judges it. */
  private Node part(Plugin.Service service) {
    return switch (service.kind()) {
      case "transport" ->
          transports.stream()
              .filter(status -> status.scheme().equals(service.name()))
              .filter(status -> status.provider().startsWith(service.component()))
              .findFirst()
              .map(
                  status ->
                      Node.leaf(
                          status.state() == Transports.State.ACTIVE
                              ? Kind.PART
                              : kind(status.state()),
                          service.toString(),
                          standing(status)))
              .orElseGet(() -> Node.leaf(Kind.PART, service.toString(), ""));
      case "suite" ->
          sources.suites().statuses().stream()
              .filter(status -> status.provider().equals(service.component()))
              .findFirst()
              .map(status -> suite(service, status))
              .orElseGet(() -> Node.leaf(Kind.PART, service.toString(), ""));
      default -> Node.leaf(Kind.PART, service.toString(), "");
    };
  }

  private static Node suite(Plugin.Service service, SuiteStatus status) {
    return switch (status.standing()) {
      case USABLE -> Node.leaf(Kind.PART, service.toString(), status.remark());
      case SHADOWED ->
          Node.leaf(
              Kind.SHADOWED,
              service.toString(),
              because(Texts.text(Transports.State.SHADOWED), status.remark()));
      case FAULTY ->
          Node.leaf(
              Kind.FAULTY,
              service.toString(),
              because(Texts.text(Transports.State.FAULTY), status.remark()));
    };
  }
}
