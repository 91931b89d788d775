// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.workbench.model.TableLook.Sorted;

class TableLookTest {
  @Test
  void aColumnSortsUpThenDownThenNoMore() {
    var once = TableLook.USUAL.clicked("act.at");
    assertThat(once.sorted()).contains(new Sorted("act.at", false));
    var twice = once.clicked("act.at");
    assertThat(twice.sorted()).contains(new Sorted("act.at", true));
    assertThat(twice.clicked("act.at")).isEqualTo(TableLook.USUAL);
    assertThat(twice.clicked("act.verb").sorted()).contains(new Sorted("act.verb", false));
  }

  @Test
  void isFoundAgainAsItWasLeft() {
    var left =
        TableLook.USUAL
            .placed(List.of("act.verb", "act.at"))
            .widened("act.at", 90)
            .widened("act.verb", 210)
            .widened("act.at", 95)
            .clicked("act.at")
            .clicked("act.at");
    assertThat(left.text()).isEqualTo("act.verb act.at act.at=95 act.verb=210 -act.at");
    assertThat(TableLook.parse(left.text())).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "act.at=", "act.at=wide", "act.at=0", "act.at=-7", "=9"})
  void whatIsNothingOfTheKindIsPassedOver(String kept) {
    assertThat(TableLook.parse(kept)).isEqualTo(TableLook.USUAL);
  }

  @Test
  void columnsThatCameLaterAreLastAndThoseThatAreGoneAreForgotten() {
    var left = TableLook.USUAL.placed(List.of("c", "gone", "a"));
    assertThat(left.places(List.of("a", "b", "c", "d"))).containsExactly("c", "a", "b", "d");
    assertThat(TableLook.USUAL.places(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void wordsAreSortedAsPeopleLookForThem() {
    var words = Arrays.asList("SN10", "sn9", "", "SN09", "SN9", "alpha", "Beta", "7", "12", "SN9b");
    words.sort(WordOrder.INSTANCE);
    assertThat(words)
        .containsExactly("", "7", "12", "alpha", "Beta", "SN09", "SN9", "sn9", "SN9b", "SN10");
  }

  @Test
  void aColumnSortsByItsWordsIfNothingElseIsSaid() {
    var rows = Arrays.asList(10, 9, 100);
    rows.sort(Column.<Integer>words("act.at", 1, n -> "N" + n).order().orElseThrow());
    assertThat(rows).containsExactly(9, 10, 100);
    assertThat(Column.unsorted("act.at", 1, Object::toString).order()).isEqualTo(Optional.empty());
  }
}
