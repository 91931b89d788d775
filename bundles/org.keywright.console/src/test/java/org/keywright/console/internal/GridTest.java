// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final String LONG = "x".repeat(90);

  @Test
  void columnWithoutContentIsLeftOut() {
    var grid =
        Grid.of(
            List.of("A", "B"), List.of(false, false), List.of(List.of("1", ""), List.of("2", "")));
    assertThat(grid.lines(Style.PLAIN)).containsExactly("A", "1", "2");
  }

  @Test
  void longCellIsElidedToTheTerminal() {
    var grid = Grid.of(List.of("A", "B"), List.of(false, true), List.of(List.of(LONG, "1")));
    assertThat(grid.lines(new Style(false, () -> 20)))
        .last()
        .isEqualTo("x".repeat(16) + "\u2026  1")
        .asString()
        .hasSize(20);
  }

  @Test
  void titlesAreCutBeforeCells() {
    String cell = "y".repeat(18);
    var titles = List.of("A", "B", "C", "D", "EXPORTABLE");
    var right = List.of(false, false, false, false, false);
    var grid = Grid.of(titles, right, List.of(List.of(cell, cell, cell, cell, "N")));
    assertThat(grid.lines(new Style(false, () -> 85)))
        .last()
        .isEqualTo(String.join("  ", cell, cell, cell, cell, "N"));
    assertThat(grid.lines(new Style(false, () -> 85))).first().asString().endsWith("EXPO\u2026");
  }

  @Test
  void longCellIsWholeInAFile() {
    var grid = Grid.of(List.of("A"), List.of(false), List.of(List.of(LONG)));
    assertThat(grid.lines(Style.PLAIN)).last().isEqualTo(LONG);
  }
}
