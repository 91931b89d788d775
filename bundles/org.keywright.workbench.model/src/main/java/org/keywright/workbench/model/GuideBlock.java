// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;

/** What stands on a page of the guide, one below the other. */
public sealed interface GuideBlock {
  /**
   * A heading.
   *
   * @param level 1 for that of the page
   * @param name as links name it
   * @param words its words
   */
  record Heading(int level, String name, String words) implements GuideBlock {}

  /**
   * A paragraph.
   *
   * @param depth how many lists it is in
   * @param mark what stands before it, if it begins an item of a list; else empty
   * @param spans its words
   */
  record Paragraph(int depth, String mark, List<GuideSpan> spans) implements GuideBlock {
    /** Copies the list. */
    public Paragraph {
      spans = List.copyOf(spans);
    }
  }

  /** Lines as on a console, without the last line's end. */
  record Code(String lines) implements GuideBlock {}

  /** A table: its rows, of cells, of words; the first row has the headings. */
  record Table(List<List<List<GuideSpan>>> rows) implements GuideBlock {
    /** Copies the list. */
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A picture.
   *
   * @param file from the folder of all documents on
   * @param words what it shows
   */
  record Picture(String file, String words) implements GuideBlock {}
}
