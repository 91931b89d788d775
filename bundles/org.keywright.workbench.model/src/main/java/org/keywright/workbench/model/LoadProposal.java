// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Devices;

/**
 * What is known of a load before anybody is asked: by what is chosen, or dragged onto what.
 *
 * @param keySet the key set, or empty
 * @param ref the key's reference, or 0
 * @param endpoints where the modules are; none if that is not known
 */
public record LoadProposal(String keySet, int ref, List<String> endpoints) {
  /** Nothing is known. */
  public static final LoadProposal NONE = new LoadProposal("", 0, List.of());

  private static final String READER = "pcsc:";

  /** Copies the list. */
  public LoadProposal {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * What things say that are chosen or dragged together: keys and key sets which key, of them the
   * first counts; devices, links, fleets and card readers which modules.
   *
   * @param units the simulated units, of which fleets are
   */
  public static LoadProposal of(List<?> things, List<SimulatedUnit> units) {
    Optional<LoadProposal> key = things.stream().flatMap(thing -> key(thing).stream()).findFirst();
    List<String> endpoints =
        things.stream().flatMap(thing -> endpoints(thing, units)).distinct().toList();
    return new LoadProposal(
        key.map(LoadProposal::keySet).orElse(""), key.map(LoadProposal::ref).orElse(0), endpoints);
  }

  /**
   * What things say that are dragged together. A load is of one key: nothing if they name several,
   * for which of them was meant is not for this to say.
   *
   * @param units the simulated units, of which fleets are
   */
  public static LoadProposal dragged(List<?> things, List<SimulatedUnit> units) {
    boolean several = things.stream().flatMap(thing -> key(thing).stream()).limit(2).count() > 1;
    return several ? NONE : of(things, units);
  }

  private static Optional<LoadProposal> key(Object thing) {
    return switch (thing) {
      case KeySetTree.Node node -> Optional.of(new LoadProposal(node.set().name(), 0, List.of()));
      case ApplicationKey key -> Optional.of(new LoadProposal(key.keySet(), key.ref(), List.of()));
      default -> Optional.empty();
    };
  }

  private static Stream<String> endpoints(Object thing, List<SimulatedUnit> units) {
    return switch (thing) {
      case Devices.Device device -> Stream.of(device.endpoint());
      case LinkTree.Node node ->
          switch (node.kind()) {
            case ENDPOINT -> Stream.of(node.name());
            case READER -> Stream.of(READER + node.name());
            case FLEET -> LinkBranches.endpoints(node, units);
            default -> Stream.empty();
          };
      default -> Stream.empty();
    };
  }

  /** Whether it names a key set. */
  public boolean hasKey() {
    return !keySet.isEmpty();
  }

  /**
   * What comes of dragging this onto something: a key onto modules, or modules onto a key; nothing
   * if that makes no load.
   *
   * @param target what it is dropped on
   */
  public Optional<LoadProposal> onto(LoadProposal target) {
    if (hasKey() && !target.endpoints().isEmpty()) {
      return Optional.of(new LoadProposal(keySet, ref, target.endpoints()));
    }
    if (!endpoints.isEmpty() && target.hasKey()) {
      return Optional.of(new LoadProposal(target.keySet(), target.ref(), endpoints));
    }
    return Optional.empty();
  }

  /** What comes of dropping this where any load can be begun; nothing if it says nothing. */
  public Optional<LoadProposal> alone() {
    return equals(NONE) ? Optional.empty() : Optional.of(this);
  }
}
