// SPDX-License-Identifier: EPL-2.0
package org.keywright.architecture;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A bundle's API as bnd sees it, as text with a line for each part, indented as parts are nested:
 * its kind, its name, and behind two bars what it means to add or to remove it.
 */
final class ApiText {
  private static final String MEANS = "  || ";

  private ApiText() {}

  static List<String> write(Tree api) {
    var lines = new ArrayList<String>();
    write(api.serialize(), 0, lines);
    return lines;
  }

  private static void write(Tree.Data part, int depth, List<String> lines) {
    lines.add(
        "%s%s %s%s%s %s"
            .formatted(
                " ".repeat(depth),
                part.type.name().toLowerCase(Locale.ROOT),
                part.name,
                MEANS,
                part.add.name().toLowerCase(Locale.ROOT),
                part.rem.name().toLowerCase(Locale.ROOT)));
    if (part.children != null) {
      for (Tree.Data child : part.children) {
        write(child, depth + 1, lines);
      }
    }
  }

  static Tree read(List<String> lines) throws Exception {
    var open = new ArrayDeque<Map.Entry<Tree.Data, List<Tree.Data>>>();
    for (String line : lines) {
      int depth = line.length() - line.stripLeading().length();
      while (open.size() > depth) {
        close(open);
      }
      open.push(Map.entry(part(line.strip()), new ArrayList<>()));
    }
    while (open.size() > 1) {
      close(open);
    }
    var root = open.pop();
    root.getKey().children = root.getValue().toArray(Tree.Data[]::new);
    return new DiffPluginImpl().deserialize(root.getKey());
  }

  private static void close(ArrayDeque<Map.Entry<Tree.Data, List<Tree.Data>>> open) {
    var ended = open.pop();
    ended.getKey().children = ended.getValue().toArray(Tree.Data[]::new);
    open.element().getValue().add(ended.getKey());
  }

  private static Tree.Data part(String line) {
    var part = new Tree.Data();
    int kind = line.indexOf(' ');
    int means = line.lastIndexOf(MEANS);
    String[] deltas = line.substring(means + MEANS.length()).toUpperCase(Locale.ROOT).split(" ");
    part.type = Type.valueOf(line.substring(0, kind).toUpperCase(Locale.ROOT));
    part.name = line.substring(kind + 1, means);
    part.add = Delta.valueOf(deltas[0]);
    part.rem = Delta.valueOf(deltas[1]);
    return part;
  }
}
