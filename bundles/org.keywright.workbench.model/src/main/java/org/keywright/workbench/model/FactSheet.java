// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keywright.console.Exchange;
import org.keywright.crypto.Suites;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What is known of something that is chosen: facts in groups, and no secret, for none is read.
 *
 * @param title what it is called
 * @param groups its facts; those that have nothing to say are left out
 */
public record FactSheet(String title, List<Group> groups) {
  /** Nothing is known. */
  public static final FactSheet EMPTY = new FactSheet("", List.of());

  /** Copies the list, but for groups without facts. */
  public FactSheet {
    groups = groups.stream().filter(group -> !group.facts().isEmpty()).toList();
  }

  /** A sheet of some groups. */
  static FactSheet of(String title, Group... groups) {
    return new FactSheet(title, List.of(groups));
  }

  /**
   * Facts that belong together.
   *
   * @param title what they are about
   * @param facts names and values in their order
   */
  public record Group(String title, List<Fact> facts) {
    /** Copies the list, but for facts that say nothing. */
    public Group {
      facts = facts.stream().filter(fact -> !fact.value().isBlank()).toList();
    }

    static Group of(String key, Fact... facts) {
      return new Group(Texts.text(key), List.of(facts));
    }
  }

  /**
   * Reads what is known of something that is chosen in a view or an editor; nothing of what is not
   * known here, and nothing while the workbench is locked.
   *
   * @param chosen what a selection holds
   */
  public static FactSheet of(Desk desk, Object chosen) throws VaultException {
    if (desk.locked().isPresent()) {
      return EMPTY;
    }
    return switch (chosen) {
      case LinkTree.Node node -> desk.links().facts(node);
      case Exchange exchange -> RecordFacts.of(exchange);
      default ->
          desk.vault().isEmpty() ? EMPTY : of(desk.vault().get(), desk.engines().suites(), chosen);
    };
  }

  /** Reads what a vault knows of something in it. */
  public static FactSheet of(Vault vault, Suites suites, Object chosen) throws VaultException {
    return new VaultFacts(vault, suites).of(chosen);
  }

  /** All of it as lines for the clipboard: the groups' titles, then names and values. */
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(title);
    for (Group group : groups) {
      lines.add("");
      lines.add(group.title());
      group.facts().stream().map(FactSheet::line).forEach(lines::add);
    }
    return String.join("\n", lines);
  }

  /** A fact as a line for the clipboard. */
  public static String line(Fact fact) {
    return fact.name() + "\t" + fact.value();
  }

  /** All facts of all groups. */
  public Stream<Fact> facts() {
    return groups.stream().flatMap(group -> group.facts().stream());
  }
}
