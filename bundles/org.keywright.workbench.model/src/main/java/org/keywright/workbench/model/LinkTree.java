// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keywright.plugins.Plugin;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.Transports;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Transports, card readers, simulated units and plug-ins as they stand now, as a tree.
 *
 * @param roots the four branches
 */
public record LinkTree(List<Node> roots) {
  /** A tree without anything in it. */
  public static final LinkTree EMPTY = new LinkTree(List.of());

  private static final int SHOWN = 200;

  /** Copies the list. */
  public LinkTree {
    roots = List.copyOf(roots);
  }

  /** What a node is, and so what picture it has. */
  public enum Kind {
    /** A heading. */
    BRANCH,
    /** A transport that opens links. */
    TRANSPORT,
    /** One that another stands in for. */
    SHADOWED,
    /** One that failed. */
    FAULTY,
    /** A place where a module is. */
    ENDPOINT,
    /** A card reader. */
    READER,
    /** Units of one role. */
    FLEET,
    /** A plug-in. */
    PLUGIN,
    /** Something to know. */
    NOTE
  }

  /**
   * One node.
   *
   * @param kind what it is
   * @param name what it is called
   * @param detail how it stands, in a few words; may be empty
   * @param children what is below it
   */
  public record Node(Kind kind, String name, String detail, List<Node> children) {
    /** Copies the list. */
    public Node {
      children = List.copyOf(children);
    }

    private static Node leaf(Kind kind, String name, String detail) {
      return new Node(kind, name, detail, List.of());
    }
  }

  /** Looks at what is there; asking the card readers may take a moment. */
  public static LinkTree of(Desk.Engines engines) {
    return new LinkTree(
        List.of(
            branch("links.transports", transports(engines.transports())),
            branch("links.readers", readers(engines)),
            branch("links.simulated", fleets(engines.simulator().units())),
            branch("links.plugins", plugins(engines.plugins().all()))));
  }

  private static Node branch(String key, List<Node> children) {
    return new Node(Kind.BRANCH, Texts.text(key), "", children);
  }

  private static List<Node> transports(Transports transports) {
    Map<String, List<Endpoint>> known =
        transports.endpoints().stream()
            .collect(Collectors.groupingBy(Endpoint::scheme, TreeMap::new, Collectors.toList()));
    return transports.statuses().stream()
        .map(
            status ->
                new Node(
                    kind(status.state()),
                    status.scheme(),
                    detail(status),
                    status.state() == Transports.State.ACTIVE
                        ? endpoints(known.getOrDefault(status.scheme(), List.of()))
                        : List.of()))
        .toList();
  }

  private static Kind kind(Transports.State state) {
    return switch (state) {
      case ACTIVE -> Kind.TRANSPORT;
      case SHADOWED -> Kind.SHADOWED;
      case FAULTY -> Kind.FAULTY;
    };
  }

  private static String detail(Transports.Status status) {
    return switch (status.state()) {
      case ACTIVE -> status.openLinks() == 0 ? "" : Texts.text("links.open", status.openLinks());
      case SHADOWED, FAULTY ->
          status.reason().isEmpty()
              ? Texts.text(status.state())
              : Texts.text(status.state()) + ": " + status.reason();
    };
  }

  private static List<Node> endpoints(List<Endpoint> endpoints) {
    var nodes = new ArrayList<Node>();
    endpoints.stream()
        .limit(SHOWN)
        .forEach(endpoint -> nodes.add(Node.leaf(Kind.ENDPOINT, endpoint.toString(), "")));
    if (endpoints.size() > SHOWN) {
      nodes.add(Node.leaf(Kind.NOTE, Texts.text("links.more", endpoints.size() - SHOWN), ""));
    }
    return nodes;
  }

  private static List<Node> readers(Desk.Engines engines) {
    try {
      List<CardReader> readers = engines.readers().readers();
      return readers.isEmpty()
          ? List.of(Node.leaf(Kind.NOTE, Texts.text("links.noreader"), ""))
          : readers.stream()
              .map(reader -> Node.leaf(Kind.READER, reader.name(), Texts.text(reader.state())))
              .toList();
    } catch (LinkException e) {
      return List.of(Node.leaf(Kind.NOTE, String.valueOf(e.getMessage()), ""));
    }
  }

  private static List<Node> fleets(List<SimulatedUnit> units) {
    Map<String, Long> byRole =
        units.stream()
            .collect(
                Collectors.groupingBy(
                    unit -> unit.role().name(), TreeMap::new, Collectors.counting()));
    return byRole.isEmpty()
        ? List.of(Node.leaf(Kind.NOTE, Texts.text("links.nounit"), ""))
        : byRole.entrySet().stream()
            .map(
                role ->
                    Node.leaf(
                        Kind.FLEET, role.getKey(), Texts.text("links.units", role.getValue())))
            .toList();
  }

  private static List<Node> plugins(List<Plugin> plugins) {
    return plugins.isEmpty()
        ? List.of(Node.leaf(Kind.NOTE, Texts.text("links.noplugin"), ""))
        : plugins.stream()
            .map(
                plugin ->
                    Node.leaf(
                        plugin.state() == Plugin.State.FAULTY ? Kind.FAULTY : Kind.PLUGIN,
                        plugin.name().isEmpty() ? plugin.file() : plugin.name(),
                        plugin.state().name().toLowerCase(Locale.ROOT)
                            + (plugin.reason().isEmpty() ? "" : ": " + plugin.reason())))
            .toList();
  }
}
