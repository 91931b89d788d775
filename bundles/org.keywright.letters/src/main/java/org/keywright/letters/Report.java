// SPDX-License-Identifier: EPL-2.0
package org.keywright.letters;

import java.util.List;
import java.util.Optional;

/**
 * A report without secrets.
 *
 * @param title over the first page
 * @param foot at the foot of each page, beside its number
 * @param mark what is printed across each page, such as REHEARSAL
 * @param blocks what it says, from top to bottom
 */
public record Report(String title, String foot, Optional<String> mark, List<Block> blocks) {
  /** Copies the list. */
  public Report {
    blocks = List.copyOf(blocks);
  }

  /** A part of a report. */
  public sealed interface Block {}

  /** A heading. */
  public record Heading(String text) implements Block {}

  /** A paragraph. */
  public record Paragraph(String text) implements Block {}

  /**
   * A table.
   *
   * @param widths of its columns, as parts of the page's width
   * @param head the names of the columns; empty for none
   * @param rows its cells, as many in each row as there are widths
   */
  public record Table(List<Integer> widths, List<String> head, List<List<String>> rows)
      implements Block {
    /** Copies the lists and checks that they fit. */
    public Table {
      widths = List.copyOf(widths);
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != widths.size()) {
          throw new IllegalArgumentException("a row has " + row.size() + " cells: " + row);
        }
      }
    }
  }

  /** Lines on which people sign, a name and a role beneath each. */
  public record Signatures(List<String> names) implements Block {
    /** Copies the list. */
    public Signatures {
      names = List.copyOf(names);
    }
  }
}
