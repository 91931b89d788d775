// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Transports, card readers, networks, simulated fleets and plug-ins as they stand at one moment, as
 * a tree; {@link LinkWatch} gives it.
 *
 * @param roots the branches
 */
public record LinkTree(List<Node> roots) {
  /** A tree without anything in it. */
  public static final LinkTree EMPTY = new LinkTree(List.of());

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
    /** A transport or a suite that another stands in for. */
    SHADOWED,
    /** What failed. */
    FAULTY,
    /** A place where a module is. */
    ENDPOINT,
    /** A card reader. */
    READER,
    /** A computer that links were opened to. */
    NETWORK,
    /** Simulated units of one role that share a name. */
    FLEET,
    /** A plug-in that runs. */
    PLUGIN,
    /** A plug-in that does not run, as nobody lets it in or something is missing. */
    PLUGIN_IDLE,
    /** What a plug-in brings. */
    PART,
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

    static Node leaf(Kind kind, String name, String detail) {
      return new Node(kind, name, detail, List.of());
    }

    static Node note(String words) {
      return leaf(Kind.NOTE, words, "");
    }

    /** It and all that is below it. */
    public Stream<Node> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Node::all));
    }

    /** Whether it is the same thing, whatever is said of it. */
    public boolean sameAs(Node other) {
      return name.equals(other.name) && (kind == Kind.BRANCH) == (other.kind == Kind.BRANCH);
    }
  }
}
